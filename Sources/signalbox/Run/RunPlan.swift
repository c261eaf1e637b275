import Configuration
import Dashboard
import Foundation
import Journal
import Queries
import Simulation

/// What a board opens: a new run, a resumed run, or a run to view.
struct RunPlan {
  enum Kind {
    case new(Scenario)
    /// A journal to continue.
    case resumed(JournalFile)
    /// A journal to view at its end.
    case replayed(String, isFollowed: Bool)
  }

  var kind: Kind
  /// Where a new run is recorded; nil for nowhere.
  var journal: JournalFile?
  /// Why it isn't recorded, although it should be.
  var problem: JournalError?
  /// Whether the file was requested. If it can't be used, nothing starts.
  var isDemanded = false
  var sync = JournalWriter.Sync.acts
  var kept = 0

  /// Called with a percentage and what is being done.
  typealias Progress = (Int, String) throws -> Void

  init(_ kind: Kind) { self.kind = kind }

  /// The plan from command line and configuration.
  init(_ options: ScenarioOptions, _ journals: JournalOptions, _ configuration: BoardConfiguration) throws(Failure) {
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
      if journal == nil, !journals.noJournal, configuration.journalsKept > 0,
        scenario.accounts <= JournalDirectory.largest
      {
        kept = configuration.journalsKept
        do throws(JournalError) {
          journal = try JournalDirectory.fresh(scenario.name, seed: scenario.seed)
        } catch {
          problem = error
        }
      }
    }
    sync = configuration.syncsAlways ? .always : .acts
  }

  private static func compare(_ wanted: Scenario, _ path: String) throws(Failure) {
    let reader = try Failure.naming { () throws(JournalError) in try JournalReader(path) }
    guard ScenarioWriter.text(wanted) != reader.header.scenario else { return }
    throw Failure.input(
      """
      \(path) is the journal of \(reader.header.name), seed \(reader.header.seed). Omit --scenario, --seed and \
      --accounts to resume it, or name another file
      """
    )
  }

  /// Makes the run.
  func make(_ progress: Progress) throws -> LoadedRun {
    switch kind {
    case .new(let scenario): try begin(scenario, progress)
    case .resumed(let file): try resume(file, progress)
    case .replayed(let path, let isFollowed): try replay(path, isFollowed: isFollowed, progress)
    }
  }

  // MARK: A new run

  private func begin(_ scenario: Scenario, _ progress: Progress) throws -> LoadedRun {
    var notice = problem.map { "not recording: \($0.message)" }
    var journal: RunJournal?
    if let file = self.journal {
      do throws(JournalError) {
        let lock = try JournalLock(file)
        let header = JournalHeader(
          kind: .simulated, engine: Signalbox.version, created: JournalWriter.clock(), name: scenario.name,
          scenario: ScenarioWriter.text(scenario), seed: scenario.seed)
        journal = RunJournal(try JournalWriter(creating: file, header, sync: sync, lock: lock))
      } catch {
        if isDemanded { throw Failure.failed(error.message) }
        notice = "not recording: \(error.message)"
      }
    }
    if journal != nil, !isDemanded {
      do throws(Failure) { try JournalDirectory.prune(keeping: kept) } catch {
        notice = "old journals are not deleted: \(error.message)"
      }
    }
    return try make(scenario, journal, notice: notice, progress)
  }

  /// Creates the run and records it from its first event.
  private func make(
    _ scenario: Scenario, _ journal: RunJournal?, notice: String? = nil, _ progress: Progress
  ) throws -> LoadedRun {
    var history = Recent()
    try progress(0, "Creating a world of \(Count.text(scenario.accounts, "account"))")
    let simulator = try Simulator(scenario) { percent, events, world in
      try progress(percent, "Creating a world of \(Count.text(scenario.accounts, "account"))")
      history.add(events)
      journal?.bootstrap(events, world)
    }
    return LoadedRun(
      timeline: { Timeline(simulator, memory: $0) }, history: history.events, title: scenario.name, journal: journal,
      notice: notice)
  }

  // MARK: A resumed run

  private func resume(_ file: JournalFile, _ progress: Progress) throws -> LoadedRun {
    let path = file.path
    let lock = try Failure.naming { () throws(JournalError) in try JournalLock(file) }
    let read = try ReadJournal(path, progress)
    if let damage = read.reader.damage {
      throw Failure.failed(
        """
        \(read.words(damage)). It can't be resumed. View the intact part with: signalbox replay \(path). Copy it \
        to a new file with: signalbox journal compact \(path) NEW
        """
      )
    }
    guard read.reader.header.kind == .simulated else {
      throw Failure.input("\(path) is the journal of a feed. Continue it with: signalbox watch FEED --journal \(path)")
    }
    // It was created, and ended before anything was written.
    if read.run.records.isEmpty {
      return try make(try read.scenario(), RunJournal(try writer(read, file, lock)), progress)
    }
    var replayed = try read.replay(progress)
    if let difference = replayed.difference?.text {
      throw Failure.failed(
        """
        \(path) was recorded by signalbox \(read.reader.header.engine), whose simulation differs from this \
        version's: \(difference). View it up to there with: signalbox replay \(path)
        """
      )
    }
    let writer = try writer(read, file, lock)
    let actions = read.actions
    let recorder = JournalRecorder(resuming: read.run, read.reader.index, replayed.timeline)
    if read.run.records.count == 1 { try replayed.warmUp(progress) }
    return LoadedRun(
      timeline: { [timeline = replayed.timeline] in timeline.with(memory: $0) }, history: replayed.history,
      title: read.reader.header.name,
      actions: actions.entries, journal: RunJournal(writer, recorder), notice: actions.problem?.message,
      news: "resumed at #\(Count.grouped(replayed.timeline.head.sequence))")
  }

  private func writer(_ read: ReadJournal, _ file: JournalFile, _ lock: JournalLock) throws(Failure) -> JournalWriter {
    try Failure.naming { () throws(JournalError) in
      try JournalWriter(resuming: file, read.reader.header, read.reader.index, sync: sync, lock: lock)
    }
  }

  // MARK: A run to view

  private func replay(_ path: String, isFollowed: Bool, _ progress: Progress) throws -> LoadedRun {
    let read = try ReadJournal(path, progress)
    guard read.reader.header.kind == .simulated else {
      throw Failure.input("\(path) is the journal of a feed. View it with: signalbox watch \(path)")
    }
    let replayed = try read.replay(progress)
    let actions = read.actions
    var run = LoadedRun(
      timeline: { replayed.timeline.with(memory: $0) }, history: replayed.history,
      title: "\(isFollowed ? "journal: " : "")\(read.reader.header.name)", actions: actions.entries, journal: nil,
      notice: actions.problem?.message)
    run.isPaused = !isFollowed
    run.access = .replaying(journal: path, end: replayed.timeline.head.sequence, hasLeft: false)
    if let difference = replayed.difference?.text {
      run.notice = "this version's simulation differs from the recording: \(difference); showing the run up to there"
      run.isPaused = true
    } else if let damage = read.reader.damage {
      run.notice = "\(read.words(damage)); showing the intact part"
      run.isPaused = true
    } else if isFollowed {
      run.follower = try RunFollower(read, replayed.timeline)
      run.access = .following(journal: path, isWritten: true)
    }
    return run
  }
}
