/// Finds where in a feed's file what was recorded ends: the longest beginning of the file, in whole lines, that is the end
/// of the record. A file that was rotated or replaced while it was recorded begins in the middle of the record; one that
/// was never recorded begins nowhere in it.
///
/// Lines are compared by hash, in the way of Knuth, Morris and Pratt: each line of the record once.
package struct FeedPlace {
  private var hashes: [Int] = []
  /// Where each line of the file ends, its line feed included.
  private var ends: [Int] = []
  /// For each beginning of the file, how long its longest own beginning is that it also ends with.
  private var borders: [Int] = []
  private var matched = 0

  package init() {}

  /// Takes the next line of the file, as `FeedReader` would be given it.
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

  /// Takes the next line of the record. The whole file has to be known by then, as far as the record could reach.
  package mutating func follow(_ bytes: ArraySlice<UInt8>, length: Int) {
    guard !hashes.isEmpty else { return }
    let hash = Self.hash(bytes, length)
    if matched == hashes.count { matched = borders[matched - 1] }
    while matched > 0, hashes[matched] != hash { matched = borders[matched - 1] }
    if hashes[matched] == hash { matched += 1 }
  }

  /// How many lines of the file the record ends with.
  package var lines: Int { matched }
  /// How many bytes those are.
  package var bytes: Int { matched == 0 ? 0 : ends[matched - 1] }
  /// Whether the file has lines at all.
  package var isEmpty: Bool { hashes.isEmpty }

  private static func hash(_ bytes: ArraySlice<UInt8>, _ length: Int) -> Int {
    var hasher = Hasher()
    hasher.combine(length)
    FeedReader.kept(bytes, length: length).withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}

extension FeedReader {
  /// What a record keeps of a line: all of it, or of one that is too long to be read as much as is told of it.
  package static func kept(_ bytes: ArraySlice<UInt8>, length: Int) -> ArraySlice<UInt8> {
    length > maximumLineLength ? bytes.prefix(200) : bytes
  }
}
