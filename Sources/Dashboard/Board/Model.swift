import Canvas
import Lifecycles
import Simulation

/// How fast the simulated clock runs.
package enum Speed {
  /// Simulated milliseconds per real one. The last means as fast as possible.
  package static let steps: [Int64] = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400, .max]

  /// Parses `60`, `60x` or `max`; nil otherwise.
  package static func parse(_ text: String) -> Int64? {
    if text == "max" { return .max }
    let digits = text.hasSuffix("x") ? String(text.dropLast()) : text
    return Int64(digits).flatMap { (1...1_000_000).contains($0) ? $0 : nil }
  }

  package static func title(_ speed: Int64) -> String { speed == .max ? "max" : "\(speed)x" }
}

/// The board's state. It knows no terminal, wall clock or file.
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
  /// Why no command is possible here at all; nil if commands are.
  let refusal: String?
  /// Whether another program writes the run. Unless paused, the board then stays at its end.
  let isFollowing: Bool
  /// The maximum number of events searched for a place.
  let searchLimit: Int
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
  /// What needs attention, grouped by cause, as of an event and a moment.
  var problems: [Problem] = []
  /// The problems before filtering.
  var allProblems: [Problem] = []
  /// The filter text that `problemLines` was built for; nil to rebuild them.
  var problemsFor: String?
  var problemsAt: (sequence: Int64, time: Instant)?
  var problemsWall: Int64 = 0
  var problemLines: [PageLine] = []
  var problemState = PageState()
  /// The filter of problems: only those with a matching row are shown.
  var problemFilter = Filter.none
  var groupsProblems = true
  /// The journal on display, if this board records none.
  private(set) var shownJournal: String?
  /// The last event of the record being replayed.
  private(set) var recordEnd: Int64?
  /// Whether a program is writing the followed run.
  var hasWriter = true
  /// Whether the board has said that events now lie beyond the record.
  var hasLeftRecord = false
  /// The snoozed and acknowledged problems, by root cause.
  var aside: [Problem.Root: PutAside] = [:]
  /// Completion words for filters.
  var vocabularies: [Screen: FilterVocabulary] = [:]
  /// The search text in open objects and on Overview.
  var pageSearch = ""
  /// The event at which a search of Events started.
  var searchStart: Int64?
  var searchBefore: String?
  /// The objects that were opened, in order, and which one is open.
  var visited: [ObjectPage] = []
  var visitedAt = -1
  /// The conditions that notify, and what they notified about since the last frame.
  var notices: [EventMatcher] = []
  var ringsFor: String?
  /// A bulk action in progress.
  var running: RunningBulk?
  var report: TextPage?
  var actions: [Act] = []
  /// How many actions there were, including those of earlier sessions and unlisted ones.
  package internal(set) var actCount = 0
  /// Actions that the journal has not received yet.
  var freshActs: [Act] = []
  /// The state of the journal; nil if the run is not recorded.
  package internal(set) var recording: Recording?
  /// The report of an action that is not on disk yet.
  var unconfirmed: Unconfirmed?
  /// A search for an event that is still running.
  var expedition: Expedition?
  /// Digits typed before a step, and the screen that they led away from.
  var count: CountPrefix?
  /// Chance failures, for the timeline.
  var mishaps: [Int64] = []
  /// The latest mouse press, to detect double clicks.
  var lastPress: (mouse: Mouse, wall: Int64)?
  /// The wall clock of the latest tick.
  var wall: Int64 = 0
  var overviewAt: Int64 = .min
  /// The screen that Escape returns to; nil if there is none.
  var origin: Screen?
  /// Whether marks set before this step are cleared.
  var clearsMarks = false

  /// A message above the hints.
  package struct Notice: Equatable, Sendable {
    package var text: String
    package var role: Role
    var until: Int64
  }

  /// What the board starts with.
  package struct Options: Sendable {
    package var title = ""
    package var isPaused = false
    package var speed: Int64 = 60
    package var isReadOnly = false
    package var screen = Screen.connections
    package var preferences = Preferences()
    /// A problem to report first, such as a mistake in a configuration file.
    package var problem: String?
    /// Other news to report first.
    package var news: String?
    /// The journal being written.
    package var recording: Recording?
    /// What was done in earlier sessions of the run.
    package var acts: [Act] = []
    /// Why nothing can be done here, such as another program writing the run; nil if commands are possible.
    package var refusal: String?
    /// The journal on display, if none is written.
    package var shownJournal: String?
    /// The last event of the record being replayed.
    package var recordEnd: Int64?
    /// Whether another program writes the run, and this board follows it.
    package var isFollowing = false
    /// The maximum number of events searched for a place.
    package var searchLimit = 3_000_000

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
    searchLimit = options.searchLimit
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

  /// Whether the loop needs ticks. A paused board and an idle feed need none.
  package var needsTicks: Bool { isRunning || isBusy || (showsJournal && recording != nil) }

  /// Whether the world advances automatically.
  package var isRunning: Bool { source.kind == .simulated && !isPaused && !isHeld && !isFollowing }

  /// Whether the timeline is shown below the screen, for stepping.
  var showsRun: Bool { source.kind == .simulated && isPaused && height >= 16 }
  /// The lines of the timeline: two on a tall screen, where a two-line message then covers nothing.
  var runLines: Int { showsRun ? (height >= 24 ? 2 : 1) : 0 }
  /// The number of lines for the rows of a table.
  package var tableHeight: Int { max(1, height - 6 - runLines) }
  var pageHeight: Int { max(1, height - 5 - runLines) }

  /// The table on the screen; nil for an object, Overview, Events or grouped problems.
  package var shownTable: TableKind? { pages.isEmpty && !showsProblems ? screen.table : nil }

  /// What an action applies to: the selected link of a page, its object, or the selected row.
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

  // MARK: Events

  /// Takes in what happened: event log, counts, and the rows on the screen.
  mutating func take(_ events: [Event]) {
    guard let last = events.last else { return }
    leaveRecord(last.sequence)
    let world = source.world
    // After very many events, sorting again is faster than updating the order.
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

  /// Moves the rows that some events touch to their places.
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
      say("\(name) left this list\(isEmpty ? "" : "; the next row is selected")", .warning)
    }
  }

  /// Changes a feed's world in place, while nothing else holds it.
  package mutating func changeTold<Result>(_ change: (inout World) -> Result) -> Result {
    source.withTold(change)
  }

  /// Takes in the state of the feed.
  package mutating func note(_ report: FeedReport) { source.feed = report }

  /// Keeps the wall clock while the board is paused, so that it doesn't jump on resume.
  package mutating func keepTime(_ wall: Int64) { self.wall = wall }

  mutating func say(_ text: String, _ role: Role = .success) {
    notice = Notice(text: text, role: role, until: wall + 6_000)
  }
}
