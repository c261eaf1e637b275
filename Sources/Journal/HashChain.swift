/// The hash chain of a journal. Each batch's hash covers the previous hash and every row of the batch, so nothing in
/// the file can change unnoticed. (SQLite's own integrity check finds one flipped bit in ten.)
struct HashChain: ~Copyable {
  private(set) var hash: [UInt8]
  private let digest = SHA256()
  private var buffer: [UInt8] = []

  /// The bytes that are hashed at once.
  private static let bufferSize = 1 << 15

  init(hash: [UInt8] = [UInt8](repeating: 0, count: SHA256.byteCount)) {
    self.hash = hash
    hash.withUnsafeBytes { digest.update($0) }
  }

  // MARK: Input

  /// Adds a number: little-endian, 64 bits.
  mutating func add(_ number: Int64) {
    withUnsafeBytes(of: number.littleEndian) { add(raw: $0) }
  }

  /// Adds text or a blob, preceded by its length.
  mutating func add(_ bytes: some Collection<UInt8>) {
    add(Int64(bytes.count))
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { flush() }
  }

  /// Adds bytes without their length.
  mutating func add(raw bytes: UnsafeRawBufferPointer) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { flush() }
  }

  private mutating func flush() {
    buffer.withUnsafeBytes { digest.update($0) }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Completes the batch. Its hash is part of the next.
  mutating func close() -> [UInt8] {
    flush()
    hash = digest.finish()
    hash.withUnsafeBytes { digest.update($0) }
    return hash
  }
}

/// Hashes the columns of a row: each value by itself, and an optional one after whether it is there.
extension HashChain: ColumnVisitor {
  typealias Failure = Never

  mutating func number() {}

  mutating func integer<Value: FixedWidthInteger>(_ name: String, _ value: inout Value, _: ColumnConstraint) {
    add(Int64(truncatingIfNeeded: value))
  }

  mutating func integer(_ name: String, _ value: inout Int64?) {
    add(value == nil ? Int64(0) : 1)
    add(value ?? 0)
  }

  mutating func text(_ name: String, _ value: inout String, _: ColumnConstraint) { add(value.utf8) }

  mutating func text(_ name: String, _ value: inout String?) {
    withUnsafeBytes(of: UInt8(value == nil ? 0 : 1)) { add(raw: $0) }
    add((value ?? "").utf8)
  }

  mutating func blob(_ name: String, _ value: inout [UInt8]) { add(value) }
  mutating func hash(_ name: String, _ value: inout [UInt8]) {}
}

/// The hash of a scenario's text, as a journal records it.
package enum JournalHash {
  package static func text(_ text: String) -> String {
    let digest = SHA256()
    Array(text.utf8).withUnsafeBytes { digest.update($0) }
    return digest.finish().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0\(digits)" : digits
    }.joined()
  }
}
