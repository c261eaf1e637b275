import Foundation

/// Where a journal is, by the one name that its file really has: whoever comes to it by another way meets the same lock
/// and the same write-ahead log.
package struct JournalFile: Equatable, Sendable {
  /// What stands there.
  package enum State: Equatable, Sendable {
    /// Nothing, or an empty file.
    case free
    case taken
  }

  /// Absolute, without links.
  package let path: String

  /// - Throws: `JournalError` where no journal can be at a path.
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

  /// - Throws: `JournalError` where the file is one that only one of its names would lead to what is written.
  func checkWriting() throws(JournalError) {
    var info = stat()
    guard stat(path, &info) == 0 else { return }
    guard info.st_nlink == 1 else { throw .manyNames(path: path) }
    guard access(path, W_OK) == 0 else { throw .cannotOpen(path: path, reason: "it may not be written") }
  }

  private static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// Takes away the journal and what SQLite keeps beside it.
  package func remove() {
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
  }

  // MARK: Making one

  /// Gives a file its name, where that is free: nothing that is there is replaced.
  package func take(_ draft: String) throws(JournalError) {
    try checkOrphans()
    var info = stat()
    if lstat(path, &info) == 0 {
      guard info.st_mode & S_IFMT == S_IFREG, info.st_size == 0 else { throw .isThere(path: path) }
      // An empty file that somebody has prepared is to be read by those whom it was prepared for.
      chmod(draft, info.st_mode & 0o777)
      unlink(path)
    }
    if link(draft, path) == 0 {
      unlink(draft)
      return
    }
    // Some file systems have no links; there a rename has to do.
    guard errno == EPERM || errno == ENOTSUP || errno == ENOSYS, lstat(path, &info) != 0, rename(draft, path) == 0
    else {
      throw errno == EEXIST ? .isThere(path: path) : .failed(path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// A new empty file beside it, which nobody else has.
  func draft() throws(JournalError) -> String {
    for number in 0..<100 {
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

  /// What was last written to a journal stands beside it; without the journal it would be taken for part of a new one.
  package func checkOrphans() throws(JournalError) {
    var info = stat()
    if stat(path + "-wal", &info) == 0, info.st_size > 0 { throw .orphan(path: path + "-wal") }
  }
}

/// The parts of a path, whatever stands there. (Foundation's own way ends the program where a path is one character.)
package enum FilePath {
  /// The folder that a path leads into; `.` where it names none.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What a file is called in its folder.
  package static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }
}
