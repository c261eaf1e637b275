import Foundation
import GRDB
import Synchronization

/// How far a journal is written, and what prevents it from continuing.
package struct JournalStatus: Equatable, Sendable {
  /// A person's actions on disk, including those of earlier sessions.
  package var acts: Int
  /// Events written.
  package var events: Int
  /// Events waiting to be written.
  package var waiting = 0
  /// Why nothing can be written now. Retried every second.
  package var problem: JournalError?
}

/// Appends to a journal on its own queue, so that callers never wait for the disk.
package final class JournalWriter: Sendable {
  /// When data is synced to disk.
  package enum Sync: String, CaseIterable, Sendable {
    /// With a person's actions. What the simulator did in between is synced with them.
    case acts
    /// With every batch.
    case always
  }

  private struct State {
    var waiting: [JournalBatch] = []
    var isScheduled = false
    var isClosed = false
    var status: JournalStatus
  }

  /// The number of pending events above which the board is asked to wait.
  package static let backlogLimit = 200_000
  /// Events per transaction, which is one link of the chain. Damage to one leaves those before it intact.
  package static let batchLimit = 8_192
  /// The time during which writes are gathered, in seconds.
  private static let gathering = 0.25

  package let path: String
  package let header: JournalHeader
  /// Becomes readable when the status changes in a way that people wait for.
  package let descriptor: Int32
  private let far: Int32
  private let sync: Sync
  private let queue: DatabaseQueue
  private let lock: JournalLock
  private let identity: FileIdentity
  private let state: Mutex<State>
  private let index: Mutex<JournalIndex>

  /// Starts a journal in a file that is missing or empty.
  package convenience init(
    creating file: JournalFile, _ header: JournalHeader, sync: Sync, lock: JournalLock
  ) throws(JournalError) {
    let start = header.start
    try JournalStore.create(file, start)
    try self.init(
      path: file.path, header, sync: sync, lock: lock, queue: try JournalStore.open(file),
      index: JournalIndex(hash: start.hash))
  }

  /// Continues a journal that was read to its end.
  package convenience init(
    resuming file: JournalFile, _ header: JournalHeader, _ index: JournalIndex, sync: Sync, lock: JournalLock
  ) throws(JournalError) {
    try self.init(
      path: file.path, header, sync: sync, lock: lock, queue: try JournalStore.open(file), index: index)
  }

  private init(
    path: String, _ header: JournalHeader, sync: Sync, lock: JournalLock, queue: DatabaseQueue, index: JournalIndex
  ) throws(JournalError) {
    guard let identity = FileIdentity(path) else { throw .gone(path: path) }
    self.path = path
    self.header = header
    self.sync = sync
    self.lock = lock
    self.queue = queue
    self.identity = identity
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .cannotOpen(path: path, reason: String(cString: strerror(errno))) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    descriptor = ends[0]
    far = ends[1]
    state = Mutex(State(status: JournalStatus(acts: index.acts, events: index.events)))
    self.index = Mutex(index)
  }

  deinit {
    Foundation.close(descriptor)
    Foundation.close(far)
  }

  package var status: JournalStatus { state.withLock { $0.status } }

  /// Drains the descriptor.
  package func drainDescriptor() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(descriptor, &bytes, bytes.count) == bytes.count {}
  }

  /// Queues a batch to be written soon.
  package func append(_ batch: JournalBatch) {
    let delay: Double? = state.withLock { state in
      guard !state.isClosed else { return nil }
      state.waiting += batch.parts(of: Self.batchLimit)
      state.status.waiting += batch.events.count
      // A retry is not hurried.
      if state.isScheduled, !batch.isUrgent || state.status.problem != nil { return nil }
      state.isScheduled = true
      return batch.isUrgent ? 0 : Self.gathering
    }
    if let delay { schedule(after: delay) }
  }

  private func schedule(after delay: Double) {
    guard delay > 0 else {
      queue.asyncWriteWithoutTransaction { [weak self] db in self?.writeWaiting(db) }
      return
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + delay) { [weak self] in
      guard let self else { return }
      queue.asyncWriteWithoutTransaction { self.writeWaiting($0) }
    }
  }

  /// Writes everything pending before it returns, for callers that copy faster than the disk writes.
  ///
  /// - Throws: `JournalError` if it cannot be written. It stays pending.
  package func flush() throws(JournalError) {
    queue.writeWithoutTransaction { writeWaiting($0) }
    if let problem = status.problem { throw problem }
  }

  /// Writes everything pending and closes the file.
  ///
  /// - Returns: the final status. Events still waiting are not in the journal.
  package func close() -> JournalStatus {
    queue.writeWithoutTransaction { writeWaiting($0) }
    // With other readers, closing does not remove the log, so it is emptied. What it holds is safe even if that fails.
    _ = try? queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    let status = state.withLock { state in
      state.isClosed = true
      return state.status
    }
    // Fails only if a statement is still in use. Then the file is closed with the queue.
    try? queue.close()
    lock.release()
    return status
  }

  // MARK: On the queue

  private func writeWaiting(_ db: Database) {
    while true {
      let batches: [JournalBatch] = state.withLock { state in
        guard !state.isClosed else { return [] }
        var count = 0
        // A batch belongs to one branch.
        let branch = state.waiting.first?.branch
        let part = state.waiting.prefix { batch in
          defer { count += batch.events.count }
          return batch.branch == branch && (count == 0 || count + batch.events.count <= Self.batchLimit)
        }
        if part.isEmpty { state.isScheduled = false }
        return Array(part)
      }
      guard !batches.isEmpty else { return }
      do throws(JournalError) { try write(batches, db) } catch {
        failed(error)
        return
      }
    }
  }

  private func write(_ batches: [JournalBatch], _ db: Database) throws(JournalError) {
    guard FileIdentity(path) == identity else { throw .gone(path: path) }
    let isSynced = sync == .always || batches.contains(where: \.isUrgent)
    let (acts, events): (Int, Int)
    do throws(RowError) {
      (acts, events) = try index.withLock { index throws(RowError) in
        try JournalStore.write(batches, isSynced: isSynced, written: Self.clock(), db, &index)
        return (index.acts, index.events)
      }
    } catch {
      throw .failed(path: path, reason: error.reason)
    }
    finished(batches, acts: acts, events: events)
    if isSynced, sync == .acts { moveLog(db) }
  }

  /// Moves a person's actions from the log into the file itself. Retried while somebody reads there.
  private func moveLog(_ db: Database, turns: Int = 20) {
    let result = try? db.checkpoint(.passive)
    guard turns > 0, result.map({ $0.checkpointedFrameCount < $0.walFrameCount }) ?? true else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.1) { [weak self] in
      guard let self, state.withLock({ !$0.isClosed }) else { return }
      queue.asyncWriteWithoutTransaction { [weak self] in self?.moveLog($0, turns: turns - 1) }
    }
  }

  private func finished(_ batches: [JournalBatch], acts: Int, events: Int) {
    let isAwaited = state.withLock { state in
      state.waiting.removeFirst(batches.count)
      let before = state.status
      state.status.acts = acts
      state.status.events = events
      state.status.waiting -= batches.reduce(0) { $0 + $1.events.count }
      state.status.problem = nil
      return before.acts != acts || before.problem != nil || before.waiting >= Self.backlogLimit
    }
    if isAwaited { tell() }
  }

  private func failed(_ problem: JournalError) {
    let isNew = state.withLock { state in
      defer { state.status.problem = problem }
      state.isScheduled = true
      return state.status.problem != problem
    }
    if isNew { tell() }
    schedule(after: 1)
  }

  private func tell() {
    var one: UInt8 = 1
    _ = Foundation.write(far, &one, 1)
  }

  /// The system clock, for people who read the file. Nothing else depends on it.
  package static func clock() -> String { Date().formatted(.iso8601) }
}

/// The identity of the file that a path leads to.
struct FileIdentity: Equatable {
  private let device: UInt64
  private let number: UInt64

  /// Nil if there is none.
  init?(_ path: String) {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    device = UInt64(info.st_dev)
    number = UInt64(info.st_ino)
  }
}
