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
          choice: .export(.run(.scenario))),
        Picker.Item(
          "All events up to here", detail: "JSON Lines, for simulate --check", choice: .export(.run(.events))),
      ]
      if let target, target.system != nil {
        let name = world.name(of: target)
        items += [
          Picker.Item("History as JSON", detail: name, choice: .export(.run(.historyJSON(target)))),
          Picker.Item("History as a Swift test fixture", detail: name, choice: .export(.run(.historySwift(target)))),
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
      items += Export.TableFormat.allCases.map {
        Picker.Item(
          "Table as shown, \(words[$0.rawValue] ?? "")", detail: kind.noun, choice: .export(.table(kind, $0)))
      }
    }
    navigation.overlay = .picker(Picker(title: "Export", items: items))
  }

  /// Returns what writes an export to a file, or why it can't be exported.
  func effect(saving export: Export, to path: String) -> Result<Effect, Refusal> {
    switch export {
    case .run(let run):
      guard self.run.isSimulated else { return .failure(Refusal("only a simulated run can be exported")) }
      return .success(.save(run, path: path))
    case .errorLog(let object, let isJSON):
      let errors = ErrorLog(object: object, world: world, log: run.log)
      return .success(.write(export, text: isJSON ? errors.json : errors.text, path: path))
    case .table(let kind, let format):
      guard let state = tables[kind] else { return .failure(Refusal("the table is not shown")) }
      return .success(.write(export, text: text(of: state, as: format), path: path))
    }
  }

  private func text(of state: TableState, as format: Export.TableFormat) -> String {
    let kind = state.kind
    let objects = state.index.rows.map { kind.object(Int($0), world) }
    let columns = kind.columns
    let chosen = preferences.columns[navigation.screen]?.compactMap { choice in
      columns.first { $0.key == choice.key }
    }
    let table = TableExport(
      columns: chosen ?? columns, context: ColumnContext(world: world, glyphs: glyphs))
    return switch format {
    case .csv: table.csv(objects)
    case .json: table.json(objects)
    case .md: table.markdown(objects)
    }
  }

  mutating func save(_ export: Export) {
    let name = (run.scenario?.name ?? run.title).lowercased().map {
      $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-"
    }
    let suffix =
      switch export {
      case .run(.historyJSON(let object)), .run(.historySwift(let object)), .errorLog(let object, _):
        "-\(object.kind)-\(world.shortID(of: object))"
      case .table(let kind, _): "-\(kind.noun.replacing(" ", with: "-"))"
      case .run(.scenario), .run(.events): ""
      }
    openPrompt(.save(export), text: "\(String(name))\(suffix)-\(run.sequence).\(export.suffix)")
  }
}
