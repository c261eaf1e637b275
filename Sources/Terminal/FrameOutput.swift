import CNcurses

#if canImport(Glibc)
  import Glibc
#endif

/// Output to the terminal that never blocks. ncurses writes a frame into memory, from where it is sent as fast as the
/// terminal reads. No further frame is made until it is sent, so a slow terminal gets fewer frames and the board keeps
/// its pace.
struct FrameOutput {
  private let memory: Int32
  /// Standard output, which ncurses writes to.
  private let terminal: Int32
  /// A second, nonblocking descriptor of the same terminal.
  private let unblocked: Int32
  private var outgoing: [UInt8] = []
  private var sent = 0

  /// Above this, the memory of a large frame is released, in bytes.
  private static let keptCapacity = 1 << 18
  /// Output other than frames is dropped beyond this many bytes, because nobody is reading it.
  private static let most = 4 << 20

  init() {
    memory = sb_memory()
    terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10)
    unblocked = sb_open_unblocked(STDOUT_FILENO)
  }

  /// The descriptor through which a crash restores the terminal, since standard output is memory during a frame.
  var guarded: Int32 { terminal >= 0 ? terminal : STDOUT_FILENO }
  /// Whether something still has to be sent.
  var isBusy: Bool { sent < outgoing.count }
  /// The descriptor to wait on until there is room.
  var descriptor: Int32 { unblocked >= 0 ? unblocked : terminal }

  /// Captures what ncurses writes.
  mutating func capture(_ body: () -> Void) {
    guard memory >= 0, terminal >= 0, dup2(memory, STDOUT_FILENO) >= 0 else {
      flush()
      body()
      return
    }
    body()
    dup2(terminal, STDOUT_FILENO)
    let size = Int(lseek(memory, 0, SEEK_CUR))
    guard size > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: size)
    let count = bytes.withUnsafeMutableBytes { pread(memory, $0.baseAddress, size, 0) }
    ftruncate(memory, 0)
    lseek(memory, 0, SEEK_SET)
    add(bytes.prefix(max(0, count)))
  }

  /// Sends bytes after those already queued.
  mutating func send(_ text: String) {
    guard outgoing.count - sent < Self.most else { return }
    add(text.utf8)
    flush()
  }

  private mutating func add(_ bytes: some Collection<UInt8>) {
    if sent == outgoing.count {
      outgoing.removeAll(keepingCapacity: outgoing.capacity < Self.keptCapacity)
      sent = 0
    }
    outgoing += bytes
  }

  /// Sends as much as the terminal takes.
  mutating func flush() {
    while sent < outgoing.count {
      // Without a descriptor of its own a write blocks until all bytes are out. Small writes fit in any room.
      let limit = unblocked >= 0 ? outgoing.count - sent : min(256, outgoing.count - sent)
      if unblocked < 0, sb_wait_to_write([], 0, terminal, 0) & Int32(SB_CAN_WRITE) == 0 { return }
      let count = outgoing[sent..<sent + limit].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        sent += count
      } else if errno != EINTR {
        // The terminal is gone. The hang-up ends the board.
        if errno != EAGAIN { sent = outgoing.count }
        return
      }
    }
  }

  /// Discards queued output, so that the terminal can be restored.
  ///
  /// - Returns: whether the terminal accepts output.
  mutating func abandon() -> Bool {
    flush()
    if isBusy {
      // Cancels a sequence that was started.
      outgoing = [0x18]
      sent = 0
    }
    let isThere = sb_wait_to_write([], 0, descriptor, 500) & Int32(SB_CAN_WRITE) != 0
    flush()
    return isThere && !isBusy
  }

  func close() {
    for descriptor in [memory, terminal, unblocked] where descriptor >= 0 { Glibc.close(descriptor) }
  }
}
