import Canvas
import Lifecycles
import Simulation

/// Where one has been, what is copied, and what one wants to be told of.
extension Model {
  // MARK: Back and forward through what was open

  mutating func remember(_ page: ObjectPage) {
    visited.removeSubrange(min(visitedAt + 1, visited.count)...)
    if visited.count == 200 { visited.removeFirst() }
    visited.append(page)
    visitedAt = visited.count - 1
  }

  /// Opens what was open before, or after that.
  mutating func visit(_ offset: Int) {
    // What is open is left first; from a table the latest is meant.
    var next = pages.isEmpty && offset < 0 ? visitedAt : visitedAt + offset
    while visited.indices.contains(next), !source.world.has(visited[next].entity) { next += offset }
    guard visited.indices.contains(next) else {
      say(offset < 0 ? "nothing was open before that" : "nothing was open after that", .muted)
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
        items.append(Picker.Item("The link for the customer", detail: "redirect_url", choice: .copy(link)))
      }
    }
    if target.system != nil {
      items.append(Picker.Item("The id", detail: world.shortID(of: target), choice: .copy(world.id(of: target))))
      items.append(
        Picker.Item("JSON", detail: "\(target.kind)", choice: .copy(ObjectJSON.value(world, target).render())))
    }
    if let kind = shownTable {
      let context = ColumnContext(world: world, glyphs: glyphs)
      let text = kind.columns.map { $0.cell(context, target).text }.joined(separator: "\t")
      items.append(Picker.Item("The row", detail: "cells between tabs", choice: .copy(text)))
    }
    items.append(Picker.Item("The name", choice: .copy(Self.name(of: target, world))))
    overlay = .picker(Picker(title: "Copy to the clipboard", items: items))
  }

  // MARK: Being told

  mutating func watchFor(_ text: String) {
    notices.append(EventMatcher(Filter(text, isForEvents: true), source.world))
    say("the bell rings at \(text); \(keys.word(.notify)) again takes it back")
  }

  mutating func openNotices() {
    guard !notices.isEmpty else {
      openPrompt(.notify)
      return
    }
    let items =
      [Picker.Item("Ring at something else", choice: .prompt(.notify))]
      + notices.indices.map { Picker.Item("No longer ring at \(notices[$0].filter.text)", choice: .unwatch($0)) }
    overlay = .picker(Picker(title: "The bell rings at", items: items))
  }

  mutating func unwatch(_ index: Int) {
    guard notices.indices.contains(index) else { return }
    say("the bell no longer rings at \(notices.remove(at: index).filter.text)", .muted)
  }

  /// What has come that somebody wants to be told of: the latest of it, in words.
  func notice(of events: [Event]) -> String? {
    guard !notices.isEmpty else { return nil }
    let world = source.world
    let event = events.last { event in notices.contains { $0.matches(event, world, log) } }
    return event.map { EventText.sentence(world, $0, glyphs) }
  }
}
