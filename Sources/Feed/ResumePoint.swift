/// Finds where in a feed file the record ends: the longest prefix of the file, in whole lines, that is the end of the
/// record. A file that was rotated or replaced during recording starts in the middle of the record. One that was never
/// recorded starts nowhere in it.
///
/// Compares lines by hash with the Knuth-Morris-Pratt algorithm, each line of the record once.
package struct ResumePoint {
  private var hashes: [Int] = []
  /// The offset after each line of the file, including its line feed.
  private var ends: [Int] = []
  /// For each prefix of the file, the length of its longest proper prefix that is also a suffix.
  private var borders: [Int] = []
  private var matched = 0

  package init() {}

  /// Adds the next line of the file, as `FeedReader` would get it.
  package mutating func add(_ bytes: ArraySlice<UInt8>, length: Int) {
    let hash = Self.hash(bytes, length)
    hashes.append(hash)
    ends.append((ends.last ?? 0) + length + 1)
    guard borders.count > 0 else {
      borders.append(0)
      return
    }
    var border = borders[borders.count - 1]
    while border > 0, hashes[border] != hash { border = borders[border - 1] }
    borders.append(hashes[border] == hash ? border + 1 : 0)
  }

  /// Adds the next line of the record. The file must be complete by then, as far as the record could reach.
  package mutating func follow(_ bytes: ArraySlice<UInt8>, length: Int) {
    guard !hashes.isEmpty else { return }
    let hash = Self.hash(bytes, length)
    if matched == hashes.count { matched = borders[matched - 1] }
    while matched > 0, hashes[matched] != hash { matched = borders[matched - 1] }
    if hashes[matched] == hash { matched += 1 }
  }

  /// The number of the file's lines that the record ends with.
  package var lines: Int { matched }
  /// The number of bytes in those lines.
  package var bytes: Int { matched == 0 ? 0 : ends[matched - 1] }
  /// Whether the file has no lines.
  package var isEmpty: Bool { hashes.isEmpty }

  private static func hash(_ bytes: ArraySlice<UInt8>, _ length: Int) -> Int {
    var hasher = Hasher()
    hasher.combine(length)
    FeedReader.kept(bytes, length: length).withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}

extension FeedReader {
  /// The bytes kept of a line that is too long: enough to recognize it.
  private static let excerptLength = 200

  /// The part of a line that a record keeps: all of it, or the excerpt of one that is too long.
  package static func kept(_ bytes: ArraySlice<UInt8>, length: Int) -> ArraySlice<UInt8> {
    length > maximumLineLength ? bytes.prefix(excerptLength) : bytes
  }
}
