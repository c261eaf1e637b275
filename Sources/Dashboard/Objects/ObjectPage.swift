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

  package let entity: Entity
  package var tab: Tab
  package var state = PageState(selectsFirst: false)

  package init(_ entity: Entity, tab: Tab = .summary) {
    self.entity = entity
    self.tab = tab
  }

  /// The title of the page: account, object, id.
  package static func title(_ world: World, _ entity: Entity, _ glyphs: Glyphs) -> String {
    let account = StatusText.account(world, entity)
    let parts = [account, StatusText.objectName(world, entity), "\(entity.kind) \(world.shortID(of: entity))"]
    return parts.filter { !$0.isEmpty }.joined(separator: " \(glyphs.dot) ")
  }

  func lines(
    _ world: World, _ log: EventLog, _ timeline: Timeline?, _ glyphs: Glyphs, _ keys: KeyBindings, width: Int
  ) -> [PageLine] {
    let context = ColumnContext(world: world, glyphs: glyphs)
    return switch tab {
    case .summary: ObjectSummary(entity: entity, context: context, log: log, width: width).lines
    case .why: ObjectWhy(entity: entity, context: context, log: log, timeline: timeline).lines
    case .history: ObjectHistory(entity: entity, context: context, log: log).lines
    case .errors: ErrorLog(entity: entity, world: world, log: log).lines(keys)
    case .diagram: ObjectDiagram(entity: entity, context: context).lines
    case .json: ObjectJSON.value(world, entity).render().split(separator: "\n").map { PageLine(String($0)) }
    }
  }
}
