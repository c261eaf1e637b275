import Foundation
import GRDB

/// Why a journal cannot be opened, read or written.
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

  /// What was wrong, and what to do.
  package var message: String {
    switch self {
    case .noName: "a journal wants the name of a file"
    case .missing(let path): "there is no journal \(path)"
    case .noFile(let path): "\(path) is no file that a journal could be in; name another"
    case .looseLink(let path): "\(path) is a link that leads nowhere; name the file itself"
    case .manyNames(let path):
      "\(path) has other names besides (hard links); it is written only where it has one. Make a copy: signalbox journal compact"
    case .orphan(let path):
      "\(path) is there without its journal: it holds what was last written to one that is gone. Move it away, or name another file"
    case .notReadable(let path): "\(path) may not be read: \(String(cString: strerror(EACCES)))"
    case .isThere(let path): "\(path) is there already; name a file that is not"
    case .noFolder(let path): "there is no folder \(path)"
    case .notAJournal(let path): "\(path) is no journal of signalbox"
    case .otherFormat(let path, let format):
      "\(path) is a journal of format \(format), and this signalbox reads format \(JournalSchema.format); it is left as it is"
    case .otherSchema(let path):
      "\(path) is damaged: its tables are not those of a journal of format \(JournalSchema.format)"
    case .isWritten(let path, let process):
      "\(path) is being written by process \(process); signalbox replay --follow \(path) shows it as it grows"
    case .cannotOpen(let path, let reason): "the journal \(path) cannot be opened: \(reason)"
    case .gone(let path): "the journal \(path) is no longer there: it was moved or deleted"
    case .failed(let path, let reason): "the journal \(path) cannot be written: \(reason)"
    }
  }

  /// Whether what was named is at fault, and not what happened.
  package var isOfNaming: Bool {
    switch self {
    case .noName, .missing, .isThere, .noFolder, .noFile, .looseLink, .manyNames, .notAJournal, .notReadable: true
    case .orphan, .otherFormat, .otherSchema, .isWritten, .cannotOpen, .gone, .failed: false
    }
  }

  /// Why, in a few words: for a line that has no room.
  package var brief: String {
    switch self {
    case .gone: "its file is gone"
    case .failed(_, let reason), .cannotOpen(_, let reason): reason
    default: message
    }
  }

  /// SQLite's words for a failure, in ours where people can do something about it.
  static func reason(_ error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "\(error)" }
    return switch error.resultCode {
    case .SQLITE_FULL: "the disk is full"
    case .SQLITE_READONLY: "it may not be written"
    case .SQLITE_CANTOPEN: "the file or its folder may not be opened"
    case .SQLITE_PERM, .SQLITE_AUTH: "its permissions forbid it"
    case .SQLITE_BUSY, .SQLITE_LOCKED: "another program holds it"
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: "the file is damaged"
    case .SQLITE_IOERR: "the disk reports an error"
    default: error.message ?? "SQLite error \(error.resultCode.rawValue)"
    }
  }
}
