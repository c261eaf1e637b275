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

  /// The file that is asked for; nil where none is.
  func file() throws -> JournalFile? {
    try journal.map { path in try Failure.naming { () throws(JournalError) in try JournalFile(path) } }
  }

  func check() throws {
    if noJournal, journal != nil { throw Failure.input("--no-journal and --journal are both there; choose one") }
  }
}

/// The journals that are kept without being asked for.
enum OwnJournals {
  /// Larger worlds are recorded only on demand: their beginning alone is millions of rows.
  static let largest = 1_000

  /// A file that nobody has, in one's own folder.
  static func fresh(_ name: String, seed: UInt64) throws(JournalError) -> JournalFile {
    let folder = UserFiles.journals
    guard (try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)) != nil else {
      throw .noFolder(path: folder.path)
    }
    let word = String(name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(40))
    let moment = JournalWriter.clock().filter { $0 != "-" && $0 != ":" }
    // Runs that begin in the same second are of different processes.
    return try JournalFile(folder.appendingPathComponent("\(moment)-\(word)-seed-\(seed)-\(getpid()).journal").path)
  }

  /// The journals there are, the one written last first.
  static var paths: [String] {
    let keys: Set<URLResourceKey> = [.contentModificationDateKey]
    let files = try? FileManager.default.contentsOfDirectory(at: UserFiles.journals, includingPropertiesForKeys: nil)
    let own = (files ?? []).filter { file in
      // What a link leads to is somebody else's.
      var info = stat()
      return file.pathExtension == "journal" && lstat(file.path, &info) == 0 && info.st_mode & S_IFMT == S_IFREG
        && JournalReader.isJournal(file.path)
    }
    let dated = own.map { file in
      // What was written last may be in the log beside it.
      let dates = [file, URL(fileURLWithPath: file.path + "-wal")].compactMap {
        try? $0.resourceValues(forKeys: keys).contentModificationDate
      }
      return (path: file.path, date: dates.max() ?? .distantPast)
    }
    return dated.sorted { ($0.date, $0.path) > ($1.date, $1.path) }.map(\.path)
  }

  /// Takes away those that were written longest ago, beyond a number; those that somebody writes stay.
  static func prune(keeping count: Int) {
    for path in paths.dropFirst(count) {
      guard let file = try? JournalFile(path), let lock = try? JournalLock(file) else { continue }
      file.remove()
      _ = lock
    }
  }
}
