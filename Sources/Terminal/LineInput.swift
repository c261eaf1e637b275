import CNcurses

#if canImport(Glibc)
  import Glibc
#endif

/// Lines of a file that grows, or of a pipe, without ever blocking. A file that is replaced or cut short is followed on.
package final class LineInput {
  /// What became of the file.
  package enum Turn: Equatable, Sendable {
    /// Another file has its name now: it is read from its beginning.
    case replaced
    /// It has been cut short: it is read from its beginning.
    case cut
    /// It is no longer there; one that comes under its name will be read.
    case gone
  }

  /// A line, or its beginning.
  package struct Line {
    /// Without the line feed, and no more than `longestLine`.
    package let bytes: ArraySlice<UInt8>
    /// How many bytes it had.
    package let length: Int
  }

  private let path: String?
  private var descriptor: Int32
  private var identity: (device: UInt64, number: UInt64)?
  private let watch: Int32
  private var offset = 0
  private var pending: [UInt8] = []
  /// Bytes of the line that has begun, those that were not kept among them.
  private var length = 0
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var turns: [Turn] = []
  package private(set) var isAtEnd = false

  /// Of a longer line the beginning is kept, and its length: memory stays what it is however long it gets.
  package static let longestLine = 1 << 20

  /// Opens a file, or standard input for `-`. Nil where it cannot be opened; `errno` says why.
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

  /// What to wait on for more: the file's watch, or the pipe until it has ended.
  package var waitDescriptor: Int32 { watch >= 0 ? watch : isAtEnd ? -1 : descriptor }

  /// Whether a line has begun that is not complete.
  package var hasBegun: Bool { length > 0 }

  /// Why the path could not be opened, in words.
  package static var lastError: String { String(cString: strerror(errno)) }

  /// What has become of the file since the last time.
  package func drainTurns() -> [Turn] {
    defer { turns = [] }
    return turns
  }

  /// Goes on behind what was read in an earlier session; where the file is shorter, from its beginning.
  package func skip(_ bytes: Int) {
    var info = stat()
    guard path != nil, fstat(descriptor, &info) == 0, Int(info.st_size) >= bytes else { return }
    lseek(descriptor, off_t(bytes), SEEK_SET)
    offset = bytes
  }

  /// Hands on the complete lines of the next piece.
  ///
  /// - Returns: whether there may be more at once.
  package func read(_ line: (Line) -> Void) -> Bool {
    if watch >= 0 { _ = sb_watch_drain(watch) }
    guard descriptor >= 0 else { return reopen(line) }
    // A pipe that has nothing yet must not stop the board. It is asked, and not changed: standard input is shared
    // with whoever started the program.
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
    pending.removeAll(keepingCapacity: pending.capacity < 1 << 17)
    length = 0
  }

  /// A pipe that has ended gives its last line even without a line feed.
  private func end(_ line: (Line) -> Void) -> Bool {
    guard !isAtEnd else { return false }
    isAtEnd = true
    if length > 0 { give(line) }
    return false
  }

  // MARK: Files that do not stay

  private static func identity(_ info: stat) -> (UInt64, UInt64) { (UInt64(info.st_dev), UInt64(info.st_ino)) }

  /// At the end of a file: it may grow, or be another one by now.
  private func turn(_ line: (Line) -> Void) -> Bool {
    guard let path, let identity else { return false }
    var there = stat()
    guard stat(path, &there) == 0 else {
      // What is written to it under its new name still belongs to it, until another one has its name.
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
    // What is no file has no lines to be read from a beginning, and could be waited for without end.
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
