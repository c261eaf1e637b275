import Foundation
import GRDB
import Lifecycles
import Simulation

/// Opening a journal for reading: in place, from a copy, or live.
extension JournalReader {
  /// The first hundred bytes of an SQLite file.
  struct FileHead {
    /// In bytes, from the header.
    let size: Int64
    let applicationID: Int32

    /// Nil if the file is not an SQLite database.
    init?(_ path: String) {
      // Reading from a pipe would take data from its intended reader.
      guard isFile(path), let file = FileHandle(forReadingAtPath: path) else { return nil }
      defer { try? file.close() }
      guard let bytes = (try? file.read(upToCount: 100)).map(Array.init), bytes.count == 100,
        bytes.starts(with: "SQLite format 3\0".utf8)
      else { return nil }
      func number(_ place: Int, _ count: Int) -> Int64 {
        bytes[place..<place + count].reduce(0) { $0 << 8 | Int64($1) }
      }
      let page = number(16, 2)
      size = (page == 1 ? 65_536 : page) * number(28, 4)
      applicationID = Int32(truncatingIfNeeded: number(68, 4))
    }
  }

  /// Whether a path leads to a regular file.
  package static func isFile(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFREG
  }

  /// Whether a file is a database that is not empty.
  package static func isDatabase(_ path: String) -> Bool { FileHead(path) != nil }

  /// Whether a file is a journal, by its header.
  package static func isJournal(_ path: String) -> Bool {
    FileHead(path).map { Int($0.applicationID) == JournalSchema.applicationID } == true
  }

  /// - Throws: `JournalError` that says why a file cannot be read as a journal.
  static func check(_ path: String) throws(JournalError) {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
    guard access(path, R_OK) == 0 else { throw .notReadable(path: path) }
    guard isDatabase(path) else { throw .notAJournal(path: path) }
  }

  /// A fingerprint that shows whether a file changed.
  struct FileFingerprint: Equatable {
    private let size: Int64
    private let seconds: Int
    private let nanoseconds: Int

    init(_ path: String) {
      var info = stat()
      stat(path, &info)
      (size, seconds, nanoseconds) = (Int64(info.st_size), info.st_mtim.tv_sec, info.st_mtim.tv_nsec)
    }
  }

  struct Opened {
    let queue: DatabaseQueue
    let header: JournalHeader
    let hash: [UInt8]
    var fingerprint: FileFingerprint?
  }

  /// - Parameter name: what the person called the file.
  static func open(_ path: String, as name: String) throws(JournalError) -> Opened {
    do { return try open(path) } catch {
      switch error {
      case let error as JournalError: throw error
      case RowError.invalid(let reason): throw .cannotOpen(path: name, reason: "it is damaged: \(reason)")
      default: throw .cannotOpen(path: name, reason: JournalError.reason(error))
      }
    }
  }

  /// The size above which a truncated file's header is damaged, in bytes: a terabyte.
  private static let largestCopy: Int64 = 1 << 40

  private static func open(_ path: String) throws -> Opened {
    let hasLog = size(path + "-wal") > 0
    // A truncated file is read as far as it goes.
    if let head = FileHead(path), !hasLog, size(path) < head.size, head.size < largestCopy {
      return try openCopy(path, size: head.size)
    }
    // If the file is complete, nothing is created beside it. So files on read-only media can be read, and no other
    // user is locked out by files that are not theirs.
    guard hasLog || JournalLock.isHeld(path) else {
      let fingerprint = FileFingerprint(path)
      var opened = try connect(immutable(path), path)
      opened.fingerprint = fingerprint
      return opened
    }
    do {
      return try connect(path, path)
    } catch let error as DatabaseError
      where error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY
    {
      return try openCopy(path)
    }
  }

  /// Reopens a file that was opened as unchanging once somebody writes it. What was read before was verified, and the
  /// file only grows.
  ///
  /// - Returns: whether it was reopened.
  @discardableResult
  func reopenIfWritten() -> Bool {
    guard let fingerprint else { return false }
    let path = file.path
    guard Self.size(path + "-wal") > 0 || JournalLock.isHeld(path) || FileFingerprint(path) != fingerprint,
      // If that fails, what was opened before is still there.
      let opened = try? Self.connect(path, path)
    else { return false }
    queue = opened.queue
    self.fingerprint = nil
    return true
  }

  /// Reads a journal from a copy, which is deleted when it is closed.
  ///
  /// - Parameter size: the size to pad the copy to with zeros.
  private static func openCopy(_ path: String, size: Int64? = nil) throws -> Opened {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("signalbox-\(UUID().uuidString)").path
    defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy + suffix) } }
    for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
      do {
        try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
      } catch {
        throw JournalError.cannotOpen(path: path, reason: "it can't be copied to \(copy)")
      }
    }
    if let size, truncate(copy, off_t(size)) != 0 {
      throw JournalError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }
    return try connect(copy, path)
  }

  private static func connect(_ name: String, _ path: String) throws -> Opened {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.label = "journal reader"
    configuration.busyMode = .timeout(5)
    let queue = try DatabaseQueue(path: name, configuration: configuration)
    let found = try queue.read { try begin(path, $0) }
    return Opened(queue: queue, header: found.header, hash: found.hash)
  }

  private static func size(_ path: String) -> Int64 {
    var info = stat()
    return stat(path, &info) == 0 ? Int64(info.st_size) : 0
  }

  /// The URI with which SQLite treats a file as unchanging.
  private static func immutable(_ path: String) -> String {
    "file:" + (path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path) + "?immutable=1"
  }

  /// Checks that a database is a journal of this format, and reads what comes before its first batch.
  private static func begin(_ path: String, _ db: Database) throws -> (header: JournalHeader, hash: [UInt8]) {
    guard try Int.fetchOne(db, sql: "PRAGMA application_id") == JournalSchema.applicationID else {
      throw JournalError.notAJournal(path: path)
    }
    let format = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard format == JournalSchema.format else { throw JournalError.otherFormat(path: path, format: format) }
    guard try JournalSchema.isWhole(db) else { throw JournalError.otherSchema(path: path) }
    let start = try JournalSchema.start(db)
    guard let header = JournalHeader(start.meta) else {
      throw JournalError.cannotOpen(path: path, reason: "its table meta is damaged, so nothing can be recovered")
    }
    return (header, start.hash)
  }
}
