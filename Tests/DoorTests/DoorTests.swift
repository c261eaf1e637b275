import Doors
import Foundation
import Testing

/// Every input of the fuzzer's corpora, including all of its findings, at its target.
@Suite struct DoorTests {
  private static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fuzzing/Corpus")

  @Test(arguments: Door.allCases) func theCorpus(_ door: Door) throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: Self.corpus.appendingPathComponent(door.rawValue), includingPropertiesForKeys: nil)
    #expect(!files.isEmpty)
    for file in files { door.open([UInt8](try Data(contentsOf: file))) }
  }

  /// The same inputs, truncated anywhere or with a byte changed.
  @Test(arguments: Door.allCases) func mutatedCorpus(_ door: Door) throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: Self.corpus.appendingPathComponent(door.rawValue), includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
    var state: UInt64 = 11
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, bound)
    }
    for file in files.prefix(12) {
      let bytes = [UInt8](try Data(contentsOf: file).prefix(4_000))
      for _ in 0..<6 {
        door.open(Array(bytes.prefix(next(bytes.count))))
        var changed = bytes
        if !changed.isEmpty { changed[next(changed.count)] = UInt8(next(256)) }
        door.open(changed)
      }
    }
  }
}
