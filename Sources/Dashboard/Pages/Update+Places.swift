import Canvas
import Lifecycles
import Simulation

/// Visited objects, copying and notifications.
extension Model {
  // MARK: Visited objects

  mutating func remember(_ page: ObjectPage) {
    visited.removeSubrange(min(visitedAt + 1, visited.count)...)
    if visited.count == 200 { visited.removeFirst() }
    visited.append(page)
    visitedAt = visited.count - 1
  }

  /// Opens the previous or next visited object.
  mutating func visit(_ offset: Int) {
    // From an open object, its neighbor; from a table, the latest.
    var next = pages.isEmpty && offset < 0 ? visitedAt : visitedAt + offset
    while visited.indices.contains(next), !source.world.has(visited[next].entity) { next += offset }
    guard visited.indices.contains(next) else {
      say(offset < 0 ? "no earlier object" : "no later object", .muted)
      return
    }
    visitedAt = next
    pages = [ObjectPage(visited[next].entity, tab: visited[next].tab)]
  }

  // MARK: Copying

  mutating func openCopy() {
    guard let target else { return }
    let world = source.world
    var items: [Picker.Item] = []
    if let connection = world.connection(of: target) {
      let link = world.redirectURL(ofConnection: connection)
      if !link.isEmpty {
        items.append(Picker.Item("Sign-in link", detail: "redirect_url", choice: .copy(link)))
      }
    }
    if target.system != nil {
      items.append(Picker.Item("ID", detail: world.shortID(of: target), choice: .copy(world.id(of: target))))
      items.append(
        Picker.Item("JSON", detail: "\(target.kind)", choice: .copy(ObjectJSON.value(world, target).render())))
    }
    if let kind = shownTable {
      let context = ColumnContext(world: world, glyphs: glyphs)
      let text = kind.columns.map { $0.cell(context, target).text }.joined(separator: "\t")
      items.append(Picker.Item("Row", detail: "tab-separated", choice: .copy(text)))
    }
    items.append(Picker.Item("Name", choice: .copy(Self.name(of: target, world))))
    overlay = .picker(Picker(title: "Copy to the clipboard", items: items))
  }

  // MARK: Notifications

  mutating func watchFor(_ text: String) {
    notices.append(EventMatcher(Filter(text, isForEvents: true), source.world))
    say("you will be notified on \(text); \(keys.word(.notify)) changes that")
  }

  mutating func openNotices() {
    guard !notices.isEmpty else {
      openPrompt(.notify)
      return
    }
    let items =
      [Picker.Item("Notify on another condition", choice: .prompt(.notify))]
      + notices.indices.map { Picker.Item("Stop notifying on \(notices[$0].filter.text)", choice: .unwatch($0)) }
    overlay = .picker(Picker(title: "Notifications", items: items))
  }

  mutating func unwatch(_ index: Int) {
    guard notices.indices.contains(index) else { return }
    say("no more notifications on \(notices.remove(at: index).filter.text)", .muted)
  }

  /// The latest event that the person wants to be notified about, in words.
  func notice(of events: [Event]) -> String? {
    guard !notices.isEmpty else { return nil }
    let world = source.world
    let event = events.last { event in notices.contains { $0.matches(event, world, log) } }
    return event.map { EventText.sentence(world, $0, glyphs) }
  }
}
