import CNcurses
import Dashboard
import Dispatch
import Feed
import Foundation
import Journal
import Queries
import Simulation
import Terminal

/// Passes a feed's lines to the model, some milliseconds' worth at a time, and to a journal if there is one.
final class FeedPump {
  private let source: any LineSource
  private var reader = FeedReader()
  private let journal: RunJournal?
  /// How long lines are taken in before the board handles keys and draws, in nanoseconds.
  private static let turn: UInt64 = 12_000_000

  /// Whether lines may be waiting.
  private(set) var hasMore = true
  /// The number of lines reported to the board, and whether one was incomplete; nil for none yet.
  private var told: (lines: Int, hasBegun: Bool)? = (0, false)

  init(_ source: any LineSource, journal: RunJournal? = nil) {
    self.source = source
    self.journal = journal
  }

  /// Continues a feed whose first lines are in a journal.
  init(_ source: any LineSource, journal: RunJournal?, reader: FeedReader) {
    self.source = source
    self.journal = journal
    self.reader = reader
    told = nil
  }

  /// The descriptor to wait on; none while lines couldn't be recorded.
  var descriptor: Int32 { journal?.isHeld == true ? -1 : source.waitDescriptor }
  var looksAgain: Bool { source.looksAgain }

  /// Takes in new lines.
  ///
  /// - Returns: the resulting effects; nil if nothing came.
  func pump(_ board: inout BoardState) -> [Effect]? {
    // Lines that can't be recorded stay where they are.
    guard journal?.isHeld != true else {
      hasMore = false
      return nil
    }
    let end = DispatchTime.now().uptimeNanoseconds + Self.turn
    var facts: [Fact] = []
    var lines: [JournalLine] = []
    repeat {
      hasMore = source.read { bytes, length in
        facts += reader.read(bytes, length: length)
        guard journal != nil else { return }
        lines.append(JournalLine(bytes: Array(FeedReader.kept(bytes, length: length)), length: length))
      }
    } while hasMore && DispatchTime.now().uptimeNanoseconds < end
    journal?.recordFeed(lines, facts.events, reader.world)
    var effects: [Effect] = []
    let news = source.news
    let actions = source.actions
    if !actions.entries.isEmpty { effects += board.update(.actionsLogged(actions.entries)) }
    if let problem = actions.problem { effects += board.update(.notice(problem.message, isProblem: true)) }
    for text in news { effects += board.update(.notice(text, isProblem: true)) }
    let report = report
    let isNew = told.map { $0 != (report.lines, report.hasBegun) } ?? true
    guard isNew || !news.isEmpty || !actions.entries.isEmpty || actions.problem != nil else { return nil }
    told = (report.lines, report.hasBegun)
    return effects + board.update(.feedBatch(facts, report))
  }

  private var report: FeedReport {
    var report = FeedReport()
    report.lines = reader.lines
    report.hasBegun = source.hasBegun
    report.malformed = reader.counts[.malformed] ?? 0
    report.unknown = reader.counts[.unknown] ?? 0
    report.illegal = reader.counts[.illegal] ?? 0
    report.duplicate = reader.counts[.duplicate] ?? 0
    report.late = reader.counts[.late] ?? 0
    return report
  }
}

/// A source of feed lines.
protocol LineSource: AnyObject {
  /// Readable when there may be more; negative if nothing more will come.
  var waitDescriptor: Int32 { get }
  /// Whether an incomplete line has been read.
  var hasBegun: Bool { get }
  /// Whether there may be something that couldn't be read yet.
  var looksAgain: Bool { get }
  /// News about the source, in words, each once.
  var news: [String] { get }
  /// What a person did at the board that records it, each once.
  var actions: RecordedActions { get }
  /// Passes on lines with their lengths.
  ///
  /// - Returns: whether there may be more right away.
  func read(_ line: (ArraySlice<UInt8>, Int) -> Void) -> Bool
}

extension LineInput: LineSource {
  var actions: RecordedActions { RecordedActions([], from: "") }
  var looksAgain: Bool { false }

  func read(_ line: (ArraySlice<UInt8>, Int) -> Void) -> Bool { read { line($0.bytes, $0.length) } }

  var news: [String] {
    drainTurns().map { turn in
      switch turn {
      case .replaced: "the feed was replaced by another file, which is read from its start"
      case .cut: "the feed was truncated and is read from its start"
      case .gone: "the feed's file is gone; a new file of that name will be read"
      }
    }
  }
}

/// The lines of a feed's journal, including those that another program adds.
final class JournalLines: LineSource {
  private let reader: JournalReader
  private let watch: Int32
  private var isDamaged = false
  private var fresh: [JournalAct] = []
  private var pollWindow = PollWindow()
  var looksAgain: Bool { pollWindow.looksAgain }

  init(_ reader: JournalReader) {
    self.reader = reader
    watch = sb_watch_writing(FilePath.folder(of: reader.file.path))
  }

  deinit { if watch >= 0 { Foundation.close(watch) } }

  var waitDescriptor: Int32 { watch }
  var hasBegun: Bool { false }

  var actions: RecordedActions {
    defer { fresh = [] }
    return RecordedActions(fresh, from: reader.path)
  }

  var news: [String] {
    guard let damage = reader.damage, !isDamaged else { return [] }
    isDamaged = true
    return ["the journal is damaged after event \(damage.event): \(damage.reason)"]
  }

  func read(_ line: (ArraySlice<UInt8>, Int) -> Void) -> Bool {
    if sb_watch_drain(watch) != 0 { pollWindow.begin() }
    guard let batch = reader.next(wantsEvents: false) else { return false }
    fresh += batch.acts
    for entry in batch.lines { line(entry.bytes[...], entry.length) }
    return true
  }
}
