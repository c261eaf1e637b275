import Canvas
import Configuration
import Lifecycles
import Testing

/// Color differences, contrast and color vision.
@Suite struct ColorScienceTests {
  /// Pairs from the test data of Sharma, Wu and Dalal (2005).
  static let pairs: [(LabColor, LabColor, Double)] = [
    (.init(l: 50, a: 2.6772, b: -79.7751), .init(l: 50, a: 0, b: -82.7485), 2.0425),
    (.init(l: 50, a: 3.1571, b: -77.2803), .init(l: 50, a: 0, b: -82.7485), 2.8615),
    (.init(l: 50, a: -1.3802, b: -84.2814), .init(l: 50, a: 0, b: -82.7485), 1.0000),
    (.init(l: 50, a: 0, b: 0), .init(l: 50, a: -1, b: 2), 2.3669),
    (.init(l: 50, a: 2.5, b: 0), .init(l: 50, a: 0, b: -2.5), 4.3065),
    (.init(l: 50, a: 2.5, b: 0), .init(l: 73, a: 25, b: -18), 27.1492),
    (.init(l: 50, a: 2.5, b: 0), .init(l: 61, a: -5, b: 29), 22.8977),
    (.init(l: 60.2574, a: -34.0099, b: 36.2677), .init(l: 60.4626, a: -34.1751, b: 39.4387), 1.2644),
    (.init(l: 2.0776, a: 0.0795, b: -1.1350), .init(l: 0.9033, a: -0.0636, b: -0.5514), 0.9082),
  ]

  @Test(arguments: pairs.indices) func distanceMatchesThePublishedPairs(_ index: Int) {
    let (a, b, expected) = Self.pairs[index]
    #expect(abs(a.distance(to: b) - expected) < 0.0001)
    #expect(abs(b.distance(to: a) - expected) < 0.0001)
  }

  @Test func contrastFollowsWCAG() {
    let black = LinearColor(rgb: 0), white = LinearColor(rgb: 0xFFFFFF)
    #expect(abs(white.contrast(with: black) - 21) < 0.001)
    #expect(abs(LinearColor(rgb: 0x777777).contrast(with: white) - 4.478) < 0.001)
  }

  @Test func graysAreUnaffectedByColorVision() {
    for deficiency in ColorDeficiency.allCases {
      let grey = LinearColor(rgb: 0x808080)
      #expect(deficiency.seen(grey).lab.distance(to: grey.lab) < 0.5)
    }
    // Red and dark yellow are the classic pair.
    let red = LinearColor(rgb: 0xD75F5F), olive = LinearColor(rgb: 0xA08A4F)
    #expect(red.lab.distance(to: olive.lab) > 25)
    #expect(
      ColorDeficiency.deuteranopia.seen(red).lab.distance(to: ColorDeficiency.deuteranopia.seen(olive).lab) < 15)
  }

  @Test func theTableOf256HasItsOwnNearest() {
    for index in UInt8(16)...255 {
      let rgb = ColorTable.rgb(index)
      #expect(ColorTable.rgb(ColorTable.nearest256(rgb)) == rgb)
    }
  }
}
