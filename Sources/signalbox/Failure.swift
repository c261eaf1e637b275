import Canvas
import Foundation

/// Why a command failed, and its exit code.
struct Failure: Error {
  let message: String
  let code: Int32

  /// Invalid usage or input.
  static func input(_ message: String) -> Failure { Failure(message: message, code: 2) }
  /// The command was valid and failed.
  static func failed(_ message: String) -> Failure { Failure(message: message, code: 1) }
}

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

/// Output buffered in large pieces.
struct Buffered {
  private var bytes: [UInt8] = []

  mutating func line(_ line: [UInt8]) {
    bytes += line
    bytes.append(0x0A)
    if bytes.count > 1 << 16 { flush() }
  }

  mutating func flush() {
    Output.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
