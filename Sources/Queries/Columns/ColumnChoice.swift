/// A column in files and views: `account`, or `account:30` for a width in cells.
package struct ColumnChoice: Equatable, Sendable {
  package static let widths = 3...200
  package let key: String
  /// In cells; nil for automatic.
  package var width: Int?

  package init(key: String, width: Int? = nil) {
    self.key = key
    self.width = width
  }

  /// Nil if the width is invalid.
  package init?(text: String) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard let first = parts.first else { return nil }
    key = first
    guard parts.count == 2 else { return }
    guard let width = Int(parts[1]), Self.widths.contains(width) else { return nil }
    self.width = width
  }

  package var text: String { width.map { "\(key):\($0)" } ?? key }
}
