import Feed
import Testing

/// Where a recording continues: every record and every file of a few lines, against a search of all positions.
@Suite struct ResumePointTests {
  private static let lines = ["a", "b"]

  /// All sequences of at most so many lines.
  private static func sequences(_ most: Int) -> [[String]] {
    var all: [[String]] = [[]]
    var last = all
    for _ in 0..<most {
      last = last.flatMap { sequence in lines.map { sequence + [$0] } }
      all += last
    }
    return all
  }

  private func place(_ file: [String], _ record: [String]) -> ResumePoint {
    var place = ResumePoint()
    for line in file { place.add(Array(line.utf8)[...], length: line.utf8.count) }
    for line in record { place.follow(Array(line.utf8)[...], length: line.utf8.count) }
    return place
  }

  @Test func placeIsTheLongestPrefixThatTheRecordingEndsWith() {
    for file in Self.sequences(5) {
      for record in Self.sequences(6) {
        let longest = (0...min(file.count, record.count)).last { Array(file.prefix($0)) == Array(record.suffix($0)) }
        let found = place(file, record)
        #expect(found.lines == longest, "\(file) after \(record)")
        #expect(found.bytes == 2 * found.lines)
      }
    }
  }

  @Test func rotatedFilesContinueInTheNewOne() {
    let place = place(["four", "five", "six"], ["one", "two", "three", "four", "five"])
    #expect(place.lines == 2 && place.bytes == 10)
  }

  @Test func otherFeedsAreReadFromTheStart() {
    #expect(place(["one", "zwei", "drei"], ["one", "two"]).bytes == 0)
    #expect(place([], ["one"]).isEmpty)
  }

  /// Of a line that is too long, the beginning and the length are compared.
  @Test func longLines() {
    var place = ResumePoint()
    let long = [UInt8](repeating: 0x61, count: FeedReader.maximumLineLength + 1)
    place.add(long[...], length: 5_000_000)
    place.follow(long.prefix(200), length: 5_000_000)
    #expect(place.bytes == 5_000_001)
    place.follow(long.prefix(200), length: 4_999_999)
    #expect(place.lines == 0)
  }
}
