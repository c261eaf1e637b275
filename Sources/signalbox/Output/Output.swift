import Canvas
import Foundation

/// Standard output and standard error.
enum Output {
  /// Writes a message for people to standard error.
  static func error(_ text: String) {
    var bytes = Array((harmless(text) + "\n").utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Sanitizes text that may come from a file.
  static func harmless(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { SanitizedText($0).plain }
      .joined(separator: "\n")
  }

  static func text(_ text: String) { write(Array(text.utf8)) }

  /// Writes a line, part of which may come from a file.
  static func line(_ line: String) { text(harmless(line) + "\n") }

  /// Writes all bytes to standard output. If the reader is gone, SIGPIPE ends the program as it should.
  static func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var start = 0
      while start < buffer.count {
        let count = Foundation.write(STDOUT_FILENO, buffer.baseAddress! + start, buffer.count - start)
        if count < 0 {
          if errno == EINTR || errno == EAGAIN { continue }
          Output.error("signalbox: can't write to standard output: \(String(cString: strerror(errno)))")
          exit(1)
        }
        start += count
      }
    }
  }
}
