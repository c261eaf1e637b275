import Foundation

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
