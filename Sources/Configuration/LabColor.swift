import Foundation

/// A color by lightness and two hue axes, in which distances can be compared.
package struct LabColor: Equatable, Sendable {
  package var l: Double
  package var a: Double
  package var b: Double

  package init(l: Double, a: Double, b: Double) {
    self.l = l
    self.a = a
    self.b = b
  }

  /// How far apart two colors look: CIEDE2000 (Sharma, Wu and Dalal, 2005), all weights 1.
  package func distance(to other: LabColor) -> Double {
    let mean = (hypot(a, b) + hypot(other.a, other.b)) / 2
    let g = 0.5 * (1 - Self.saturation(mean))
    let (a1, a2) = (a * (1 + g), other.a * (1 + g))
    let (c1, c2) = (hypot(a1, b), hypot(a2, other.b))
    let (h1, h2) = (Self.hue(a1, b), Self.hue(a2, other.b))
    let isGrey = c1 * c2 == 0
    let dh = isGrey ? 0 : Self.turn(h2 - h1)
    let dL = other.l - l
    let dC = c2 - c1
    let dH = 2 * (c1 * c2).squareRoot() * sin(Self.radians(dh) / 2)
    let meanL = (l + other.l) / 2
    let meanC = (c1 + c2) / 2
    let meanH = isGrey ? h1 + h2 : Self.meanHue(h1, h2)
    let t =
      1 - 0.17 * cos(Self.radians(meanH - 30)) + 0.24 * cos(Self.radians(2 * meanH))
      + 0.32 * cos(Self.radians(3 * meanH + 6)) - 0.20 * cos(Self.radians(4 * meanH - 63))
    let middle = (meanL - 50) * (meanL - 50)
    let sL = 1 + 0.015 * middle / (20 + middle).squareRoot()
    let sC = 1 + 0.045 * meanC
    let sH = 1 + 0.015 * meanC * t
    let rotation = 30 * exp(-((meanH - 275) / 25) * ((meanH - 275) / 25))
    let rT = -2 * Self.saturation(meanC) * sin(Self.radians(2 * rotation))
    let (x, y, z) = (dL / sL, dC / sC, dH / sH)
    return (x * x + y * y + z * z + rT * y * z).squareRoot()
  }

  private static func saturation(_ chroma: Double) -> Double {
    let seventh = pow(chroma, 7)
    return (seventh / (seventh + pow(25, 7))).squareRoot()
  }

  private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }

  /// The hue angle, from 0 to 360 degrees.
  private static func hue(_ a: Double, _ b: Double) -> Double {
    guard a != 0 || b != 0 else { return 0 }
    let degrees = atan2(b, a) * 180 / .pi
    return degrees < 0 ? degrees + 360 : degrees
  }

  /// The shorter of the two turns.
  private static func turn(_ degrees: Double) -> Double {
    degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees
  }

  private static func meanHue(_ h1: Double, _ h2: Double) -> Double {
    let sum = h1 + h2
    guard abs(h1 - h2) > 180 else { return sum / 2 }
    return (sum < 360 ? sum + 360 : sum - 360) / 2
  }
}
