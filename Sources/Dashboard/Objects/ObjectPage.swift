import Canvas
import Lifecycles
import Queries
import Simulation

/// One object and everything about it, in tabs.
package struct ObjectPage: Equatable, Sendable {
  package enum Tab: Int, CaseIterable, Sendable {
    case summary, why, history, errors, diagram, json

    package var title: String {
      switch self {
      case .summary: "Summary"
      case .why: "Why"
      case .history: "History"
      case .errors: "Errors"
      case .diagram: "Diagram"
      case .json: "JSON"
      }
    }
  }

  package let object: ObjectRef
  package var tab: Tab
  package var state = PageState(selectsFirst: false)

  package init(_ object: ObjectRef, tab: Tab = .summary) {
    self.object = object
    self.tab = tab
  }

  /// The title of the page: account, object, id.
  package static func title(_ world: World, _ object: ObjectRef, _ glyphs: Glyphs) -> String {
    let account = StatusText.account(world, object)
    let parts = [account, StatusText.objectName(world, object), "\(object.kind) \(world.shortID(of: object))"]
    return parts.filter { !$0.isEmpty }.joined(separator: " \(glyphs.dot) ")
  }

  func lines(
    _ world: World, _ log: EventLog, _ timeline: Timeline?, _ glyphs: Glyphs, _ keys: KeyBindings, width: Int
  ) -> [PageLine] {
    let context = ColumnContext(world: world, glyphs: glyphs)
    return switch tab {
    case .summary: ObjectSummary(object: object, context: context, log: log, width: width).lines
    case .why: ObjectWhy(object: object, context: context, log: log, timeline: timeline).lines
    case .history: ObjectHistory(object: object, context: context, log: log).lines
    case .errors: ErrorLog(object: object, world: world, log: log).lines(keys)
    case .diagram: ObjectDiagram(object: object, context: context).lines
    case .json: ObjectJSON.value(world, object).text.split(separator: "\n").map { PageLine(String($0)) }
    }
  }
}
