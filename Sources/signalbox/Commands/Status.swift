import ArgumentParser
import Canvas
import Configuration
import Dashboard
import Lifecycles
import Queries
import Simulation

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a table of statuses, without a screen.",
    discussion: "Prints the board's rows and columns, as of the scenario's start or a time after it.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, csv, dataStatus = "data-status" }

  enum Rows: String, ExpressibleByArgument, CaseIterable {
    case connections, sessions, datasets, requests, integrations, todo

    var kind: TableKind {
      switch self {
      case .connections: .connections
      case .sessions: .sessions
      case .datasets: .datasets
      case .requests: .requests
      case .integrations: .integrations
      case .todo: .todo
      }
    }
  }

  @OptionGroup var scenario: ScenarioOptions

  @Argument(help: "connections, sessions, datasets, requests, integrations or todo.")
  var rows: Rows = .connections

  @Option(help: ArgumentHelp("Print only matching rows, with the board's filter language.", valueName: "words"))
  var filter = ""

  @Option(help: "table, json, csv, or data-status for the data status of each account by data type.")
  var format: Format = .table

  @Option(help: ArgumentHelp("The time after the scenario's start, such as 6h.", valueName: "span"))
  var after: String?

  /// The events simulated at a time, so that memory stays small.
  private static let piece = 100_000

  func run() throws {
    var span: Milliseconds = 0
    if let after {
      guard let parsed = Span.parse(after) else {
        throw Failure.input("--after must be a duration such as 6h or 2d, found \"\(after)\"")
      }
      span = parsed
    }
    let filter = Filter(filter)
    if let problem = filter.problem { throw Failure.input("--filter: \(problem)") }
    let scenario = try scenario.load()
    var simulator = Simulator(scenario)
    while !simulator.run(until: scenario.start + span, limit: Self.piece) { simulator.discard() }
    let world = simulator.world
    if format == .dataStatus {
      Output.text(dataStatus(world, filter))
    } else {
      try print(world, filter)
    }
  }

  private func print(_ world: World, _ filter: Filter) throws {
    let kind = rows.kind
    var ranks = SortRanks()
    ranks.update(world)
    var state = TableState(kind: kind)
    state.rebuild(world, ranks)
    state.setFilter(filter.text, world)
    let theme = try ThemeLibrary.theme("monochrome")
    let context = ColumnContext(world: world, glyphs: Glyphs(theme: theme, isASCII: false))
    let objects = (0..<state.count).map { kind.object(state.index[$0], world) }
    let export = TableExport(columns: kind.columns, context: context)
    switch format {
    case .csv: Output.text(export.csv(objects))
    case .json: Output.text(export.json(objects))
    case .table, .dataStatus: Output.text(export.table(objects))
    }
  }

  private func dataStatus(_ world: World, _ filter: Filter) -> String {
    let matcher = Matcher(filter, world)
    var members: [(name: String, value: JSONValue?)] = []
    for account in world.accounts.indices {
      let statuses = ObjectJSON.dataStatus(world, account: account)
      let isWanted =
        filter.isEmpty || world.connections(ofAccount: account).contains { matcher.matches(.connection($0), world) }
      guard !statuses.isEmpty, isWanted else { continue }
      members.append((world.accounts[account].name, DataStatus.json(statuses)))
    }
    return JSONValue.object(members).text + "\n"
  }
}
