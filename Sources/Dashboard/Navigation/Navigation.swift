import Queries
import Simulation

/// What is on the screen, and the way back.
package struct Navigation: Sendable {
  package internal(set) var screen: Screen
  /// The open objects, the one shown last.
  package internal(set) var pages: [ObjectPage] = []
  /// What covers the screen.
  package internal(set) var overlay: Overlay?
  /// The screen that Escape returns to; nil if there is none.
  var origin: Screen?
  /// The objects that were opened, in order, and which one is open.
  private(set) var visited: [ObjectPage] = []
  private(set) var visitedAt = -1

  /// A path of links could grow forever, so the oldest pages are dropped.
  private static let mostPages = 50
  private static let mostVisited = 200

  init(screen: Screen) { self.screen = screen }

  /// Shows a screen and closes open objects.
  mutating func show(_ screen: Screen) {
    pages = []
    origin = nil
    self.screen = screen
  }

  mutating func open(_ object: ObjectRef, tab: ObjectPage.Tab = .summary) {
    guard pages.last?.object != object || pages.last?.tab != tab else { return }
    if pages.count == Self.mostPages { pages.removeFirst() }
    let page = ObjectPage(object, tab: tab)
    pages.append(page)
    visited.removeSubrange(min(visitedAt + 1, visited.count)...)
    if visited.count == Self.mostVisited { visited.removeFirst() }
    visited.append(page)
    visitedAt = visited.count - 1
  }

  /// Opens the previous or next visited object that still exists.
  ///
  /// - Returns: whether there is one.
  mutating func visit(_ offset: Int, exists: (ObjectRef) -> Bool) -> Bool {
    // From an open object, its neighbor; from a table, the latest.
    var next = pages.isEmpty && offset < 0 ? visitedAt : visitedAt + offset
    while visited.indices.contains(next), !exists(visited[next].object) { next += offset }
    guard visited.indices.contains(next) else { return false }
    visitedAt = next
    pages = [ObjectPage(visited[next].object, tab: visited[next].tab)]
    return true
  }

  mutating func changeTab(_ offset: Int) {
    guard let page = pages.last else { return }
    let count = ObjectPage.Tab.allCases.count
    pages[pages.count - 1] = ObjectPage(
      page.object, tab: ObjectPage.Tab(rawValue: (page.tab.rawValue + offset + count) % count) ?? .summary)
  }

  /// Drops open objects that no longer exist.
  mutating func closeMissing(exists: (ObjectRef) -> Bool) { pages.removeAll { !exists($0.object) } }

  /// Whether an overlay covers everything but the first two lines.
  package var showsFullPage: Bool {
    switch overlay {
    case .comparison, .text: true
    case .help, .picker, .confirmation, .filter, .prompt, .columns, .tour, nil: false
    }
  }
}

/// A movement in a list or page.
enum Movement: Sendable {
  case lines(Int), pages(Int), start, end
}
