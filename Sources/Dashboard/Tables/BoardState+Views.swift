import Canvas
import Queries
import Simulation

/// Views: a screen with its filter, sort and columns, under a name.
extension BoardState {
  mutating func openViews() {
    let saved = preferences.views
    var items = saved.indices.map { index in
      Picker.Item(saved[index].name, detail: Self.describe(saved[index]), choice: .view(index))
    }
    let canSave = navigation.pages.isEmpty && navigation.screen != .overview
    items.append(
      Picker.Item(
        "Save this view", detail: navigation.screen.title, choice: .prompt(.view),
        refusal: canSave ? nil : "only tables have views; go to one of the screens 2 to 7"))
    items += saved.indices.map { index in
      Picker.Item(
        "Remove view \(saved[index].name)", choice: .removeView(index),
        refusal: saved[index].isConfigured ? "it is from the configuration file; remove it there" : nil)
    }
    navigation.overlay = .picker(Picker(title: "Views", items: items))
  }

  /// `Datasets  status:FetchError`
  private static func describe(_ view: SavedView) -> String {
    [view.screen.title, view.filter].filter { !$0.isEmpty }.joined(separator: "  ")
  }

  mutating func show(view index: Int) {
    guard preferences.views.indices.contains(index) else { return }
    let view = preferences.views[index]
    if view.screen == .todo, !view.sort.isEmpty || !view.columns.isEmpty { attention.isGrouped = false }
    show(view.screen, filter: view.filter)
    if !view.sort.isEmpty { sort(view.screen, by: view.sort) }
    preferences.columns[view.screen] = view.columns.isEmpty ? nil : view.columns
    say("view \(view.name)", .muted)
  }

  /// Saves what is shown as a view, replacing a view of that name.
  mutating func save(view name: String) -> [Effect] {
    var view = SavedView(name: name, screen: navigation.screen)
    view.filter = currentFilter
    if let kind = shownTable, let table = tables[kind] {
      let columns = kind.columns
      view.sort = table.sort.map { SortChoice(key: columns[$0.column].key, isDescending: $0.isDescending) }
    }
    view.columns = screenOfTable.flatMap { preferences.columns[$0] } ?? []
    preferences.views.removeAll { $0.name == name }
    preferences.views.append(view)
    say("view \(name) saved; \(keys.word(.views)) opens it", .success)
    return keepViews()
  }

  mutating func removeView(_ index: Int) -> [Effect] {
    guard preferences.views.indices.contains(index) else { return [] }
    say("view \(preferences.views.remove(at: index).name) removed", .muted)
    return keepViews()
  }

  private func keepViews() -> [Effect] { [.keepViews(preferences.views.filter { !$0.isConfigured })] }

  /// Why a view can't have a name; nil if it can.
  func refusal(ofViewName name: String) -> Refusal? {
    if name.allSatisfy({ $0 == " " }) { return Refusal("enter a name") }
    if let problem = Filter(currentFilter, isForEvents: navigation.screen == .events).problem {
      return Refusal("the filter is invalid: \(problem)")
    }
    return preferences.views.contains { $0.name == name && $0.isConfigured }
      ? Refusal("the configuration file has a view of that name; enter another") : nil
  }
}
