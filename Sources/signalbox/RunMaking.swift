import Configuration
import Dashboard
import Foundation
import Journal
import Simulation

/// What a board is opened on: a run that begins, one that goes on, or one that is only looked at.
struct RunPlan {
  enum Kind {
    case new(Scenario)
    /// A journal that is gone on with.
    case resumed(JournalFile)
    /// A journal that is shown at its end.
    case replayed(String, isFollowed: Bool)
  }

  var kind: Kind
  /// Where a new run is recorded; nil: nowhere.
  var journal: JournalFile?
  /// Why it is recorded nowhere, though it should be.
  var problem: String?
  /// The file was asked for: where it cannot be had, nothing begins.
  var isDemanded = false
  var sync = JournalWriter.Sync.acts
  var kept = 0

  /// Told how far it is, in percent, and what is being done.
  typealias Progress = (Int, String) throws -> Void

  init(_ kind: Kind) { self.kind = kind }

  /// The plan that the command line and the configuration mean.
  init(_ options: ScenarioOptions, _ journals: JournalOptions, _ configuration: BoardConfiguration) throws {
    try journals.check()
    if let file = try journals.file(), file.state == .taken {
      kind = .resumed(file)
      let wanted = options.isGiven ? try options.load() : nil
      if let wanted { try Self.compare(wanted, file.path) }
    } else {
      let scenario = try options.load()
      kind = .new(scenario)
      journal = try journals.file()
      isDemanded = journal != nil
      if journal == nil, !journals.noJournal, configuration.journalsKept > 0, scenario.accounts <= OwnJournals.largest {
        kept = configuration.journalsKept
        do throws(JournalError) {
          journal = try OwnJournals.fresh(scenario.name, seed: scenario.seed)
        } catch {
          problem = error.message
        }
      }
    }
    sync = configuration.syncsAlways ? .always : .acts
  }

  private static func compare(_ wanted: Scenario, _ path: String) throws {
    let reader = try Failure.naming { () throws(JournalError) in try JournalReader(path) }
    guard ScenarioWriter.text(wanted) != reader.header.scenario else { return }
    throw Failure.input(
      "\(path) is the journal of \(reader.header.name), seed \(reader.header.seed); leave --scenario, --seed and --accounts away to go on with it, or name another file"
    )
  }

  /// Makes the run.
  func make(_ progress: Progress) throws -> Run {
    switch kind {
    case .new(let scenario): try begin(scenario, progress)
    case .resumed(let file): try resume(file, progress)
    case .replayed(let path, let isFollowed): try replay(path, isFollowed: isFollowed, progress)
    }
  }

  // MARK: A new run

  private func begin(_ scenario: Scenario, _ progress: Progress) throws -> Run {
    var notice = problem.map { "nothing is recorded: \($0)" }
    var journal: RunJournal?
    if let file = self.journal {
      do throws(JournalError) {
        let lock = try JournalLock(file)
        let header = JournalHeader(
          kind: .simulated, engine: Signalbox.version, created: JournalWriter.clock(), name: scenario.name,
          scenario: ScenarioWriter.text(scenario), seed: scenario.seed)
        journal = RunJournal(try JournalWriter(creating: file, header, sync: sync, lock: lock))
        if !isDemanded { OwnJournals.prune(keeping: kept) }
      } catch {
        if isDemanded { throw Failure.failed(error.message) }
        notice = "nothing is recorded: \(error.message)"
      }
    }
    return try make(scenario, journal, notice: notice, progress)
  }

  /// From its very first event.
  private func make(
    _ scenario: Scenario, _ journal: RunJournal?, notice: String? = nil, _ progress: Progress
  ) throws -> Run {
    var history = Recent()
    try progress(0, "Making a world of \(scenario.accounts) accounts")
    let simulator = try Simulator(scenario) { percent, events, world in
      try progress(percent, "Making a world of \(scenario.accounts) accounts")
      history.add(events)
      journal?.found(events, world)
    }
    return Run(
      timeline: { Timeline(simulator, memory: $0) }, history: history.events, title: scenario.name, journal: journal,
      notice: notice)
  }

  // MARK: A run that goes on

