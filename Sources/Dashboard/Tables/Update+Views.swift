import Canvas
import Simulation

/// Views: a screen with its filter, sort and columns, under a name.
extension Model {
  mutating func openViews() {
    let saved = preferences.views
    var items = saved.indices.map { index in
      Picker.Item(saved[index].name, detail: Self.describe(saved[index]), choice: .view(index))
    }
    let canSave = pages.isEmpty && screen != .overview
    items.append(
      Picker.Item(
        "Save what is shown as a view", detail: screen.title, choice: .prompt(.view),
        refusal: canSave ? nil : "a view is of a table; go to one of the screens 2 to 7 first"))
    items += saved.indices.map { index in
      Picker.Item(
        "Remove the view \(saved[index].name)", choice: .removeView(index),
        refusal: saved[index].isConfigured ? "it stands in the configuration file; take it out there" : nil)
    }
    overlay = .picker(Picker(title: "Views", items: items))
  }

  /// `Datasets  status:FetchError`
  private static func describe(_ view: SavedView) -> String {
    [view.screen.title, view.filter].filter { !$0.isEmpty }.joined(separator: "  ")
  }

  mutating func show(view index: Int) {
    guard preferences.views.indices.contains(index) else { return }
    let view = preferences.views[index]
    if view.screen == .todo, !view.sort.isEmpty || !view.columns.isEmpty { groupsProblems = false }
    show(view.screen, filter: view.filter)
    if !view.sort.isEmpty { sort(view.screen, by: view.sort) }
    preferences.columns[view.screen] = view.columns.isEmpty ? nil : view.columns
    say("the view \(view.name)", .muted)
  }

  /// What is shown now, under a name; a view of that name is replaced.
  mutating func save(view name: String) -> [Effect] {
    var view = SavedView(name: name, screen: screen)
    view.filter = currentFilter
    if let kind = shownTable, let table = tables[kind] {
      let columns = kind.columns
      view.sort = table.sort.map { SortChoice(key: columns[$0.column].key, isDescending: $0.isDescending) }
    }
    view.columns = screenOfTable.flatMap { preferences.columns[$0] } ?? []
    preferences.views.removeAll { $0.name == name }
    preferences.views.append(view)
    say("the view \(name) is saved; \(keys.word(.views)) shows it again", .success)
    return keepViews()
  }

  mutating func removeView(_ index: Int) -> [Effect] {
    guard preferences.views.indices.contains(index) else { return [] }
    say("the view \(preferences.views.remove(at: index).name) is removed", .muted)
    return keepViews()
  }

  private func keepViews() -> [Effect] { [.keepViews(preferences.views.filter { !$0.isConfigured })] }

  /// Why a view cannot have a name; nil where it can.
  func problem(ofViewName name: String) -> String? {
    if name.allSatisfy({ $0 == " " }) { return "a view wants a name" }
    if let problem = Filter(currentFilter, isForEvents: screen == .events).problem {
      return "its filter is wrong: \(problem)"
    }
    return preferences.views.contains { $0.name == name && $0.isConfigured }
      ? "the configuration file has a view of that name; another name" : nil
  }
}
