import Foundation

/// A color as light: red, green and blue from 0 to 1, linear.
package struct LinearColor: Equatable, Sendable {
  package var red: Double
  package var green: Double
  package var blue: Double

  package init(red: Double, green: Double, blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// From 0xRRGGBB in sRGB (IEC 61966-2-1).
  package init(rgb: UInt32) {
    func linear(_ shift: UInt32) -> Double {
      let value = Double(rgb >> shift & 0xFF) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    self.init(red: linear(16), green: linear(8), blue: linear(0))
  }

  /// The relative luminance of WCAG 2.
  package var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

  /// The contrast ratio of WCAG 2, from 1 to 21.
  package func contrast(with other: LinearColor) -> Double {
    let (low, high) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (high + 0.05) / (low + 0.05)
  }

  /// CIE L*a*b* under D65.
  package var lab: LabColor {
    func f(_ t: Double) -> Double { t > 216.0 / 24_389 ? cbrt(t) : (24_389.0 / 27 * t + 16) / 116 }
    let x = f((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
    let y = f(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
    let z = f((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
    return LabColor(l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
  }
}

/// A color vision deficiency, at full strength.
package enum ColorDeficiency: String, CaseIterable, Sendable {
  case deuteranopia, protanopia, tritanopia

  /// How a color looks with the deficiency (Machado, Oliveira and Fernandes, 2009; severity 1).
  package func seen(_ color: LinearColor) -> LinearColor {
    let m = matrix
    func row(_ start: Int) -> Double {
      min(1, max(0, m[start] * color.red + m[start + 1] * color.green + m[start + 2] * color.blue))
    }
    return LinearColor(red: row(0), green: row(3), blue: row(6))
  }

  private var matrix: [Double] {
    switch self {
    case .protanopia:
      [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998]
    case .deuteranopia:
      [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881]
    case .tritanopia:
      [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900]
    }
  }
}

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

/// The colors that terminals know by number.
package enum ColorTable {
  private static let sixteen: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F, 0xFF0000, 0x00FF00,
    0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]

  /// What xterm shows for a number. The first sixteen differ between terminals.
  package static func rgb(_ index: UInt8) -> UInt32 {
    switch index {
    case 0..<16: return sixteen[Int(index)]
    case 16..<232:
      func level(_ step: UInt8) -> UInt32 { step == 0 ? 0 : 55 + 40 * UInt32(step) }
      let cube = index - 16
      return level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6)
    default:
      let grey = 8 + 10 * UInt32(index - 232)
      return grey << 16 | grey << 8 | grey
    }
  }

  /// The nearest of the 240 colors that look the same everywhere.
  package static func nearest256(_ rgb: UInt32) -> UInt8 { nearest(rgb, 16...255) }

  package static func nearest16(_ rgb: UInt32) -> UInt8 { nearest(rgb, 0...15) }

  private static func nearest(_ rgb: UInt32, _ range: ClosedRange<UInt8>) -> UInt8 {
    let wanted = LinearColor(rgb: rgb).lab
    let distances = range.map { (index: $0, distance: LinearColor(rgb: Self.rgb($0)).lab.distance(to: wanted)) }
    return distances.min { $0.distance < $1.distance }?.index ?? range.lowerBound
  }
}
