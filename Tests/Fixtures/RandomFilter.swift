import Lifecycles
import Simulation

/// Random filters over the names, statuses and ids of a world.
package enum RandomFilter {
  /// A term that says something about this world.
  package static func term(_ chooser: inout Chooser, _ world: World) -> String {
    let statuses = Catalog.all.flatMap { $0.statuses.filter { !$0.isFeedOnly }.map(\.key) }
    let connection = chooser.below(world.connections.count)
    let ids = [
      world.id(of: .connection(connection)), world.id(of: .dataset(chooser.below(world.datasets.count))),
      world.id(of: .request(chooser.below(world.requests.count))),
      world.id(of: .integration(chooser.below(world.integrations.count))),
    ].filter { !$0.isEmpty }
    let name = world.accounts[chooser.below(world.accounts.count)].name
    let provider = world.provider(ofConnection: connection).name
    let spans = ["0s", "30s", "5m", "1h", "7h", "1d", "5d", "20d", "90d"]
    let words = [
      "status:\"\(chooser.pick(statuses))\"", "standing:\(chooser.pick(StatusCategory.allCases).word)",
      "code:\(chooser.pick(["2", "11", "99", "401", "403", "503", "502", "429"]))",
      "provider:\"\(provider)\"", "account:\"\(name)\"", "account:\(name.prefix(3).filter { $0 != " " && $0 != "\"" })",
      "type:\(chooser.pick(DataType.names))", "type:bank",
      "actor:\(chooser.pick(["customer", "support", "nobody", "owner"]))",
      "id:\(chooser.pick(ids).prefix(1 + chooser.below(20)))", "system:\(chooser.pick(StatusSystem.allCases).name)",
      "marked", "age>\(chooser.pick(spans))", "age<\(chooser.pick(spans))", "due<\(chooser.pick(spans))",
      "due>\(chooser.pick(spans))", "xero", "fail", chooser.pick(statuses).split(separator: " ")[0].lowercased(),
      "\(chooser.pick(ids).prefix(4))", "e",
    ]
    return chooser.pick(words)
  }

  /// One to three terms, each negated or not.
  package static func filter(_ chooser: inout Chooser, _ world: World) -> String {
    (0...chooser.below(3)).map { _ in (chooser.below(2) == 0 ? "-" : "") + term(&chooser, world) }.joined(
      separator: " ")
  }
}
