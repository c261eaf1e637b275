import Canvas
import Lifecycles
import Simulation

/// How fast the simulated clock goes.
package enum Speed {
  /// Simulated milliseconds for each real one; the last is as fast as it goes.
  package static let steps: [Int64] = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400, .max]

  /// `60`, `60x` or `max`; nil where it is no speed.
  package static func parse(_ text: String) -> Int64? {
    if text == "max" { return .max }
    let digits = text.hasSuffix("x") ? String(text.dropLast()) : text
    return Int64(digits).flatMap { (1...1_000_000).contains($0) ? $0 : nil }
  }

  package static func title(_ speed: Int64) -> String { speed == .max ? "max" : "\(speed)x" }
}

/// Everything that the board knows. It changes in `update` only, and nothing in it knows a terminal,
/// the wall clock or a file.
package struct Model: Sendable {
  package internal(set) var source: Source
  package internal(set) var log: EventLog
  package internal(set) var screen = Screen.connections
  package internal(set) var pages: [ObjectPage] = []
  package internal(set) var overlay: Overlay?
  package internal(set) var notice: Notice?
  package internal(set) var isPaused: Bool
  package internal(set) var speed: Int64
  package internal(set) var width: Int
  package internal(set) var height: Int
  package internal(set) var glyphs: Glyphs
  package let title: String
  package let isReadOnly: Bool
  /// Why no command is possible here at all; nil where commands are.
  let refusal: String?
  /// The run is written by another program; while this board is not paused it stays at its end.
  let isFollowing: Bool
  package internal(set) var preferences: Preferences
  package var keys: KeyBindings { preferences.keys }

  var tables: [TableKind: TableState] = [:]
  var events = EventsState()
  var overview = PageState()
  var ranks = Ranks()
  var activity = Activity()
  var freshness = Freshness()
  var worst: [Entity] = []
  package internal(set) var needs: (problems: Int, todo: Int) = (0, 0)
  package internal(set) var breakpoints: [Breakpoint] = []
  var breakpointCount = 0
  /// What needs a hand, by what began it; as of an event and a moment.
  var problems: [Problem] = []
  /// Those that the filter lets through are shown.
  var allProblems: [Problem] = []
  /// What the lines of problems were made for last.
  var problemsFor: String?
  var problemsAt: (sequence: Int64, time: Instant)?
  var problemsWall: Int64 = 0
  var problemLines: [PageLine] = []
  var problemState = PageState()
  /// Only problems with a row that it lets through are shown.
  var problemFilter = Filter.none
  var groupsProblems = true
  /// Problems that were snoozed or have been seen, with their notes.
  /// The journal that is shown, where none is kept.
  private(set) var shownJournal: String?
  /// The last event of a record that is gone through.
  private(set) var recordEnd: Int64?
  /// Somebody writes the run that is followed.
  var hasWriter = true
  /// It was said that what comes is not in the record.
  var hasLeftRecord = false
  var aside: [Problem.Root: PutAside] = [:]
  /// The words that a filter may be completed by.
  var vocabularies: [Screen: FilterVocabulary] = [:]
  /// What is searched for in open objects and on the overview.
  var pageSearch = ""
  /// The event at which a search of the record began.
  var searchStart: Int64?
  var searchBefore: String?
  /// Objects that were open, in their order, and which of them is.
  var visited: [ObjectPage] = []
  var visitedAt = -1
  /// What rings the bell, and what it has rung for since the last frame.
  var notices: [EventMatcher] = []
  var ringsFor: String?
  /// One action on many rows that is under way.
  var running: RunningBulk?
  var report: TextPage?
  var actions: [Act] = []
  /// How many acts there were, those of earlier sessions and those that are not listed among them.
  package internal(set) var actCount = 0
  /// What the journal has not been given yet.
  var freshActs: [Act] = []
  /// How the journal is doing; nil where none is kept.
  package internal(set) var recording: Recording?
  /// What was done and is not on the disk yet.
  var unconfirmed: Unconfirmed?
  /// A look ahead that has not arrived yet.
  var expedition: Expedition?
  /// Digits typed before a step, and where their keys led away from.
  var count: CountPrefix?
  /// What went wrong by itself, for the line of the run.
  var mishaps: [Int64] = []
  /// The latest press of the mouse, of which a second one makes a double click.
  var lastPress: (mouse: Mouse, wall: Int64)?
  /// The wall clock of the latest tick.
  var wall: Int64 = 0
  var overviewAt: Int64 = .min
  /// The screen to which Escape goes back; nil where none led here.
  var origin: Screen?
  /// Marks set before this step are over.
  var clearsMarks = false

  /// A line above the hints.
  package struct Notice: Equatable, Sendable {
    package var text: String
    package var role: Role
    var until: Int64
  }

  /// What the board is started with.
  package struct Options: Sendable {
    package var title = ""
    package var isPaused = false
    package var speed: Int64 = 60
    package var isReadOnly = false
    package var screen = Screen.connections
    package var preferences = Preferences()
    /// What is to be told first, such as what is wrong with a configuration file.
    package var problem: String?
    /// What else is to be told first.
    package var news: String?
    /// The journal that is kept.
    package var recording: Recording?
    /// What was done in earlier sessions of the run.
    package var acts: [Act] = []
    /// Nothing can be done here, for this reason: somebody else writes the run.
    package var refusal: String?
    /// The journal that is shown, where none is kept.
    package var shownJournal: String?
    /// The last event of a record that is gone through.
    package var recordEnd: Int64?
    /// The run is written elsewhere, and shown here as it goes on.
    package var isFollowing = false

    package init() {}
  }

  package init(source: Source, glyphs: Glyphs, width: Int, height: Int, options: Options, history: [Event] = []) {
    self.source = source
    self.glyphs = glyphs
    self.width = width
    self.height = height
    title = options.title
    isPaused = options.isPaused
    speed = options.speed
    isReadOnly = options.isReadOnly
    screen = options.screen
    preferences = options.preferences
    recording = options.recording
    refusal = options.refusal
    isFollowing = options.isFollowing
    shownJournal = options.shownJournal
    recordEnd = options.recordEnd
    log = EventLog()
    for event in history {
      log.append(event)
      activity.note(event)
      if event.cause == .root, EventText.isFault(event) { mishaps.append(event.sequence) }
    }
    ranks.update(source.world)
    for act in options.acts { take(act) }
    setUpTables()
    greet(options.problem, news: options.news)
    prepare()
  }

  package var world: World { source.world }

  /// Whether the loop has to wake by itself: a paused board, and a feed at rest, wake for nothing.
  package var needsTicks: Bool { isRunning || isBusy || (showsJournal && recording != nil) }

  /// Whether the world goes on by itself.
  package var isRunning: Bool { source.kind == .simulated && !isPaused && !isHeld && !isFollowing }

  /// The line of the run stands below what is shown, while one steps through it.
  var showsRun: Bool { source.kind == .simulated && isPaused && height >= 16 }
  /// What is said can take two lines; on a taller screen the second one covers nothing.
  var runLines: Int { showsRun ? (height >= 24 ? 2 : 1) : 0 }
  /// How many lines the rows of a table have.
  package var tableHeight: Int { max(1, height - 6 - runLines) }
  var pageHeight: Int { max(1, height - 5 - runLines) }

  /// The table on the screen; nil while a page, the overview or the events are shown.
  package var shownTable: TableKind? { pages.isEmpty && !showsProblems ? screen.table : nil }

  /// What an action is about: the selected link of a page, its object, or the selected row.
  package var target: Entity? {
    if let page = pages.last {
      if case .entity(let entity) = page.state.link { return entity }
      return page.entity
    }
    if showsProblems {
      return selectedProblem.map { problem in problem.rows.first { $0 == problem.subject } ?? problem.rows[0] }
    }
    switch screen {
    case .overview:
      if case .entity(let entity) = overview.link { return entity }
      return nil
    case .events: return events.selected(log)?.entity
    default:
      guard let kind = screen.table, let row = tables[kind]?.cursor else { return nil }
      return kind.entity(row, source.world)
    }
  }

  // MARK: Taking in events

  /// Takes up what has happened: the record, the counts, and the rows on the screen.
  mutating func take(_ events: [Event]) {
    guard let last = events.last else { return }
    leaveRecord(last.sequence)
    let world = source.world
    // Where much has come at once, a new order is less work than mending the old one.
    let kind = events.count > 20_000 ? nil : shownTable
    var changed: [Int] = []
    for event in events {
      log.append(event)
      activity.note(event)
      if event.cause == .root, EventText.isFault(event), mishaps.last.map({ $0 < event.sequence }) ?? true {
        mishaps.append(event.sequence)
      }
      if let kind { RowChanges.collect(event, kind, world, &changed) }
    }
    for index in notices.indices { notices[index].prepare(world) }
    if let text = notice(of: events) { ringsFor = text }
    for other in tables.keys where other != kind { tables[other]?.invalidate() }
    if ranks.accounts.count != world.accounts.count || ranks.contacts.count != world.contactNames.count
      || ranks.providers.count != world.providers.count
    {
      ranks.update(world)
      for other in tables.keys { tables[other]?.invalidate() }
    }
    if kind == nil, let shown = shownTable { dropLostMarks(shown) }
    guard let kind, !changed.isEmpty else { return }
    mend(kind, &changed)
  }

  /// Brings the rows that some events touch to their places.
  mutating func mend(_ kind: TableKind, _ events: [Event]) {
    let world = source.world
    var changed: [Int] = []
    for event in events where world.has(event.entity) { RowChanges.collect(event, kind, world, &changed) }
    mend(kind, &changed)
  }

  private mutating func mend(_ kind: TableKind, _ changed: inout [Int]) {
    let world = source.world
    changed.sort()
    var unique: [Int] = []
    for row in changed where unique.last != row { unique.append(row) }
    let name = tables[kind]?.cursor.map { StatusText.object(world, kind.entity($0, world)) }
    dropLostMarks(kind)
    if tables[kind]?.mend(unique, world, ranks) == true, let name {
      let isEmpty = tables[kind]?.cursor == nil
      say("\(name) has left this list\(isEmpty ? "" : "; the next row is selected")", .warning)
    }
  }

  /// Changes a feed's world in place, while nothing else holds it.
  package mutating func changeTold<Result>(_ change: (inout World) -> Result) -> Result {
    source.withTold(change)
  }

  /// Takes up how the feed is doing.
  package mutating func note(_ report: FeedReport) { source.feed = report }

  /// The wall clock goes on while the board is paused; it must not jump when it runs again.
  package mutating func keepTime(_ wall: Int64) { self.wall = wall }

  mutating func say(_ text: String, _ role: Role = .success) {
    notice = Notice(text: text, role: role, until: wall + 6_000)
  }
}
