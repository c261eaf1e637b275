import Foundation
import Journal

/// Journals that are kept automatically.
enum JournalDirectory {
  /// The largest world that is recorded automatically, in accounts. The start of a larger one is millions of rows.
  static let largest = 1_000

  /// An unused file in the journals folder.
  static func fresh(_ name: String, seed: UInt64) throws(JournalError) -> JournalFile {
    let folder = UserFiles.journals
    do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw .noFolder(path: folder.path)
    }
    let word = String(name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(40))
    let moment = JournalWriter.clock().filter { $0 != "-" && $0 != ":" }
    // Runs that start in the same second have different processes.
    return try JournalFile(folder.appendingPathComponent("\(moment)-\(word)-seed-\(seed)-\(getpid()).journal").path)
  }

  /// All journals, most recently written first.
  static func paths() throws(Failure) -> [String] {
    let keys: Set<URLResourceKey> = [.contentModificationDateKey]
    let own = try files().filter { file in
      // The target of a link belongs to somebody else.
      var info = stat()
      return file.pathExtension == "journal" && lstat(file.path, &info) == 0 && info.st_mode & S_IFMT == S_IFREG
        && JournalReader.isJournal(file.path)
    }
    let dated = own.map { file in
      // The latest data may be in the log beside it.
      let dates = [file, URL(fileURLWithPath: file.path + "-wal")].compactMap {
        try? $0.resourceValues(forKeys: keys).contentModificationDate
      }
      return (path: file.path, date: dates.max() ?? .distantPast)
    }
    return dated.sorted { ($0.date, $0.path) > ($1.date, $1.path) }.map(\.path)
  }

  private static func files() throws(Failure) -> [URL] {
    let folder = UserFiles.journals
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    do { return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) } catch {
      throw .failed("the folder \(folder.path) can't be read")
    }
  }

  /// Deletes the oldest journals beyond a number, except those being written.
  static func prune(keeping count: Int) throws(Failure) {
    for path in try paths().dropFirst(count) {
      // A journal that can't be opened or is locked is in use, or isn't ours.
      guard let file = try? JournalFile(path), let lock = try? JournalLock(file) else { continue }
      file.remove()
      _ = lock
    }
  }
}
