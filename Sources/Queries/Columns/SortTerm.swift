/// A column that a table is sorted by.
package struct SortTerm: Hashable, Sendable {
  package var column: Int
  package var isDescending = false

  package init(column: Int, isDescending: Bool = false) {
    self.column = column
    self.isDescending = isDescending
  }
}

/// A sort column in files and views: `since`, or `-since` for the reverse.
package struct SortChoice: Equatable, Sendable {
  package let key: String
  package let isDescending: Bool

  package init(key: String, isDescending: Bool = false) {
    self.key = key
    self.isDescending = isDescending
  }

  package init(text: String) {
    isDescending = text.hasPrefix("-")
    key = isDescending ? String(text.dropFirst()) : text
  }

  package var text: String { (isDescending ? "-" : "") + key }
}
