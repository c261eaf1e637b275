import ArgumentParser
import Canvas
import Configuration
import Dashboard
import Queries
import Lifecycles
import Simulation

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain a status, its number, or an error code.")

  @Argument(parsing: .remaining, help: "A status such as AUTH_ERROR, a number such as 7, or an HTTP code such as 429.")
  var words: [String] = []

  func run() throws {
    let query = words.joined(separator: " ")
    guard !query.isEmpty else {
      throw Failure.input("explain needs a status, a number or a code, such as 'signalbox explain AUTH_ERROR'")
    }
    // "Due in 9 days" is the row "Due in # days".
    let unfilled = IntegrationKind.unfilled(query)
    let names = [query, unfilled, unfilled.replacing("# ", with: "# of ")]
    guard let text = names.lazy.compactMap(Explanation.text).first else {
      let near = Catalog.suggestions(for: query)
      let hint =
        near.isEmpty
        ? "'signalbox diagram SYSTEM' lists the statuses of connection, session, dataset, request or integration"
        : "Did you mean \(near.prefix(6).joined(separator: ", "))?"
      throw Failure.failed("no status, code or term named \"\(query)\". \(hint)")
    }
    Output.text(text)
  }
}

extension Diagram.Format: ExpressibleByArgument {}

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

struct ScenarioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario", abstract: "List, print and check scenarios.",
    subcommands: [List.self, Show.self, Check.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the built-in scenarios.")

    func run() throws {
      for (name, text) in ScenarioFile.builtIn {
        Output.text("\(name)\(String(repeating: " ", count: max(1, 22 - name.count)))\(ScenarioFile.about(text))\n")
      }
      Output.text("\nOpen one with: signalbox --scenario NAME --paused\nPrint one with: signalbox scenario show NAME\n")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print a scenario, as a starting point for your own.")

    @Argument(help: "The scenario.", completion: .scenarioName)
    var name: String

    func run() throws {
      guard let text = ScenarioFile.builtInText(name) else {
        throw Failure.input(
          "unknown scenario \(name)\(Suggestion.text(name, ScenarioFile.builtIn.map(\.name)))")
      }
      Output.text(text)
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a scenario file for mistakes.")

    @Argument(help: "The file.", completion: .toml)
    var file: String

    func run() throws {
      let scenario = try Files.scenario(file)
      let simulator = Simulator(withoutBootstrap: scenario)
      let world = simulator.world
      let counts = [
        (world.accounts.count, "account"), (world.connections.count, "connection"), (world.datasets.count, "data type"),
        (world.requests.count, "request"), (world.integrations.count, "integration"), (scenario.script.count, "step"),
      ]
      Output.text("\(file): \(counts.map { Count.text($0.0, $0.1) }.joined(separator: ", "))\n")
    }
  }
}

struct Keys: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List every key and action, with names for configuration files.")

  @Flag(help: "Print a Markdown table.")
  var markdown = false

  @Flag(help: "Print the default keys, ignoring the configuration file.")
  var defaults = false

  func run() throws {
    var keys = KeyBindings.standard
    if !defaults {
      let read = try UserFiles.configuration(nil)
      keys = read.configuration.preferences.keys
      if let problem = read.problem { Output.error("signalbox: \(problem.message)") }
    }
    Output.text(markdown ? KeyTable.markdown(keys) : KeyTable.text(keys))
  }
}

struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print a shell's completion script.")

  enum Shell: String, ExpressibleByArgument, CaseIterable { case zsh, bash, fish }

  @Argument(help: "zsh, bash or fish.")
  var shell: Shell

  func run() throws {
    let kind: CompletionShell =
      switch shell {
      case .zsh: .zsh
      case .bash: .bash
      case .fish: .fish
      }
    Output.text(Signalbox.completionScript(for: kind))
  }
}
