import CNcurses

#if canImport(Glibc)
  import Glibc
#endif

/// Lines of a growing file, or of a pipe, without ever blocking. Follows files that are replaced or truncated.
package final class LineInput {
  /// A change of the file.
  package enum Turn: Equatable, Sendable {
    /// Another file has its name now. It is read from the beginning.
    case replaced
    /// It was truncated. It is read from the beginning.
    case cut
    /// It no longer exists. A new file of that name will be read.
    case gone
  }

  /// A line, or its beginning.
  package struct Line {
    /// The bytes without the line feed, at most `longestLine`.
    package let bytes: ArraySlice<UInt8>
    /// The full length in bytes.
    package let length: Int
  }

  private let path: String?
  private var descriptor: Int32
  private var identity: (device: UInt64, number: UInt64)?
  private let watch: Int32
  private var offset = 0
  private var pending: [UInt8] = []
  /// The length of the current line, including bytes that were not kept.
  private var length = 0
  /// What a pipe holds, so that one read empties it, in bytes.
  private static let pipeCapacity = 1 << 16
  private var buffer = [UInt8](repeating: 0, count: pipeCapacity)
  private var turns: [Turn] = []
  package private(set) var isAtEnd = false

  /// Above this, the memory of a long line is released, in bytes.
  private static let keptCapacity = 1 << 17
  /// The maximum length that is kept, so that memory stays bounded, in bytes.
  package static let longestLine = 1 << 20

  /// Opens a file, or standard input for `-`. Returns nil if it cannot be opened; `errno` says why.
  package init?(path: String) {
    guard path != "-" else {
      self.path = nil
      descriptor = STDIN_FILENO
      watch = -1
      return
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var info = stat()
    fstat(descriptor, &info)
    guard info.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      errno = EISDIR
      return nil
    }
    // A named pipe is read like standard input.
    let isFile = info.st_mode & S_IFMT == S_IFREG
    self.path = isFile ? path : nil
    watch = isFile ? sb_watch_feed(path) : -1
    identity = Self.identity(info)
  }

  deinit {
    if watch >= 0 { close(watch) }
    if descriptor > STDIN_FILENO { close(descriptor) }
  }

  /// The descriptor to wait on for more: the file's watch, or the pipe until it ends.
  package var waitDescriptor: Int32 { watch >= 0 ? watch : isAtEnd ? -1 : descriptor }

  /// Whether an incomplete line has been read.
  package var hasBegun: Bool { length > 0 }

  /// Why the path could not be opened, in words.
  package static var lastError: String { String(cString: strerror(errno)) }

  /// Returns the changes of the file since the last call.
  package func drainTurns() -> [Turn] {
    defer { turns = [] }
    return turns
  }

  /// Skips what an earlier session read. If the file is shorter, reads it from the beginning.
  package func skip(_ bytes: Int) {
    var info = stat()
    guard path != nil, fstat(descriptor, &info) == 0, Int(info.st_size) >= bytes else { return }
    lseek(descriptor, off_t(bytes), SEEK_SET)
    offset = bytes
  }

  /// Passes on the complete lines of the next piece.
  ///
  /// - Returns: whether there may be more right away.
  package func read(_ line: (Line) -> Void) -> Bool {
    if watch >= 0 { _ = sb_watch_drain(watch) }
    guard descriptor >= 0 else { return reopen(line) }
    // An empty pipe must not block the board. It is polled rather than made nonblocking, because standard input is
    // shared with the parent process.
    guard sb_wait([descriptor], 1, 0) & 1 != 0 else { return false }
    let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else {
      if count < 0, errno == EAGAIN || errno == EINTR { return false }
      return path == nil ? end(line) : turn(line)
    }
    offset += count
    var start = 0
    for index in 0..<count where buffer[index] == 0x0A {
      take(start..<index)
      give(line)
      start = index + 1
    }
    take(start..<count)
    return true
  }

  private func take(_ range: Range<Int>) {
    length += range.count
    pending += buffer[range.prefix(Self.longestLine + 1 - min(pending.count, Self.longestLine + 1))]
  }

  private func give(_ line: (Line) -> Void) {
    line(Line(bytes: pending[...], length: length))
    pending.removeAll(keepingCapacity: pending.capacity < Self.keptCapacity)
    length = 0
  }

  /// At the end of a pipe, passes on the last line even without a line feed.
  private func end(_ line: (Line) -> Void) -> Bool {
    guard !isAtEnd else { return false }
    isAtEnd = true
    if length > 0 { give(line) }
    return false
  }

  // MARK: Files that change

  private static func identity(_ info: stat) -> (UInt64, UInt64) { (UInt64(info.st_dev), UInt64(info.st_ino)) }

  /// At the end of a file: it may grow, or be another file by now.
  private func turn(_ line: (Line) -> Void) -> Bool {
    guard let path, let identity else { return false }
    var there = stat()
    guard stat(path, &there) == 0 else {
      // Whatever is written under its new name still belongs to it, until another file has its name.
      if turns.last != .gone, !isGone { turns.append(.gone) }
      isGone = true
      return false
    }
    if Self.identity(there) != identity {
      if length > 0 { give(line) }
      close(descriptor)
      descriptor = -1
      return reopen(line)
    }
    isGone = false
    var here = stat()
    guard fstat(descriptor, &here) == 0, Int(here.st_size) < offset else { return false }
    if length > 0 { give(line) }
    lseek(descriptor, 0, SEEK_SET)
    offset = 0
    turns.append(.cut)
    return true
  }

  private var isGone = false

  private func reopen(_ line: (Line) -> Void) -> Bool {
    guard let path else { return false }
    // Anything but a regular file has no beginning to reread, and could block forever.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      descriptor = -1
      if !isGone { turns.append(.gone) }
      isGone = true
      return false
    }
    identity = Self.identity(info)
    offset = 0
    isGone = false
    if watch >= 0 { sb_watch_also(watch, path) }
    turns.append(.replaced)
    return true
  }
}
