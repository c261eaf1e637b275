import Foundation
import Synchronization

/// The right to write a journal, held by one program. A file beside the journal contains its process number.
package final class JournalLock: Sendable {
  private let descriptor: Int32
  private let isHeld = Mutex(true)
  private let path: String

  /// - Throws: `JournalError.isWritten` with the process that holds it.
  package init(_ journal: JournalFile) throws(JournalError) {
    path = journal.path + "-lock"
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o644)
      guard descriptor >= 0 else {
        throw .cannotOpen(path: journal.path, reason: "its lock file \(path): \(String(cString: strerror(errno)))")
      }
      guard Self.isLock(descriptor) else {
        close(descriptor)
        throw .cannotOpen(path: journal.path, reason: "\(path) exists and is not a lock file")
      }
      guard Self.lock(descriptor) else {
        let holder = Self.process(descriptor)
        close(descriptor)
        throw .isWritten(path: journal.path, process: holder)
      }
      // The previous holder may have removed the file in between. Then this is not the journal's lock.
      guard Self.isSame(descriptor, path) else {
        close(descriptor)
        continue
      }
      self.descriptor = descriptor
      ftruncate(descriptor, 0)
      let text = Array("\(getpid())\n".utf8)
      _ = text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      return
    }
  }

  /// A program that only checks the lock soon releases it, so a few attempts are enough.
  private static let attempts = 4
  /// The time between two attempts, in microseconds.
  private static let pause: UInt32 = 10_000

  /// Retries, because a program that checks the lock holds it for a moment.
  private static func lock(_ descriptor: Int32) -> Bool {
    for attempt in 1...attempts {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      if attempt < attempts { usleep(pause) }
    }
    return false
  }

  deinit { release() }

  /// Releases the lock.
  package func release() {
    guard
      isHeld.withLock({ held in
        defer { held = false }
        return held
      })
    else { return }
    if Self.isSame(descriptor, path) { unlink(path) }
    close(descriptor)
  }

  /// Whether a program holds the lock, without acquiring it.
  package static func isHeld(_ journal: String) -> Bool {
    let descriptor = open(journal + "-lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }

  /// Whether a file is empty, or contains only a process number.
  private static func isLock(_ descriptor: Int32) -> Bool {
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size <= 12 else { return false }
    return info.st_size == 0 || process(descriptor) > 0
  }

  private static func process(_ descriptor: Int32) -> Int32 {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    let digits = bytes.prefix(max(0, count)).prefix { $0 >= 0x30 && $0 <= 0x39 }
    return Int32(String(decoding: digits, as: UTF8.self)) ?? 0
  }

  private static func isSame(_ descriptor: Int32, _ path: String) -> Bool {
    var own = stat()
    var other = stat()
    guard fstat(descriptor, &own) == 0, stat(path, &other) == 0 else { return false }
    return own.st_ino == other.st_ino && own.st_dev == other.st_dev
  }
}
