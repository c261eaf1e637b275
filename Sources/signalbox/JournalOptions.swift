import ArgumentParser
import Configuration
import Foundation
import Journal

/// Where a run is recorded.
struct JournalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Record in this file (SQLite); one that is there is gone on with where it stopped. Without it a run of up to 1000 accounts is recorded in your own folder.",
      valueName: "file"))
  var journal: String?

  @Flag(help: "Record nothing.")
  var noJournal = false

  func check() throws {
    if noJournal, journal != nil { throw Failure.input("--no-journal and --journal are both there; choose one") }
  }
}

/// The journals that are kept without being asked for.
enum OwnJournals {
  /// Larger worlds are recorded only on demand: their beginning alone is millions of rows.
  static let largest = 1_000

  /// A name that nobody has, in one's own folder; nil where that cannot be made.
  static func freshPath(_ name: String, seed: UInt64) -> String? {
    let folder = UserFiles.journals
    guard (try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)) != nil else {
      return nil
    }
    let word = String(name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(40))
    let moment = JournalWriter.clock().filter { $0 != "-" && $0 != ":" }
    for number in 1...1_000 {
      let suffix = number == 1 ? "" : "-\(number)"
      let path = folder.appendingPathComponent("\(moment)-\(word)-seed-\(seed)\(suffix).journal").path
      if !FileManager.default.fileExists(atPath: path) { return path }
    }
    return nil
  }

  /// The journals there are, the latest first.
  static var paths: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: UserFiles.journals.path)) ?? []
    return names.filter { $0.hasSuffix(".journal") }.sorted(by: >).map {
      UserFiles.journals.appendingPathComponent($0).path
    }
  }

  /// Takes away the oldest beyond a number; those that somebody writes stay.
  static func prune(keeping count: Int) {
    for path in paths.dropFirst(count) {
      guard let lock = try? JournalLock(journal: path) else { continue }
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
      _ = lock
    }
  }
}
