import Canvas
import Lifecycles
import Queries
import Simulation

/// Copying to the clipboard.
extension BoardState {
  mutating func openCopy() {
    guard let target else { return }
    var items: [Picker.Item] = []
    if let connection = world.connection(of: target) {
      let link = world.redirectURL(ofConnection: connection)
      if !link.isEmpty { items.append(Picker.Item("Sign-in link", detail: "redirect_url", choice: .copy(link))) }
    }
    if target.system != nil {
      items.append(Picker.Item("ID", detail: world.shortID(of: target), choice: .copy(world.id(of: target))))
      items.append(
        Picker.Item("JSON", detail: "\(target.kind)", choice: .copy(ObjectJSON.value(world, target).text)))
    }
    if let kind = shownTable {
      let context = ColumnContext(world: world, glyphs: glyphs)
      let text = kind.columns.map { $0.cell(context, target).text }.joined(separator: "\t")
      items.append(Picker.Item("Row", detail: "tab-separated", choice: .copy(text)))
    }
    items.append(Picker.Item("Name", choice: .copy(world.name(of: target))))
    navigation.overlay = .picker(Picker(title: "Copy to the clipboard", items: items))
  }
}
