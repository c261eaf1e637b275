/// The hash chain of a journal. Each batch's hash covers the previous hash and every row of the batch, so nothing in
/// the file can change unnoticed. (SQLite's own integrity check finds one flipped bit in ten.)
struct JournalChain: ~Copyable {
  private(set) var hash: [UInt8]
  private let digest = SHA256()
  private var buffer: [UInt8] = []

  init(hash: [UInt8] = [UInt8](repeating: 0, count: SHA256.byteCount)) {
    self.hash = hash
    hash.withUnsafeBytes { digest.update($0) }
  }

  // MARK: Input

  /// Adds a number: little-endian, fixed width.
  mutating func add(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { buffer.append(contentsOf: $0) }
    if buffer.count >= 1 << 15 { flush() }
  }

  /// Adds text or a blob, preceded by its length.
  mutating func add(_ bytes: some Collection<UInt8>) {
    add(Int64(bytes.count))
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 15 { flush() }
  }

  mutating func add(_ text: String) { add(text.utf8) }

  /// Adds an event: 48 bytes, of which 45 are used.
  mutating func add(_ row: JournalEventRow) {
    withUnsafeTemporaryAllocation(byteCount: 48, alignment: 8) { bytes in
      bytes.storeBytes(of: row.sequence.littleEndian, toByteOffset: 0, as: Int64.self)
      bytes.storeBytes(of: row.time.littleEndian, toByteOffset: 8, as: Int64.self)
      bytes.storeBytes(of: row.cause.littleEndian, toByteOffset: 16, as: Int64.self)
      bytes.storeBytes(of: row.value.littleEndian, toByteOffset: 24, as: Int64.self)
      bytes.storeBytes(of: row.object.littleEndian, toByteOffset: 32, as: UInt32.self)
      bytes.storeBytes(of: row.related.littleEndian, toByteOffset: 36, as: UInt32.self)
      bytes.storeBytes(of: row.code.littleEndian, toByteOffset: 40, as: UInt16.self)
      bytes.storeBytes(of: row.trigger, toByteOffset: 42, as: UInt8.self)
      bytes.storeBytes(of: row.from, toByteOffset: 43, as: UInt8.self)
      bytes.storeBytes(of: UInt32(row.to).littleEndian, toByteOffset: 44, as: UInt32.self)
      buffer.append(contentsOf: UnsafeRawBufferPointer(bytes))
    }
    if buffer.count >= 1 << 15 { flush() }
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