  private func resume(_ file: JournalFile, _ progress: Progress) throws -> Run {
    let path = file.path
    let lock = try Failure.naming { () throws(JournalError) in try JournalLock(file) }
    let read = try ReadJournal(path, progress)
    if let damage = read.reader.damage {
      throw Failure.failed(
        "\(read.words(damage)); it is not written on. signalbox replay \(path) shows what is whole, signalbox journal compact \(path) NEW keeps that in a new file to go on with"
      )
    }
    guard read.reader.header.kind == .simulated else {
      throw Failure.input("\(path) is the journal of a feed; signalbox watch FEED --journal \(path) goes on with it")
    }
    // It was begun, and ended before anything was written.
    if read.run.records.isEmpty {
      return try make(try read.scenario(), RunJournal(try writer(read, file, lock)), progress)
    }
    var replayed = try read.replay(progress)
    if let difference = replayed.difference {
      throw Failure.failed(
        "\(path) was made by signalbox \(read.reader.header.engine), and this one goes another way: \(difference). It is not written on; signalbox replay \(path) shows it up to there"
      )
    }
    let writer = try writer(read, file, lock)
    let recorder = JournalRecorder(resuming: read.run, read.reader.ledger, replayed.timeline)
    if read.run.records.count == 1 { try replayed.warmUp(progress) }
    return Run(
      timeline: { [timeline = replayed.timeline] in timeline.with(memory: $0) }, history: replayed.history,
      title: read.reader.header.name,
      acts: read.acts, journal: RunJournal(writer, recorder), notice: nil,
      news: "the run goes on where it was left, at #\(Count.grouped(replayed.timeline.head.sequence))")
  }

  private func writer(_ read: ReadJournal, _ file: JournalFile, _ lock: JournalLock) throws -> JournalWriter {
    try Failure.naming { () throws(JournalError) in
      try JournalWriter(resuming: file, read.reader.header, read.reader.ledger, sync: sync, lock: lock)
    }
  }

  // MARK: A run that is looked at

  private func replay(_ path: String, isFollowed: Bool, _ progress: Progress) throws -> Run {
    let read = try ReadJournal(path, progress)
    guard read.reader.header.kind == .simulated else {
      throw Failure.input("\(path) is the journal of a feed; signalbox watch \(path) shows it")
    }
    let replayed = try read.replay(progress)
    var run = Run(
      timeline: { replayed.timeline.with(memory: $0) }, history: replayed.history,
      title: "\(isFollowed ? "journal: " : "")\(read.reader.header.name)", acts: read.acts, journal: nil,
      notice: nil)
    run.isPaused = !isFollowed
    run.shown = path
    run.recordEnd = isFollowed ? nil : replayed.timeline.head.sequence
    if let difference = replayed.difference {
      run.notice = "the record and this signalbox part: \(difference); shown is what both agree on"
      run.isPaused = true
    } else if let damage = read.reader.damage {
      run.notice = "\(read.words(damage)); shown is what is whole"
      run.isPaused = true
    } else if isFollowed {
      run.follower = RunFollower(read, replayed.timeline)
      run.refusal = "this run is written by another program; here it is only shown"
    }
    return run
  }
}

/// A run that was made, with what was kept of it.
struct Run {
  /// With bytes for its checkpoints.
  let timeline: (Int) -> Timeline
  var history: [Event]
  var title: String
  var acts: [Act] = []
  var journal: RunJournal?
  /// What is wrong with it.
  var notice: String?
  var news: String?
  var follower: RunFollower?
  var refusal: String?
  /// The journal that it was made of, where it is not gone on with.
  var shown: String?
  /// The last event of it, where nobody writes on.
  var recordEnd: Int64?
  /// Nil leaves it to the command line.
  var isPaused: Bool?

  /// What the board is to know of it.
  func tell(_ options: inout Model.Options) {
    options.title = title
    options.acts = acts
    options.recording = journal?.recording
    options.refusal = refusal
    options.news = news
    options.shownJournal = shown
    options.recordEnd = recordEnd
    options.isFollowing = follower != nil
    if let isPaused { options.isPaused = isPaused }
    if let notice { options.problem = options.problem.map { "\($0); \(notice)" } ?? notice }
  }
}

/// The latest events of a world that is being made: the record keeps no more, and a large world has many.
struct Recent {
  private static let most = 100_000
  private(set) var events: [Event] = []

  mutating func add(_ new: [Event]) {
    events += new.suffix(Self.most)
    if events.count > 2 * Self.most { events.removeFirst(events.count - Self.most) }
  }
}

extension Failure {
  /// A journal that cannot be had is named with what is wrong.
  static func naming<Value>(_ body: () throws(JournalError) -> Value) throws -> Value {
    do throws(JournalError) { return try body() } catch {
      throw error.isOfNaming ? Failure.input(error.message) : Failure.failed(error.message)
    }
  }
}
