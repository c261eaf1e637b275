import Canvas
import Lifecycles
import Queries
import Simulation

/// The board's state, one field per feature. It knows no terminal, clock or file.
///
/// `update` is the only function that changes it. It routes messages and keys to the features.
package struct BoardState: Sendable {
  /// The run on display, and what may be done with it.
  package internal(set) var run: Run
  /// The screen, the open objects, what covers them, and the way back.
  package internal(set) var navigation: Navigation
  /// The size of the screen, its glyphs and the wall clock.
  package internal(set) var viewport: Viewport
  /// Pause, speed, breakpoints, and going elsewhere in the run.
  package internal(set) var playback: Playback
  package internal(set) var tables = Tables()
  /// What needs attention, grouped by cause.
  package internal(set) var attention = AttentionList()
  package internal(set) var overview = Overview()
  /// Searches in text and events, and the words that complete a filter.
  package internal(set) var search = Search()
  /// What a person did, and how far it is recorded.
  package internal(set) var actionLog: ActionLog
  package internal(set) var bulk = BulkJob()
  /// The conditions that notify, and the message above the hints.
  package internal(set) var alerts = Alerts()
  package internal(set) var preferences: Preferences
  /// The keys that the last line suggests, as of the latest change.
  package internal(set) var hints = Hints()

  package init(source: Source, glyphs: Glyphs, width: Int, height: Int, options: BoardOptions, history: [Event] = []) {
    run = Run(title: options.title, source: source, access: options.access)
    navigation = Navigation(screen: options.screen)
    viewport = Viewport(width: width, height: height, glyphs: glyphs)
    playback = Playback(isPaused: options.isPaused, speed: options.speed, searchLimit: options.searchLimit)
    actionLog = ActionLog(recording: options.recording)
    preferences = options.preferences
    for event in history { note(event) }
    tables.ranks.update(world)
    for entry in options.actions { take(entry) }
    setUpTables()
    greet(options.problem, news: options.news)
    prepare()
  }

  package var world: World { run.world }
  package var keys: KeyBindings { preferences.keys }
  package var glyphs: Glyphs { viewport.glyphs }

  /// Whether the loop needs ticks. A paused board and an idle feed need none.
  package var needsTicks: Bool { isRunning || isBusy || (showsJournal && actionLog.recording != nil) }

  /// Whether the world advances automatically.
  package var isRunning: Bool { run.isSimulated && !playback.isPaused && !isHeld && !run.access.isFollowing }

  /// Whether work continues between frames: a search, or a bulk action.
  package var isBusy: Bool { playback.search != nil || bulk.running != nil }

  /// Whether the board is paused in a run that could go on.
  package var isStopped: Bool { playback.isPaused && run.isSimulated }

  // MARK: Layout

  /// Whether the timeline is shown below the screen, for stepping.
  package var showsRun: Bool { isStopped && viewport.height >= 16 }
  /// The lines of the timeline: two on a tall screen, where a two-line message then covers nothing.
  private var runLines: Int { showsRun ? (viewport.height >= 24 ? 2 : 1) : 0 }
  /// Where on the screen everything is.
  package var lines: ScreenLines { ScreenLines(height: viewport.height, timelineHeight: runLines) }
  /// The number of lines for the rows of a table.
  package var tableHeight: Int { lines.rows.count }
  var pageHeight: Int { lines.page.count }

  // MARK: What is shown

  /// The table on the screen; nil for an object, Overview, Events or grouped problems.
  package var shownTable: TableKind? {
    navigation.pages.isEmpty && !showsProblems ? navigation.screen.table : nil
  }

  /// Whether text is shown rather than rows: an open object, or Overview.
  var showsText: Bool { !navigation.pages.isEmpty || navigation.screen == .overview }

  /// What an action applies to: the selected link of a page, its object, or the selected row. Nil if it no longer
  /// exists.
  package var target: ObjectRef? { selected.flatMap { world.has($0) ? $0 : nil } }

  private var selected: ObjectRef? {
    if let page = navigation.pages.last {
      if case .object(let object) = page.state.link { return object }
      return page.object
    }
    if showsProblems {
      return selectedProblem.map { problem in problem.rows.first { $0 == problem.subject } ?? problem.rows[0] }
    }
    switch navigation.screen {
    case .overview:
      if case .object(let object) = overview.page.link { return object }
      return nil
    case .events: return tables.events.selected(run.log)?.object
    case .connections, .sessions, .datasets, .requests, .todo:
      guard let kind = navigation.screen.table, let row = tables[kind]?.cursor else { return nil }
      return kind.object(row, world)
    }
  }

  mutating func say(_ text: String, _ role: Role = .success) {
    alerts.message = BoardMessage(text: text, role: role, until: viewport.wall + BoardMessage.lasting)
  }
}
