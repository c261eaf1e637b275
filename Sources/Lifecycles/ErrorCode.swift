/// The code of an error: an HTTP status, or one of two values that HTTP doesn't have.
package struct ErrorCode: Hashable, Comparable, RawRepresentable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// No error, or one without a code.
  package static let none = ErrorCode(rawValue: 0)
  /// A disconnected integration, which has no HTTP code (seed 003). It is below the lowest HTTP code, so that both fit
  /// in one field.
  package static let disconnected = ErrorCode(rawValue: 99)

  package var isNone: Bool { rawValue == 0 }
  /// Whether it is one of the codes 500 to 599.
  package var isServerError: Bool { (500...599).contains(rawValue) }

  /// The code as shown: the number, or a word where there is none.
  package var text: String { self == .disconnected ? "disconnected" : String(rawValue) }

  /// Parses what `text` returns.
  package init?(text: String) {
    if text == ErrorCode.disconnected.text {
      self = .disconnected
    } else if let number = UInt16(text) {
      rawValue = number
    } else {
      return nil
    }
  }

  package static func < (a: ErrorCode, b: ErrorCode) -> Bool { a.rawValue < b.rawValue }
}

extension ErrorCode: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: UInt16) { rawValue = value }
}

/// In files, a number.
extension ErrorCode: Codable {
  package init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(UInt16.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
