import CNcurses

#if canImport(Glibc)
  import Glibc
#endif

/// Lines of a file that grows, or of a pipe, without ever blocking.
package final class LineInput {
  private let descriptor: Int32
  private let watch: Int32
  private var pending: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  package private(set) var isAtEnd = false

  /// A line that does not end is held up to this many bytes, and then given as it is.
  private static let longestLine = 2 << 20

  /// Opens a file, or standard input for `-`. Nil where it cannot be opened; `errno` says why.
  package init?(path: String) {
    if path == "-" {
      descriptor = STDIN_FILENO
      watch = -1
    } else {
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return nil }
      watch = sb_watch_file(path)
    }
  }

  deinit {
    if watch >= 0 { close(watch) }
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// What to wait on for more: the file's watch, or the pipe until it has ended.
  package var waitDescriptor: Int32 { watch >= 0 ? watch : isAtEnd ? -1 : descriptor }

  /// Why the path could not be opened, in words.
  package static var lastError: String { String(cString: strerror(errno)) }

  /// Hands on the complete lines of the next piece.
  ///
  /// - Returns: whether there may be more at once.
  package func read(_ line: (ArraySlice<UInt8>) -> Void) -> Bool {
    if watch >= 0 { sb_watch_drain(watch) }
    // A pipe that has nothing yet must not stop the board. It is asked, and not changed: standard input is shared
    // with whoever started the program.
    guard sb_wait([descriptor], 1, 0) & 1 != 0 else { return false }
    let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else {
      // A pipe that has ended gives its last line even without a line feed; a file may still grow.
      let isOver = count == 0 || (errno != EAGAIN && errno != EINTR)
      if isOver, watch < 0, !isAtEnd {
        isAtEnd = true
        if !pending.isEmpty { line(pending[...]) }
        pending = []
      }
      return false
    }
    var start = 0
    for index in 0..<count where buffer[index] == 0x0A {
      if pending.isEmpty {
        line(buffer[start..<index])
      } else {
        pending += buffer[start..<index]
        line(pending[...])
        pending.removeAll(keepingCapacity: pending.capacity < 1 << 17)
      }
      start = index + 1
    }
    if start < count { pending += buffer[start..<count] }
    if pending.count > Self.longestLine {
      line(pending[...])
      pending = []
    }
    return true
  }
}
