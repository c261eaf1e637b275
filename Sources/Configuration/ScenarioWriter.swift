import Lifecycles
import Simulation

/// Writes scenarios as text that `ScenarioFile` reads. Only differences from the built-in world are written.
package struct ScenarioWriter {
  private let scenario: Scenario
  private let standard = Scenario()
  private var lines: [String] = []

  /// - Parameter note: lines of a comment at the top.
  package static func text(_ scenario: Scenario, note: [String] = []) -> String {
    var writer = ScenarioWriter(scenario: scenario)
    writer.lines = note.map { $0.isEmpty ? "#" : "# \($0)" }
    if !note.isEmpty { writer.lines.append("") }
    writer.head()
    writer.settings()
    writer.providers()
    for account in scenario.named { writer.account(account) }
    for step in scenario.script { writer.step(step) }
    for step in scenario.suppressed { writer.suppressed(step) }
    return writer.lines.joined(separator: "\n") + "\n"
  }

  private init(scenario: Scenario) { self.scenario = scenario }

  // MARK: Values

  private mutating func table(_ header: String) { lines += ["", header] }

  private mutating func put(_ key: String, _ value: String?) {
    if let value { lines.append("\(key) = \(value)") }
  }

  private mutating func text(_ key: String, _ value: String?) { put(key, value.map(TOMLText.quoted)) }
  private mutating func span(_ key: String, _ value: Milliseconds?) { text(key, value.map(Span.text)) }
  private mutating func number(_ key: String, _ value: Int64?) { put(key, value.map { String($0) }) }

  /// Writes a value unless it is the default.
  private mutating func number<Value: BinaryInteger>(_ key: String, _ value: Value, unless usual: Value) {
    if value != usual { number(key, Int64(value)) }
  }

  private mutating func flag(_ key: String, _ value: Bool, unless usual: Bool) {
    if value != usual { put(key, value ? "true" : "false") }
  }

  // MARK: The world

  private mutating func head() {
    text("name", scenario.name)
    put("seed", scenario.seed > UInt64(Int64.max) ? TOMLText.quoted(String(scenario.seed)) : String(scenario.seed))
    put("start", ISO8601.text(scenario.start))
    span("warm_up", scenario.warmUp)
    span("length", scenario.length)
    number("accounts", scenario.accounts, unless: standard.accounts)
    number("connections_per_account", scenario.connectionsPerAccount, unless: standard.connectionsPerAccount)
    number(
      "requests_per_hundred_accounts", scenario.requestsPerHundredAccounts, unless: standard.requestsPerHundredAccounts)
    flag("chance", scenario.hasChance, unless: standard.hasChance)
  }

  private mutating func section(_ header: String, _ body: (inout ScenarioWriter) -> Void) {
    let before = lines.count
    table(header)
    let empty = lines.count
    body(&self)
    if lines.count == empty { lines.removeLast(lines.count - before) }
  }

  private mutating func settings() {
    let settings = scenario.settings
    let usual = standard.settings
    section("[timers]") { writer in
      for (name, path) in SettingsReader.timers where settings[keyPath: path] != usual[keyPath: path] {
        writer.span(name, settings[keyPath: path])
      }
      writer.number("direct_contact_days", settings.directContactDays, unless: usual.directContactDays)
    }
    section("[durations]") { writer in
      for (name, path) in SettingsReader.durations where settings[keyPath: path] != usual[keyPath: path] {
        writer.put(name, TOMLText.list(settings[keyPath: path].quantiles.map(Span.text)))
      }
    }
    section("[rates]") { writer in
      for (name, path) in SettingsReader.rates {
        writer.number(name, settings[keyPath: path], unless: usual[keyPath: path])
      }
    }
    section("[limits]") { writer in
      writer.number("fetch_retries", settings.fetchRetries, unless: usual.fetchRetries)
      writer.number("integration_retries", settings.integrationRetries, unless: usual.integrationRetries)
    }
    for type in DataType.all where settings.sync[Int(type.index)] != usual.sync[Int(type.index)] {
      table("[sync.\(type.name)]")
      text("frequency", settings.sync[Int(type.index)].frequency.name)
      put("fetch_on_first_link", settings.sync[Int(type.index)].fetchOnFirstLink ? "true" : "false")
    }
  }

  private mutating func providers() {
    for provider in scenario.providers {
      let usual = standard.providers.first { $0.name == provider.name }
      guard provider != usual else { continue }
      let base = usual ?? Provider(name: provider.name, category: provider.category)
      table("[[provider]]")
      text("name", provider.name)
      text("category", provider.category.name)
      flag("on_premises", provider.isOnPremises, unless: base.isOnPremises)
      flag("aggregator", provider.isAggregator, unless: base.isAggregator)
      flag("unique", provider.isUnique, unless: base.isUnique)
      flag("no_authorization", provider.needsNoAuthorization, unless: base.needsNoAuthorization)
      flag("deduplicated", provider.isDeduplicated, unless: base.isDeduplicated)
      if provider.dataTypes != base.dataTypes { put("data_types", TOMLText.list(provider.dataTypes.types.map(\.name))) }
      number("failures_per_million", provider.failuresPerMillion, unless: base.failuresPerMillion)
      number("slowness_percent", provider.slownessPercent, unless: base.slownessPercent)
    }
  }

  private mutating func account(_ account: NamedAccount) {
    table("[[account]]")
    text("name", account.name)
    for connection in account.connections {
      table("[[account.connection]]")
      text("provider", connection.provider)
      if let types = connection.types { put("data_types", TOMLText.list(types.types.map(\.name))) }
      if connection.status != .connected { text("status", Lifecycle.connection.name(connection.status.rawValue)) }
      if connection.isConnectorOffline { text("connector", "offline") }
    }
    for request in account.requests {
      table("[[account.request]]")
      text("right", request.right.title)
      text("statute", request.statute.title)
      if request.receivedAfter != 0 { span("received_after", request.receivedAfter) }
      for integration in request.integrations {
        table("[[account.request.integration]]")
        text("provider", integration.provider)
        text("contact", integration.contact)
        if integration.pausesWithoutResponse { text("no_response", "pause") }
      }
    }
  }

  // MARK: The script

  private mutating func address(_ target: Address) {
    text("account", target.account)
    text("provider", target.provider)
    text("data_type", target.dataType)
    text("integration", target.integration)
    number("request", target.request.map { Int64($0) })
    number("which", target.which.map { Int64($0) })
  }

  private mutating func step(_ step: ScriptStep) {
    table("[[step]]")
    if step.after < 0 {
      put("at", ISO8601.text(scenario.start + step.after))
    } else {
      span("after", step.after)
    }
    number("event", step.event)
    text("do", step.verb.rawValue)
    address(step.target)
    if let types = step.types { put("data_types", TOMLText.list(types.types.map(\.name))) }
    number("files", step.files, unless: 1)
    if !step.leavingOut.isEmpty { put("leaving_out", TOMLText.list(step.leavingOut)) }
    text("to", step.to)
    text("by", step.by)
    if !step.code.isNone { number("code", Int64(step.code.rawValue)) }
    text("when", step.when)
    span("for", step.lasting)
    number("chance", step.chance, unless: 1_000_000)
    span("every", step.every)
    flag("from_board", step.isFromBoard, unless: false)
  }

  private mutating func suppressed(_ step: SuppressedStep) {
    table("[[without]]")
    put("time", ISO8601.text(step.time))
    text("system", step.system?.name ?? "provider")
    address(step.target)
  }
}
