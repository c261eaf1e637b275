import Canvas
import Lifecycles
import Queries
import Simulation

/// Exporting the run, an object or the table.
extension BoardState {
  mutating func openExports() {
    var items: [Picker.Item] = []
    if run.isSimulated {
      items += [
        Picker.Item(
          "Scenario with all commands", detail: "TOML, replays to the same bytes",
          choice: .export(.scenario)),
        Picker.Item("All events up to here", detail: "JSON Lines, for simulate --check", choice: .export(.events)),
      ]
      if let target, target.system != nil {
        let name = world.name(of: target)
        items += [
          Picker.Item("History as JSON", detail: name, choice: .export(.historyJSON(target))),
          Picker.Item("History as a Swift test fixture", detail: name, choice: .export(.historySwift(target))),
        ]
      }
    }
    if let target, target.system != nil, !ErrorLog(object: target, world: world, log: run.log).isEmpty {
      items += [
        Picker.Item(
          "Error log of this \(target.kind.name), text", choice: .export(.errorLog(target, isJSON: false))),
        Picker.Item(
          "Error log of this \(target.kind.name), JSON",
          choice: .export(.errorLog(target, isJSON: true))),
      ]
    }
    if let kind = shownTable {
      let words = ["csv": "CSV", "json": "JSON", "md": "Markdown"]
      items += RunExport.TableFormat.allCases.map {
        Picker.Item(
          "Table as shown, \(words[$0.rawValue] ?? "")", detail: kind.noun, choice: .export(.table(kind, $0)))
      }
    }
    navigation.overlay = .picker(Picker(title: "Export", items: items))
  }

  /// The content of an export that the board itself has; nil if it is made from the run.
  func content(of export: RunExport) -> String? {
    let context = ColumnContext(world: world, glyphs: glyphs)
    switch export {
    case .errorLog(let object, let isJSON):
      let errors = ErrorLog(object: object, world: world, log: run.log)
      return isJSON ? errors.json : errors.text
    case .table(let kind, let format):
      guard let state = tables[kind] else { return nil }
      let objects = state.index.rows.map { kind.object(Int($0), world) }
      let columns = kind.columns
      let chosen = preferences.columns[navigation.screen]?.compactMap { choice in
        columns.first { $0.key == choice.key }
      }
      let table = TableExport(columns: chosen ?? columns, context: context)
      return switch format {
      case .csv: table.csv(objects)
      case .json: table.json(objects)
      case .md: table.markdown(objects)
      }
    case .scenario, .events, .historyJSON, .historySwift: return nil
    }
  }

  mutating func save(_ export: RunExport) {
    let name = (run.scenario?.name ?? run.title).lowercased().map {
      $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-"
    }
    let suffix =
      switch export {
      case .historyJSON(let object), .historySwift(let object), .errorLog(let object, _):
        "-\(object.kind)-\(world.shortID(of: object))"
      case .table(let kind, _): "-\(kind.noun.replacing(" ", with: "-"))"
      case .scenario, .events: ""
      }
    openPrompt(.save(export), text: "\(String(name))\(suffix)-\(run.sequence).\(export.suffix)")
  }
}
