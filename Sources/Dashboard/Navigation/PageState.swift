import Canvas
import Queries
import Simulation

/// Where a line of a page leads.
package enum PageLink: Equatable, Sendable {
  case object(ObjectRef)
  case screen(Screen, filter: String)
  case problem(Problem.Root)
}

/// A line of a page: pieces of text, and where Enter leads.
package struct PageLine: Equatable, Sendable {
  package struct Piece: Equatable, Sendable {
    package var text: String
    package var role: Role
  }

  package var pieces: [Piece]
  package var link: PageLink?

  package init(_ text: String = "", _ role: Role = .text, link: PageLink? = nil) {
    pieces = text.isEmpty ? [] : [Piece(text: text, role: role)]
    self.link = link
  }

  /// Returns the line with more text appended, padded to a column if given.
  package func adding(_ text: String, _ role: Role = .text, at column: Int? = nil) -> PageLine {
    var line = self
    if let column {
      let used = pieces.reduce(0) { $0 + DisplayWidth.of($1.text) }
      // A text that reaches the column still ends before the next one starts.
      let needsGap = used > 0 && text.first.map { $0 != " " } == true
      let gap = max(column - used, needsGap ? 1 : 0)
      if gap > 0 { line.pieces.append(Piece(text: String(repeating: " ", count: gap), role: .text)) }
    }
    line.pieces.append(Piece(text: text, role: role))
    return line
  }

  package var text: String { pieces.map(\.text).joined() }
}

/// The position on a page: the selected link, and how far it is scrolled.
package struct PageState: Equatable, Sendable {
  package var lines: [PageLine] = []
  package private(set) var selected: Int?
  package private(set) var top = 0

  /// Whether a line is selected from the start. On an object's page, the object itself is until you move.
  private let selectsFirst: Bool

  package init(selectsFirst: Bool = true) { self.selectsFirst = selectsFirst }

  package var link: PageLink? { selected.flatMap { lines.indices.contains($0) ? lines[$0].link : nil } }

  /// Shows new lines. The selection stays with its link.
  package mutating func show(_ new: [PageLine], height: Int) {
    let old = link
    let place = selected
    lines = new
    if let old {
      // The same link can be on several lines. The nearest one is used.
      let same = new.indices.filter { new[$0].link == old }
      selected = same.min { abs($0 - (place ?? 0)) < abs($1 - (place ?? 0)) }
    }
    if let selected, new.indices.contains(selected), new[selected].link != nil {
    } else {
      selected = selectsFirst ? new.firstIndex { $0.link != nil } : nil
    }
    top = min(top, max(0, lines.count - height))
  }

  /// Moves the selection to the next suitable link, or the previous one, because the selected one is leaving.
  mutating func passOn(to isGood: (PageLink) -> Bool) {
    guard let selected, let link else { return }
    func isNext(_ index: Int) -> Bool { lines[index].link.map { $0 != link && isGood($0) } == true }
    self.selected =
      lines.indices.dropFirst(selected + 1).first(where: isNext) ?? lines.indices.prefix(selected).last(where: isNext)
      ?? selected
  }

  /// Moves to the next link in a direction if it is near, otherwise by a line.
  package mutating func move(by offset: Int, height: Int) {
    let direction = offset > 0 ? 1 : -1
    for _ in 0..<abs(offset) {
      if direction < 0, !selectsFirst, let first = lines.firstIndex(where: { $0.link != nil }), selected == first {
        selected = nil
        top = 0
        continue
      }
      if direction < 0, !selectsFirst, selected == nil {
        top = max(0, top - 1)
        continue
      }
      var next = (selected ?? (direction > 0 ? -1 : lines.count)) + direction
      while lines.indices.contains(next), lines[next].link == nil { next += direction }
      if lines.indices.contains(next), abs(next - (selected ?? next)) <= height {
        selected = next
        if next < top { top = next }
        if next >= top + height { top = next - height + 1 }
      } else {
        top = min(max(0, top + direction), max(0, lines.count - height))
      }
    }
  }

  mutating func select(line: Int) { selected = line }

  mutating func select(link: PageLink) { selected = lines.firstIndex { $0.link == link } ?? selected }

  /// Scrolls to the selected line.
  package mutating func reveal(height: Int) {
    guard let selected else { return }
    if selected < top { top = selected }
    if selected >= top + height - 1 { top = max(0, selected - height + 2) }
  }

  // MARK: Search

  /// The search text.
  package private(set) var searched = ""
  /// The line of the current match.
  package private(set) var found: Int?

  /// Searches text without regard to case, from the first visible line on.
  mutating func search(_ text: String, height: Int) {
    searched = text
    let hits = hits
    found = hits.first { $0 >= top } ?? hits.first
    if let found { show(line: found, height: height) }
  }

  mutating func nextMatch(_ direction: Int, height: Int) -> SearchStep {
    let hits = hits
    guard !hits.isEmpty else { return .none }
    let here = found ?? (direction > 0 ? top - 1 : top + height)
    let next = direction > 0 ? hits.first { $0 > here } : hits.last { $0 < here }
    found = next ?? (direction > 0 ? hits.first : hits.last)
    show(line: found ?? 0, height: height)
    return next == nil ? .wrapped : .found
  }

  private var hits: [Int] {
    guard !searched.isEmpty else { return [] }
    let needle = searched.lowercased()
    return lines.indices.filter { lines[$0].text.lowercased().contains(needle) }
  }

  /// Scrolls to a line, and selects it if it has a link.
  private mutating func show(line: Int, height: Int) {
    if lines[line].link != nil { selected = line }
    if line < top || line >= top + height { top = max(0, min(line - height / 3, max(0, lines.count - height))) }
  }

  package mutating func moveToEnd(_ isEnd: Bool, height: Int) {
    selected = isEnd ? lines.lastIndex { $0.link != nil } : selectsFirst ? lines.firstIndex { $0.link != nil } : nil
    top = isEnd ? max(0, lines.count - height) : 0
  }
}
