import Canvas
import Queries

/// A line editor with the usual shell keys.
package struct LineEditor: Equatable, Sendable {
  private var characters: [Character]
  /// The number of characters before the cursor.
  package private(set) var cursor: Int

  package init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  package var text: String { String(characters) }
  package var isEmpty: Bool { characters.isEmpty }
  /// The text before the cursor.
  package var before: String { String(characters[..<cursor]) }

  /// Handles a key.
  ///
  /// - Returns: whether it was used.
  package mutating func press(_ key: Key) -> Bool {
    switch key {
    case .character(let scalar): insert(scalar)
    case .backspace: remove(max(0, cursor - 1)..<cursor)
    case .delete: remove(cursor..<min(characters.count, cursor + 1))
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("u"): remove(0..<cursor)
    case .control("k"): remove(cursor..<characters.count)
    case .control("w"): remove(wordStart..<cursor)
    default: return false
    }
    return true
  }

  /// Inserts a scalar. A mark combines with the character before it.
  private mutating func insert(_ scalar: Unicode.Scalar) {
    let text = before + String(scalar)
    let rest = characters[cursor...]
    characters = Array(text)
    cursor = characters.count
    characters += rest
    settle()
  }

  private mutating func remove(_ range: Range<Int>) {
    characters.removeSubrange(range)
    cursor = range.lowerBound
    settle()
  }

  /// Recounts characters, because neighbors may have combined.
  private mutating func settle() {
    characters = Array(String(characters))
    cursor = min(cursor, characters.count)
  }

  /// The start of the word before the cursor.
  private var wordStart: Int {
    var start = cursor
    while start > 0, characters[start - 1] == " " { start -= 1 }
    while start > 0, characters[start - 1] != " " { start -= 1 }
    return start
  }

  /// Replaces a range with text, and puts the cursor after it.
  package mutating func replace(_ range: Range<Int>, with text: String) {
    let text = Array(text)
    characters.replaceSubrange(range, with: text)
    cursor = range.lowerBound + text.count
    settle()
  }
}
