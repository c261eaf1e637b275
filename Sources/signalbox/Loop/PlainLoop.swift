import CNcurses
import Canvas
import Configuration
import Dashboard
import Foundation
import Queries
import Simulation
import Terminal

/// The board without a screen: lines out, lines in.
struct PlainLoop {
  /// The time between two looks at the world, in milliseconds. Lines needn't be as smooth as frames.
  private static let frame: Int64 = 200
  /// Wide, so that no column is left out.
  private static let widthOfAllColumns = 240
  /// Nothing is drawn, so this only has to be enough for every list that is read from the board.
  private static let pageHeight = 60

  private var plain: PlainBoard
  private let input: LineInput
  private let sources: EventSources
  private var feed: FeedPump? { sources.feed }
  private let notices: Set<NoticeWay>
  private var hasRead = false

  /// Opens a simulated world.
  static func open(_ plan: RunPlan, _ appearance: Appearance, start: Board.StartOptions, filter: String) throws {
    let made = try plan.make { _, _ in }
    var options = BoardOptions()
    options.isPaused = start.isPaused
    options.speed = start.speed ?? appearance.configuration.speed
    if start.isReadOnly { options.access = .readOnly }
    made.tell(&options)
    if let notice = made.notice { Output.error("signalbox: \(notice)") }
    try run(
      .simulated(made.timeline(start.checkpointMemory)), appearance, options, history: made.history,
      EventSources(journal: made.journal, follower: made.follower), filter: filter, start: start)
  }

  /// Opens a feed.
  static func watch(_ path: String, display: DisplayOptions, journals: JournalOptions, filter: String) throws {
    if path == "-" {
      throw Failure.input("with --plain, standard input is for commands. Name the feed as a file")
    }
    let appearance = try display.load()
    let feed = try FeedPlan(
      path: path, journals: journals, syncsAlways: appearance.configuration.syncsAlways
    ).open { _, _ in }
    var options = BoardOptions()
    options.title = feed.title
    options.recording = feed.journal?.recording
    options.actions = feed.actions
    if let problem = feed.problem { Output.error("signalbox: \(problem.message)") }
    options.news = feed.news
    options.access = feed.access
    try run(
      Source(feed: feed.world), appearance, options, history: [],
      EventSources(feed: feed.pump, journal: feed.journal), filter: filter)
  }

  private static func run(
    _ source: Source, _ appearance: Appearance, _ options: BoardOptions, history: [Event],
    _ sources: EventSources, filter: String, start: Board.StartOptions = Board.StartOptions()
  ) throws {
    if let problem = Filter(filter, isForEvents: true).problem { throw Failure.input("--only: \(problem)") }
    if let problem = appearance.problem { Output.error("signalbox: \(problem.message)") }
    guard let input = LineInput(path: "-") else { throw Failure.failed("standard input can't be read") }
    var options = options
    options.preferences = appearance.configuration.preferences
    options.preferences.isFirstRun = false
    let theme = try ThemeLibrary.theme("monochrome")
    var board = BoardState(
      source: source, glyphs: Glyphs(spoken: theme), width: widthOfAllColumns, height: pageHeight, options: options,
      history: history)
    try start.place?.go(&board)
    var loop = PlainLoop(
      plain: PlainBoard(board, filter: filter), input: input, sources, notices: appearance.configuration.notices)
    loop.run()
    try loop.close()
  }

  private init(
    plain: PlainBoard, input: LineInput, _ sources: EventSources, notices: Set<NoticeWay>
  ) {
    self.plain = plain
    self.input = input
    self.sources = sources
    self.notices = notices
  }

  private mutating func run() {
    say(plain.greeting)
    _ = plain.update(.tick(BoardLoop.now()))
    var next = BoardLoop.now() + Self.frame
    while true {
      let isTicking = plain.board.needsTicks
      let pause: Int64 = isTicking ? max(0, next - BoardLoop.now()) : sources.looksAgain ? 50 : -1
      let timeout = feed?.hasMore == true ? 0 : pause
      let descriptors = [input.waitDescriptor].filter { $0 >= 0 } + sources.descriptors
      let ready = sb_wait(descriptors, Int32(descriptors.count), Int32(timeout))
      hear(Set(descriptors.enumerated().filter { ready & (1 << Int32($0.offset)) != 0 }.map(\.element)))
      if readLines() { return }
      if let feed { perform(plain.change { feed.pump(&$0) ?? [] }) }
      if BoardLoop.now() >= next || !isTicking {
        next = BoardLoop.now() + Self.frame
        perform(plain.update(.tick(BoardLoop.now())))
      }
      say(plain.changes())
      record()
    }
  }

  private mutating func record() {
    for message in sources.journal?.record(plain.board) ?? [] { _ = plain.update(message) }
  }

  /// Reports news from the journal, or from the program that writes it.
  private mutating func hear(_ ready: Set<Int32>) {
    if let journal = sources.journal, ready.contains(journal.descriptor) {
      let told = plain.recorded(journal.heard)
      say(told.lines)
      perform(told.effects)
    }
    if let follower = sources.follower, ready.contains(follower.descriptor) || follower.looksAgain {
      perform(plain.change { follower.pump(&$0) })
    }
  }

  /// Writes what is left, and reports what was done.
  private mutating func close() throws {
    guard let journal = sources.journal else { return }
    let lost = journal.close(plain.board)
    say(plain.recorded(journal.recording).lines)
    if let lost { throw lost }
  }

  /// Reads commands. Returns whether to quit.
  private mutating func readLines() -> Bool {
    var lines: [String] = []
    while input.read({ lines.append(String(decoding: $0.bytes, as: UTF8.self)) }) {}
    for line in lines {
      hasRead = true
      let answer = plain.read(line.trimmingCharacters(in: .whitespacesAndNewlines))
      if answer.effects.contains(.quit) { return true }
      say(answer.lines)
      perform(answer.effects)
      record()
      say(plain.changes())
    }
    // Commands from a file or pipe have ended. If there were none, it keeps reporting.
    return input.isAtEnd && hasRead && !plain.board.isBusy
  }

  private mutating func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .ring(let text):
        if notices.contains(.bell), isatty(STDOUT_FILENO) == 1 { Output.text("\u{7}") }
        say([text])
      case .copy(let text): say(text.split(separator: "\n").map(String.init))
      case .keepFilters(let filters): tell { () throws(Failure) in try UserFiles.keep(filters: filters) }
      case .keepViews(let views): tell { () throws(Failure) in try UserFiles.keep(views: views) }
      case .write(_, let text, let path): tell(ExportWriter.write(Array(text.utf8), path: path).map { "saved \(path)" })
      case .save(let what, let path): tell(ExportWriter.save(what, path: path, plain.board.run.timeline))
      case .stopRecording:
        sources.journal?.stop()
        perform(plain.update(.recordingStopped))
      case .record(let entries): sources.journal?.add(entries)
      case .quit, .redraw, .theme, .mouse: break
      }
    }
  }

  private func tell(_ result: Result<String, Failure>) {
    switch result {
    case .success(let text): say([text])
    case .failure(let failure): say([failure.message])
    }
  }

  private func tell(_ keep: () throws(Failure) -> Void) {
    do throws(Failure) { try keep() } catch { say([error.message]) }
  }

  private func say(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    Output.text(lines.map { SanitizedText($0).plain + "\n" }.joined())
  }
}
