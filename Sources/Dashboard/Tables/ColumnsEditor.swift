import Canvas
import Queries

/// A list for choosing, moving and sizing columns, with a live preview behind it.
package struct ColumnsEditor: Sendable {
  package struct Entry: Equatable, Sendable {
    package var face: ColumnFace
    package var isShown: Bool
    package var width: Int?
  }

  package let screen: Screen
  /// The choice before; nil for those that fit best.
  let before: [ColumnChoice]?
  package private(set) var entries: [Entry]
  package private(set) var selected = 0
  /// Whether the columns are those that fit best.
  package private(set) var isAutomatic: Bool

  /// - Parameter shown: the columns on the screen now, by index.
  init(_ screen: Screen, _ choices: [ColumnChoice]?, shown: [Int]) {
    self.screen = screen
    before = choices
    isAutomatic = choices == nil
    let faces = screen.columns
    let chosen = choices ?? shown.map { ColumnChoice(key: faces[$0].key) }
    let first = chosen.compactMap { choice in
      faces.first { $0.key == choice.key }.map { Entry(face: $0, isShown: true, width: choice.width) }
    }
    entries =
      first
      + faces.filter { face in !first.contains { $0.face.key == face.key } }
      .map { Entry(face: $0, isShown: false, width: nil) }
  }

  /// The current choice; nil for those that fit best.
  package var choices: [ColumnChoice]? {
    isAutomatic ? nil : entries.filter(\.isShown).map { ColumnChoice(key: $0.face.key, width: $0.width) }
  }

  mutating func press(_ key: Key) {
    switch key {
    case .up, .character("k"): selected = max(0, selected - 1)
    case .down, .character("j"): selected = min(entries.count - 1, selected + 1)
    case .home: selected = 0
    case .end: selected = entries.count - 1
    case .character(" "): toggle()
    case .character("K"), .character("<"): move(by: -1)
    case .character("J"), .character(">"): move(by: 1)
    case .right, .character("+"): resize(by: 1)
    case .left, .character("-"): resize(by: -1)
    case .character("a"):
      isAutomatic = true
      let fresh = ColumnsEditor(screen, nil, shown: screen.columns.indices.map { $0 })
      entries = fresh.entries
    default: break
    }
  }

  private mutating func toggle() {
    // At least one column must be shown.
    guard !entries[selected].isShown || entries.count(where: \.isShown) > 1 else { return }
    entries[selected].isShown.toggle()
    isAutomatic = false
  }

  private mutating func move(by offset: Int) {
    let target = selected + offset
    guard entries.indices.contains(target) else { return }
    entries.swapAt(selected, target)
    selected = target
    isAutomatic = false
  }

  private mutating func resize(by offset: Int) {
    let width = entries[selected].width ?? entries[selected].face.ideal
    entries[selected].width = min(max(width + offset, ColumnChoice.widths.lowerBound), ColumnChoice.widths.upperBound)
    entries[selected].isShown = true
    isAutomatic = false
  }
}
