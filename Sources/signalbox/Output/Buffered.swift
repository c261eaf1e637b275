/// Output buffered in large pieces.
struct Buffered {
  /// In bytes, about as much as a pipe holds.
  private static let size = 1 << 16

  private var bytes: [UInt8] = []

  mutating func line(_ line: [UInt8]) {
    bytes += line
    bytes.append(0x0A)
    if bytes.count > Self.size { flush() }
  }

  mutating func flush() {
    Output.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
