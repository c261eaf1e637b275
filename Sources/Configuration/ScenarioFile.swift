import Lifecycles
import Scenarios
import Simulation

/// Scenarios as TOML files.
package enum ScenarioFile {
  /// The keys of each table.
  enum Keys {
    static let world = [
      "name", "seed", "start", "warm_up", "accounts", "connections_per_account", "requests_per_hundred_accounts",
      "chance", "length", "timers", "durations", "rates", "limits", "sync", "provider", "account", "step", "without",
    ]
    static let limits = ["fetch_retries", "integration_retries"]
    static let sync = ["frequency", "fetch_on_first_link"]
    static let provider = [
      "name", "category", "on_premises", "aggregator", "unique", "no_authorization", "deduplicated", "data_types",
      "without", "failures_per_million", "slowness_percent",
    ]
    static let account = ["name", "connection", "request"]
    static let connection = ["provider", "data_types", "status", "connector"]
    static let request = ["right", "statute", "received_after", "integration"]
    static let integration = ["provider", "contact", "no_response"]
    static let address = ["account", "provider", "data_type", "integration", "request", "which"]
    static let step = [
      "after", "at", "event", "do", "data_types", "files", "leaving_out", "to", "by", "code", "when", "for", "chance",
      "every", "from_board",
    ]
    static let without = ["time", "system"]
  }

  /// Every key that a scenario can contain, for the documentation.
  package static var keys: Set<String> {
    let tables = [
      Keys.world, Keys.sync, Keys.provider, Keys.account, Keys.connection, Keys.request, Keys.integration,
      Keys.address, Keys.step, Keys.without,
    ]
    return Set(tables.joined() + settingKeys)
  }

  /// The keys of the tables of numbers: timers, durations, rates and limits.
  package static var settingKeys: [String] {
    SettingsReader.timerKeys + SettingsReader.durations.map(\.0) + SettingsReader.rates.map(\.0) + Keys.limits
  }

  /// The built-in scenarios: name and text of each.
  package static var builtIn: [(name: String, text: String)] { Scenarios.all }

  /// The text of a built-in scenario; nil if none has that name.
  package static func builtInText(_ name: String) -> String? { Scenarios.all.first { $0.name == name }?.text }

  /// A scenario's description: its first comment line.
  package static func about(_ text: String) -> String {
    String(text.prefix { $0 != "\n" }.drop { $0 == "#" || $0 == " " })
  }

  /// Reads a scenario.
  ///
  /// - Throws: `ConfigurationError` with the position of the first mistake.
  package static func parse(_ text: String, file: String) throws(ConfigurationError) -> Scenario {
    let reader = try TOMLReader(file: file, text: text)
    try reader.allow(Keys.world)
    var scenario = Scenario()
    scenario.name = try reader.string("name") ?? file
    scenario.seed = try seed(reader) ?? scenario.seed
    if let start = try reader.moment("start", years: ScenarioLimits.years) { scenario.start = start }
    scenario.warmUp = try reader.span("warm_up", most: ScenarioLimits.longestWarmUp)
    scenario.length = try reader.span("length")
    if let accounts = try reader.integer("accounts", ScenarioLimits.accounts) { scenario.accounts = accounts }
    if let number = try reader.integer("connections_per_account", ScenarioLimits.connectionsPerAccount) {
      scenario.connectionsPerAccount = Int64(number)
    }
    if let number = try reader.integer("requests_per_hundred_accounts", ScenarioLimits.requestsPerHundredAccounts) {
      scenario.requestsPerHundredAccounts = Int64(number)
    }
    if let chance = try reader.flag("chance") { scenario.hasChance = chance }
    try SettingsReader(reader: reader).read(into: &scenario.settings)
    for provider in try reader.tables("provider") { try readProvider(provider, &scenario) }
    for account in try reader.tables("account") {
      let named = try readAccount(account, scenario)
      guard !scenario.named.contains(where: { $0.name == named.name }) else {
        throw account.error("name", "two accounts are named \(named.name)")
      }
      scenario.named.append(named)
    }
    let script = ScriptReader(scenario: scenario)
    scenario.script = try reader.tables("step").map(script.step)
    scenario.suppressed = try reader.tables("without").map(script.suppressed)
    return scenario
  }

  /// A seed: a number, or text for those above TOML's largest integer.
  private static func seed(_ reader: TOMLReader) throws(ConfigurationError) -> UInt64? {
    if case .text(let text) = reader.members["seed"]?.value, let seed = UInt64(text) { return seed }
    return try reader.integer("seed", 0...Int.max).map { UInt64($0) }
  }

  // MARK: Providers

  private static func readProvider(_ reader: TOMLReader, _ scenario: inout Scenario) throws(ConfigurationError) {
    try reader.allow(Keys.provider)
    let name = try reader.required("name", reader.string("name"))
    let categories = ProviderCategory.allCases.map { ($0.name, $0) }
    let position = scenario.providers.firstIndex { $0.name == name }
    let category = try reader.choice("category", categories)
    var provider: Provider
    if let position {
      provider = scenario.providers[position]
      if let category { provider.category = category }
    } else {
      provider = Provider(
        name: name,
        category: try reader.required(
          "`category` (accounting, banking, commerce or crm), needed for a new provider,", category))
    }
    if let flag = try reader.flag("on_premises") { provider.isOnPremises = flag }
    if let flag = try reader.flag("aggregator") { provider.isAggregator = flag }
    if let flag = try reader.flag("unique") { provider.isUnique = flag }
    if let flag = try reader.flag("no_authorization") { provider.needsNoAuthorization = flag }
    if let flag = try reader.flag("deduplicated") { provider.isDeduplicated = flag }
    if let types = try dataTypes(reader, "data_types") { provider.dataTypes = types }
    if let types = try dataTypes(reader, "without") { provider.dataTypes = provider.dataTypes.subtracting(types) }
    if let share = try reader.share("failures_per_million") { provider.failuresPerMillion = share }
    if let percent = try reader.integer("slowness_percent", ScenarioLimits.slownessPercent) {
      provider.slownessPercent = Int64(percent)
    }
    if let position { scenario.providers[position] = provider } else { scenario.providers.append(provider) }
    guard scenario.providers.count <= ScenarioLimits.providers else {
      throw reader.error("name", "a scenario can have at most \(ScenarioLimits.providers) providers")
    }
  }

  static func dataTypes(_ reader: TOMLReader, _ key: String) throws(ConfigurationError) -> DataTypeSet? {
    try reader.strings(key) { item throws(ConfigurationError) in
      guard let type = DataType(name: item.text) else {
        throw item.error("unknown data type \(item.text)\(Suggestion.text(item.text, DataType.names))")
      }
      return type
    }.map { DataTypeSet($0) }
  }

  static func provider(_ reader: TOMLReader, _ scenario: Scenario) throws(ConfigurationError) -> Provider? {
    guard let name = try reader.string("provider") else { return nil }
    guard let provider = scenario.providers.first(where: { $0.name == name }) else {
      throw reader.error("provider", "unknown provider \(name)\(Suggestion.text(name, scenario.providers.map(\.name)))")
    }
    return provider
  }

  // MARK: Named objects

  private static func readAccount(
    _ reader: TOMLReader, _ scenario: Scenario
  ) throws(ConfigurationError) -> NamedAccount {
    try reader.allow(Keys.account)
    var account = NamedAccount(name: try reader.required("name", reader.string("name")))
    var used: Set<String> = []
    for connection in try reader.tables("connection") {
      let named = try readConnection(connection, scenario)
      let provider = scenario.providers.first { $0.name == named.provider }
      if provider?.isUnique == true, used.contains(named.provider) {
        throw connection.error("provider", "\(named.provider) allows one connection per account")
      }
      used.insert(named.provider)
      account.connections.append(named)
    }
    account.requests = try reader.tables("request").map { reader throws(ConfigurationError) in
      try readRequest(reader, scenario, account)
    }
    return account
  }

  private static func readConnection(
    _ reader: TOMLReader, _ scenario: Scenario
  ) throws(ConfigurationError) -> NamedConnection {
    try reader.allow(Keys.connection)
    let provider = try reader.required("provider", provider(reader, scenario))
    var connection = NamedConnection(provider: provider.name)
    connection.types = try dataTypes(reader, "data_types")
    if let types = connection.types, types.isEmpty {
      throw reader.error("data_types", "at least one data type must be requested")
    }
    let statuses = ConnectionStatus.allCases.map { (Lifecycle.connection.name($0.rawValue), $0) }
    if let status = try reader.choice("status", statuses) { connection.status = status }
    if let offline = try reader.choice("connector", [("online", false), ("offline", true)]) {
      guard provider.isOnPremises else {
        throw reader.error("connector", "\(provider.name) is online and has no connector")
      }
      connection.isConnectorOffline = offline
    }
    return connection
  }

  private static func readRequest(
    _ reader: TOMLReader, _ scenario: Scenario, _ account: NamedAccount
  ) throws(ConfigurationError) -> NamedRequest {
    try reader.allow(Keys.request)
    var request = NamedRequest()
    if let right = try reader.choice("right", PrivacyRight.allCases.map { ($0.title, $0) }) { request.right = right }
    if let statute = try reader.choice("statute", Statute.allCases.map { ($0.title, $0) }) { request.statute = statute }
    request.receivedAfter = try reader.span("received_after") ?? 0
    request.integrations = try reader.tables("integration").map { reader throws(ConfigurationError) in
      try readIntegration(reader, scenario, account)
    }
    if request.integrations.isEmpty {
      throw reader.error(nil, "a request needs at least one [[account.request.integration]]")
    }
    return request
  }

  private static func readIntegration(
    _ reader: TOMLReader, _ scenario: Scenario, _ account: NamedAccount
  ) throws(ConfigurationError) -> NamedIntegration {
    try reader.allow(Keys.integration)
    var integration = NamedIntegration()
    integration.provider = try provider(reader, scenario)?.name
    integration.contact = try reader.string("contact")
    guard (integration.provider == nil) != (integration.contact == nil) else {
      throw reader.error(nil, "an integration needs either a provider (API) or a contact (Direct Contact)")
    }
    if let name = integration.provider, !account.connections.contains(where: { $0.provider == name }) {
      throw reader.error("provider", "\(account.name) has no connection to \(name) for the integration to use")
    }
    integration.pausesWithoutResponse = try reader.choice("no_response", [("skip", false), ("pause", true)]) ?? false
    return integration
  }
}
