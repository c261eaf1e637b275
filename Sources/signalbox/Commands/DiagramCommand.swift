import ArgumentParser
import Lifecycles

struct DiagramCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagram", abstract: "Print a lifecycle's statuses and rules.")

  enum Name: String, ExpressibleByArgument, CaseIterable { case connection, session, dataset, request, integration }

  @Argument(help: "connection, session, dataset, request or integration.")
  var system: Name

  @Option(help: "text, dot (Graphviz) or mermaid.")
  var format: Diagram.Format = .text

  func run() throws {
    guard let system = StatusSystem(name: system.rawValue) else { return }
    Output.text(Diagram.render(Catalog[system], format: format))
  }
}

extension Diagram.Format: ExpressibleByArgument {}
