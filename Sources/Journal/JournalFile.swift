import Foundation

/// The location of a journal by its real path, so that every way to it meets the same lock and write-ahead log.
package struct JournalFile: Equatable, Sendable {
  /// What exists at the path.
  package enum State: Equatable, Sendable {
    /// Nothing, or an empty file.
    case free
    case taken
  }

  /// Absolute, without links.
  package let path: String

  /// - Throws: `JournalError` if no journal can be at the path.
  package init(_ given: String) throws(JournalError) {
    guard !given.isEmpty else { throw .noName }
    var info = stat()
    if stat(given, &info) == 0 {
      guard info.st_mode & S_IFMT == S_IFREG else { throw .noFile(path: given) }
      path = Self.real(given) ?? given
      return
    }
    guard lstat(given, &info) != 0 else { throw .looseLink(path: given) }
    let folder = FilePath.folder(of: given)
    guard let real = Self.real(folder) else { throw .noFolder(path: folder) }
    let name = FilePath.name(of: given)
    guard !name.isEmpty else { throw .noFile(path: given) }
    path = real == "/" ? "/" + name : real + "/" + name
  }

  package var state: State {
    var info = stat()
    return stat(path, &info) == 0 && info.st_size > 0 ? .taken : .free
  }

  /// - Throws: `JournalError` if the file is not writable, or has several names.
  func checkWriting() throws(JournalError) {
    var info = stat()
    guard stat(path, &info) == 0 else { return }
    guard info.st_nlink == 1 else { throw .manyNames(path: path) }
    guard access(path, W_OK) == 0 else { throw .cannotOpen(path: path, reason: "it is read-only") }
  }

  private static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// Removes the journal and what SQLite keeps beside it.
  package func remove() {
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
  }

  // MARK: Creating one

  /// Renames a draft to the journal's name, without replacing anything.
  package func take(_ draft: String) throws(JournalError) {
    try checkOrphans()
    var info = stat()
    if lstat(path, &info) == 0 {
      guard info.st_mode & S_IFMT == S_IFREG, info.st_size == 0 else { throw .isThere(path: path) }
      // An empty file prepared by somebody keeps its permissions.
      chmod(draft, info.st_mode & 0o777)
      unlink(path)
    }
    if link(draft, path) == 0 {
      unlink(draft)
      return
    }
    // Some file systems have no links. There a rename has to do.
    guard errno == EPERM || errno == ENOTSUP || errno == ENOSYS, lstat(path, &info) != 0, rename(draft, path) == 0
    else {
      throw errno == EEXIST ? .isThere(path: path) : .failed(path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// How many names are tried for a draft. Only crashed programs with the same process number leave drafts behind.
  private static let draftNames = 100

  /// Creates an empty file beside it with a unique name.
  func draft() throws(JournalError) -> String {
    for number in 0..<Self.draftNames {
      let draft = "\(path)-new-\(getpid())\(number == 0 ? "" : "-\(number)")"
      let descriptor = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      if descriptor >= 0 {
        close(descriptor)
        return draft
      }
      guard errno == EEXIST else { break }
    }
    throw .failed(path: path, reason: String(cString: strerror(errno)))
  }

  /// Checks for a write-ahead log without its journal, which would be taken for part of a new one.
  package func checkOrphans() throws(JournalError) {
    var info = stat()
    if stat(path + "-wal", &info) == 0, info.st_size > 0 { throw .orphan(path: path + "-wal") }
  }
}

/// The parts of a path. (Foundation's own methods trap on a path of one character.)
package enum FilePath {
  /// The folder of a path; `.` if it names none.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last component of a path.
  package static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }
}
