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
