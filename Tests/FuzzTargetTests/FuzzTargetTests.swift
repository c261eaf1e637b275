import FuzzTargets
import Foundation
import Testing

/// Every input of the fuzzer's corpora, including all of its findings, at its target.
@Suite struct FuzzTargetTests {
  private static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fuzzing/Corpus")

  @Test(arguments: FuzzTarget.allCases) func theCorpus(_ target: FuzzTarget) throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: Self.corpus.appendingPathComponent(target.rawValue), includingPropertiesForKeys: nil)
    #expect(!files.isEmpty)
    for file in files { target.run([UInt8](try Data(contentsOf: file))) }
  }

  /// The same inputs, truncated anywhere or with a byte changed.
  @Test(arguments: FuzzTarget.allCases) func mutatedCorpus(_ target: FuzzTarget) throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: Self.corpus.appendingPathComponent(target.rawValue), includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
    var state: UInt64 = 11
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, bound)
    }
    for file in files.prefix(12) {
      let bytes = [UInt8](try Data(contentsOf: file).prefix(4_000))
      for _ in 0..<6 {
        target.run(Array(bytes.prefix(next(bytes.count))))
        var changed = bytes
        if !changed.isEmpty { changed[next(changed.count)] = UInt8(next(256)) }
        target.run(changed)
      }
    }
  }
}
