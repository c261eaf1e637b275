import Foundation
import GRDB

/// Why a journal can't be opened, read or written.
package enum JournalError: Error, Equatable, Sendable {
  case noName
  case missing(path: String)
  /// A folder, a device or a pipe.
  case noFile(path: String)
  case looseLink(path: String)
  case manyNames(path: String)
  case orphan(path: String)
  case notReadable(path: String)
  case isThere(path: String)
  case noFolder(path: String)
  case notAJournal(path: String)
  case otherFormat(path: String, format: Int)
  case otherSchema(path: String)
  case isWritten(path: String, process: Int32)
  case cannotOpen(path: String, reason: String)
  case gone(path: String)
  case failed(path: String, reason: String)
  case actionNotRecorded(path: String, title: String, reason: String)
  case actionsNotShown(path: String, titles: [String])

  /// What is wrong, and what to do.
  package var message: String {
    switch self {
    case .noName: "a journal needs a file name"
    case .missing(let path): "no journal exists at \(path)"
    case .noFile(let path): "\(path) is not a regular file. Name another file"
    case .looseLink(let path): "\(path) is a broken link. Name the file itself"
    case .manyNames(let path):
      """
      \(path) has several names (hard links) and is written only if it has one. Make a copy with: signalbox \
      journal compact \(path) NEW
      """
    case .orphan(let path):
      "\(path) was left by a journal that no longer exists. Move it away, or name another file"
    case .notReadable(let path): "\(path) can't be read: \(String(cString: strerror(EACCES)))"
    case .isThere(let path): "\(path) already exists. Name a new file"
    case .noFolder(let path): "the folder \(path) does not exist"
    case .notAJournal(let path): "\(path) is not a Signalbox journal"
    case .otherFormat(let path, let format):
      """
      \(path) is a journal of format \(format), and this version reads format \(JournalSchema.format). It was not \
      changed
      """
    case .otherSchema(let path):
      "\(path) is damaged: its tables don't match format \(JournalSchema.format)"
    case .isWritten(let path, let process):
      "process \(process) is writing \(path). Follow it with signalbox replay --follow, or signalbox watch for a feed"
    case .cannotOpen(let path, let reason): "the journal \(path) can't be opened: \(reason)"
    case .gone(let path): "the journal \(path) was moved or deleted"
    case .failed(let path, let reason): "the journal \(path) can't be written: \(reason)"
    case .actionNotRecorded(let path, let title, let reason):
      "the action \"\(title)\" can't be recorded in \(path): \(reason). A resumed run won't know of it"
    case .actionsNotShown(let path, let titles):
      """
      another version of Signalbox recorded actions in \(path) that this one can't read: \(Self.list(titles)). \
      Show them with that version, which is named by: signalbox journal info \(path)
      """
    }
  }

  /// The first of several titles, and how many there are.
  private static func list(_ titles: [String]) -> String {
    let first = titles.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
    return titles.count > 3 ? "\(first) and \(titles.count - 3) more" : first
  }

  /// Whether the name is at fault rather than an operation.
  package var isOfNaming: Bool {
    switch self {
    case .noName, .missing, .isThere, .noFolder, .noFile, .looseLink, .manyNames, .notAJournal, .notReadable: true
    case .orphan, .otherFormat, .otherSchema, .isWritten, .cannotOpen, .gone, .failed, .actionNotRecorded,
      .actionsNotShown:
      false
    }
  }

  /// The reason in a few words, for a status line.
  package var brief: String {
    switch self {
    case .gone: "its file is gone"
    case .failed(_, let reason), .cannotOpen(_, let reason): reason
    case .noName, .missing, .isThere, .noFolder, .noFile, .looseLink, .manyNames, .orphan, .notAJournal, .notReadable,
      .otherFormat, .otherSchema, .isWritten, .actionNotRecorded, .actionsNotShown:
      message
    }
  }

  /// A readable reason for an SQLite failure.
  static func reason(_ error: any Error) -> String {
    if let error = error as? RowError { return error.reason }
    guard let error = error as? DatabaseError else { return error.localizedDescription }
    return switch error.resultCode {
    case .SQLITE_FULL: "the disk is full"
    case .SQLITE_READONLY: "it is read-only"
    case .SQLITE_CANTOPEN: "the file or its folder can't be opened"
    case .SQLITE_PERM, .SQLITE_AUTH: "its permissions don't allow it"
    case .SQLITE_BUSY, .SQLITE_LOCKED: "another program is using it"
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: "the file is damaged"
    case .SQLITE_IOERR: "the disk reports an error"
    default: error.message ?? "SQLite error \(error.resultCode.rawValue)"
    }
  }
}
