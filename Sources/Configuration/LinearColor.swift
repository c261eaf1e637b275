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
