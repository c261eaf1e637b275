import CNcurses
import Canvas
import Configuration
import Dashboard
import Foundation
import Simulation
import Terminal

/// The board without a screen: lines out, lines in.
struct PlainLoop {
  private static let frame: Int64 = 200

  private var board: PlainBoard
  private let input: LineInput
  private let surroundings: BoardLoop.Surroundings
  private var feed: FeedPump? { surroundings.feed }
  private let notices: Set<NoticeWay>
  private var hasRead = false

  /// Opens a simulated world.
  static func open(_ plan: RunPlan, _ appearance: Appearance, manner: Board.Manner, filter: String) throws {
    let made = try plan.make { _, _ in }
    var options = Model.Options()
    options.isPaused = manner.isPaused
    options.speed = manner.speed ?? appearance.configuration.speed
    options.isReadOnly = manner.isReadOnly
    made.tell(&options)
    if let notice = made.notice { Output.error("signalbox: \(notice)") }
    try run(
      Source(made.timeline(manner.checkpointMemory)), appearance, options, history: made.history,
      BoardLoop.Surroundings(journal: made.journal, follower: made.follower), filter: filter, manner: manner)
  }

  /// Opens a feed.
  static func watch(_ path: String, look: LookOptions, journals: JournalOptions, filter: String) throws {
    if path == "-" {
      throw Failure.input("with --plain, standard input is for commands. Name the feed as a file")
    }
    let appearance = try look.load()
    let feed = try FeedPlan(
      path: path, journals: journals, syncsAlways: appearance.configuration.syncsAlways
    ).open { _, _ in }
    var options = Model.Options()
    options.title = feed.title
    options.recording = feed.journal?.recording
    options.acts = feed.acts
    if let problem = feed.problem { Output.error("signalbox: \(problem.message)") }
    options.news = feed.news
    options.shownJournal = feed.shown
    try run(
      Source(feed: feed.world), appearance, options, history: [],
      BoardLoop.Surroundings(feed: feed.pump, journal: feed.journal), filter: filter)
  }

  private static func run(
    _ source: Source, _ appearance: Appearance, _ options: Model.Options, history: [Event],
    _ surroundings: BoardLoop.Surroundings, filter: String, manner: Board.Manner = Board.Manner()
  ) throws {
    if let problem = Filter(filter, isForEvents: true).problem { throw Failure.input("--only: \(problem)") }
    if let problem = appearance.problem { Output.error("signalbox: \(problem)") }
    guard let input = LineInput(path: "-") else { throw Failure.failed("standard input can't be read") }
    var options = options
    options.preferences = appearance.configuration.preferences
    options.preferences.isFirstRun = false
    let theme = try ThemeLibrary.theme("monochrome")
    // Wide, so that no column is left out.
    var model = Model(
      source: source, glyphs: Glyphs(spoken: theme), width: 240, height: 60, options: options, history: history)
    try manner.place?.go(&model)
    var loop = PlainLoop(
      board: PlainBoard(model, filter: filter), input: input, surroundings, notices: appearance.configuration.notices)
    loop.run()
    try loop.close()
  }

  private init(
    board: PlainBoard, input: LineInput, _ surroundings: BoardLoop.Surroundings, notices: Set<NoticeWay>
  ) {
    self.board = board
    self.input = input
    self.surroundings = surroundings
    self.notices = notices
  }

  private mutating func run() {
    say(board.greeting)
    _ = board.tick(BoardLoop.now())
    var next = BoardLoop.now() + Self.frame
    while true {
      let isTicking = board.model.needsTicks
      let pause: Int64 = isTicking ? max(0, next - BoardLoop.now()) : surroundings.looksAgain ? 50 : -1
      let timeout = feed?.hasMore == true ? 0 : pause
      let descriptors = [input.waitDescriptor].filter { $0 >= 0 } + surroundings.descriptors
      let ready = sb_wait(descriptors, Int32(descriptors.count), Int32(timeout))
      hear(Set(descriptors.enumerated().filter { ready & (1 << Int32($0.offset)) != 0 }.map(\.element)))
      if readLines() { return }
      if let feed {
        let effects = board.take { feed.pump(&$0) }
        perform(effects)
      }
      if BoardLoop.now() >= next || !isTicking {
        next = BoardLoop.now() + Self.frame
        perform(board.tick(BoardLoop.now()))
      }
      say(board.changes())
      record()
    }
  }

  private mutating func record() {
    _ = board.take {
      surroundings.journal?.record(&$0); return nil
    }
  }

  /// Reports news from the journal, or from the program that writes it.
  private mutating func hear(_ ready: Set<Int32>) {
    if let journal = surroundings.journal, ready.contains(journal.descriptor) {
      let told = board.recorded(journal.heard)
      say(told.lines)
      perform(told.effects)
    }
    if let follower = surroundings.follower, ready.contains(follower.descriptor) || follower.looksAgain {
      perform(board.take { follower.pump(&$0) })
    }
  }

  /// Writes what is left, and reports what was done.
  private mutating func close() throws {
    guard let journal = surroundings.journal else { return }
    var lost: Failure?
    _ = board.take {
      lost = journal.close(&$0)
      return nil
    }
    say(board.recorded(journal.recording).lines)
    if let lost { throw lost }
  }

  /// Reads commands. Returns whether to quit.
  private mutating func readLines() -> Bool {
    var lines: [String] = []
    while input.read({ lines.append(String(decoding: $0.bytes, as: UTF8.self)) }) {}
    for line in lines {
      hasRead = true
      let answer = board.read(line.trimmingCharacters(in: .whitespacesAndNewlines))
      if answer.effects.contains(.quit) { return true }
      say(answer.lines)
      perform(answer.effects)
      record()
      say(board.changes())
    }
    // Commands from a file or pipe have ended. If there were none, it keeps reporting.
    return input.isAtEnd && hasRead && !board.model.isBusy
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
      case .write(_, let text, let path): tell(Keepsake.write(Array(text.utf8), path: path).map { "saved \(path)" })
      case .save(let what, let path):
        if let timeline = board.model.source.timeline { tell(Keepsake.save(what, path: path, timeline)) }
      case .stopRecording:
        surroundings.journal?.stop()
        perform(board.take { $0.update(.recordingStopped) })
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
