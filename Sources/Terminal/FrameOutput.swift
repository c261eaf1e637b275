import CNcurses

#if canImport(Glibc)
  import Glibc
#endif

/// What goes to the terminal, without ever waiting for it: ncurses writes a frame into memory, and from there it is sent
/// as fast as the terminal reads. Until it is through no further frame is made, so that a slow terminal gets fewer frames
/// and the board keeps its pace and its size.
struct FrameOutput {
  private let memory: Int32
  /// Standard output, which is ncurses' way to the terminal.
  private let terminal: Int32
  /// Another way to the same terminal, on which a write takes what there is room for.
  private let unblocked: Int32
  private var outgoing: [UInt8] = []
  private var sent = 0

  /// What is not about the screen is dropped beyond this many bytes: nobody is there to read it.
  private static let most = 4 << 20

  init() {
    memory = sb_memory()
    terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10)
    unblocked = sb_open_unblocked(STDOUT_FILENO)
  }

  /// By which a crash gives the terminal back: standard output is memory while a frame is made.
  var guarded: Int32 { terminal >= 0 ? terminal : STDOUT_FILENO }
  /// Whether something still has to be sent.
  var isBusy: Bool { sent < outgoing.count }
  /// What to wait on until there is room for it.
  var descriptor: Int32 { unblocked >= 0 ? unblocked : terminal }

  /// Takes what ncurses writes.
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

  /// Sends bytes after what is on its way.
  mutating func send(_ text: String) {
    guard outgoing.count - sent < Self.most else { return }
    add(text.utf8)
    flush()
  }

  private mutating func add(_ bytes: some Collection<UInt8>) {
    if sent == outgoing.count {
      outgoing.removeAll(keepingCapacity: outgoing.capacity < 1 << 18)
      sent = 0
    }
    outgoing += bytes
  }

  /// Sends as much as the terminal takes.
  mutating func flush() {
    while sent < outgoing.count {
      // Without a way of its own a write waits for all of its bytes: small ones go through when there is any room.
      let limit = unblocked >= 0 ? outgoing.count - sent : min(256, outgoing.count - sent)
      if unblocked < 0, sb_wait_to_write([], 0, terminal, 0) & Int32(SB_CAN_WRITE) == 0 { return }
      let count = outgoing[sent..<sent + limit].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        sent += count
      } else if errno != EINTR {
        // Gone for good: the hang-up ends the board.
        if errno != EAGAIN { sent = outgoing.count }
        return
      }
    }
  }

  /// Calls off what is on its way, so that the terminal can be given back.
  ///
  /// - Returns: whether it takes anything at all.
  mutating func abandon() -> Bool {
    flush()
    if isBusy {
      // A sequence that was begun is called off.
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
