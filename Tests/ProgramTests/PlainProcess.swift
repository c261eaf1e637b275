import Foundation

/// The program in plain mode, through pipes.
final class PlainProcess {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errorFile = TestTerminal.folder.appendingPathComponent("errors-\(UUID().uuidString)")
  /// Its standard error.
  var errors: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }
  private var pending: [UInt8] = []
  private(set) var lines: [String] = []

  init(_ arguments: [String], environment: [String: String] = [:]) {
    process.executableURL = URL(fileURLWithPath: TestTerminal.binary)
    process.arguments = arguments
    process.environment = TestTerminal.environment.merging(environment) { $1 }
    process.standardInput = input
    process.standardOutput = output
    _ = FileManager.default.createFile(atPath: errorFile.path, contents: nil)
    process.standardError = try? FileHandle(forWritingTo: errorFile)
    try? process.run()
    let descriptor = output.fileHandleForReading.fileDescriptor
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }

  deinit { kill() }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    // A killed program reads no more, which must not end the tests. The signal is blocked and consumed only here. If it
    // were ignored, every program that the tests start would ignore it.
    var set = sigset_t()
    var before = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &set, &before)
    _ = write(input.fileHandleForWriting.fileDescriptor, bytes, bytes.count)
    var none = timespec()
    _ = sigtimedwait(&set, nil, &none)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  func kill() {
    if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// Reads until a condition holds. The limit is for a hang, not a measurement.
  @discardableResult
  func wait(seconds: Double = 20, until holds: ([String]) -> Bool) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      let isOver = !take()
      if holds(lines) { return true }
      if isOver { return false }
      usleep(3_000)
    }
    return false
  }

  /// Its complete output.
  func rest() -> [String] {
    while take() { usleep(1_000) }
    return lines
  }

  func waitForEnd() {
    _ = rest()
    process.waitUntilExit()
  }

  /// Reads what has come. Returns false at the end.
  private func take() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(output.fileHandleForReading.fileDescriptor, &buffer, buffer.count)
      guard count > 0 else { return count < 0 && errno == EAGAIN }
      pending += buffer[..<count]
      while let end = pending.firstIndex(of: 0x0A) {
        lines.append(String(decoding: pending[..<end], as: UTF8.self))
        pending.removeSubrange(...end)
      }
    }
  }
}

/// A small disk. Needs the right to mount.
struct SmallDisk {
  let url: URL

  static let isPossible: Bool = {
    guard getuid() == 0, let disk = try? SmallDisk(TestTerminal.ownFolder(), kilobytes: 64) else { return false }
    disk.unmount()
    return true
  }()

  init(_ url: URL, kilobytes: Int) throws {
    self.url = url
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    guard mount("tmpfs", url.path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  private var ballast: URL { url.appendingPathComponent("ballast") }

  /// Fills the disk except for so many kilobytes.
  func fill(leaving kilobytes: Int) throws {
    var info = statvfs()
    statvfs(url.path, &info)
    let room = Int(info.f_bavail) * Int(info.f_frsize) - kilobytes * 1_024
    try Data(count: max(0, room)).write(to: ballast)
  }

  func makeReadOnly() -> Bool {
    mount("tmpfs", url.path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0
  }

  func free() { try? FileManager.default.removeItem(at: ballast) }
  func unmount() { umount2(url.path, Int32(MNT_DETACH)) }
}
