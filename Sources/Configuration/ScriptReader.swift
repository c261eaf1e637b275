import Lifecycles
import Simulation

/// Reads a scenario's steps, and the chance failures that it leaves out.
struct ScriptReader {
  let scenario: Scenario

  func step(_ reader: TOMLReader) throws(ConfigurationError) -> ScriptStep {
    try reader.allow(ScenarioFile.Keys.step + ScenarioFile.Keys.address)
    let moment = try reader.moment("at").map { $0 - scenario.start }
    if moment != nil, reader.members["after"] != nil {
      throw reader.error("at", "use either `at` or `after`, not both")
    }
    let span = try reader.span("after")
    let after = try reader.required("`after` (a duration such as \"5m\") or `at` (a date and time)", moment ?? span)
    let verbs = ScriptStep.Verb.allCases.map { ($0.rawValue, $0) }
    var step = ScriptStep(after: after, verb: try reader.required("do", reader.choice("do", verbs)))
    step.event = try reader.integer("event", 0...Int.max).map { Int64($0) }
    step.target = try address(reader)
    step.types = try ScenarioFile.dataTypes(reader, "data_types")
    if let files = try reader.integer("files", ScenarioLimits.files) { step.files = files }
    step.leavingOut = try reader.strings("leaving_out") ?? []
    step.to = try reader.string("to")
    step.by = try reader.string("by")
    step.when = try reader.string("when")
    if let code = try reader.integer("code", ScenarioLimits.httpCodes) {
      step.code = ErrorCode(rawValue: UInt16(code))
    }
    step.lasting = try reader.span("for")
    if let chance = try reader.share("chance") { step.chance = chance }
    step.every = try reader.span("every")
    if let every = step.every, every < ScenarioLimits.shortestRepetition {
      throw reader.error("every", "`every` must be at least \(Span.text(ScenarioLimits.shortestRepetition))")
    }
    step.isFromBoard = try reader.flag("from_board") ?? false
    try check(step, reader)
    return step
  }

  func suppressed(_ reader: TOMLReader) throws(ConfigurationError) -> SuppressedStep {
    try reader.allow(ScenarioFile.Keys.without + ScenarioFile.Keys.address)
    let time = try reader.required("time", reader.moment("time"))
    let systems = StatusSystem.allCases.map { ($0.name, Optional($0)) } + [("provider", nil)]
    let system = try reader.required("system", reader.choice("system", systems))
    return SuppressedStep(time: time, target: try address(reader), system: system)
  }

  private func address(_ reader: TOMLReader) throws(ConfigurationError) -> Address {
    var address = Address()
    address.account = try reader.string("account")
    address.provider = try ScenarioFile.provider(reader, scenario)?.name
    address.integration = try reader.string("integration")
    address.dataType = try reader.string("data_type")
    address.request = try reader.integer("request", ScenarioLimits.request)
    address.which = try reader.integer("which", ScenarioLimits.which)
    if let type = address.dataType, DataType(name: type) == nil {
      throw reader.error("data_type", "unknown data type \(type)\(Suggestion.text(type, DataType.names))")
    }
    return address
  }

  /// Checks that a step has what its verb needs, and that the objects it names exist.
  private func check(_ step: ScriptStep, _ reader: TOMLReader) throws(ConfigurationError) {
    let verb = step.verb.rawValue
    if step.verb == .create || step.verb.isAboutProvider, step.target.provider == nil {
      throw reader.error("do", "\(verb) needs a provider")
    }
    if step.verb == .changeDataTypes, step.types == nil {
      throw reader.error("do", "change-data-types needs data_types")
    }
    if step.verb == .fail, step.to == nil, step.target.integration == nil {
      throw reader.error("do", "fail needs `to`, the status that it leads to, such as to = \"FetchError\"")
    }
    if step.lasting != nil, step.verb.condition == nil, step.verb != .connectorOffline {
      throw reader.error(
        "for", "`for` applies to provider conditions and offline connectors, not to \(verb)")
    }
    try checkStatuses(step, reader)
    guard !step.verb.isAboutProvider else { return }
    guard let name = step.target.account else { throw reader.error("do", "\(verb) needs an account") }
    let known = scenario.named.map(\.name)
    if scenario.accounts == 0, !known.contains(name) {
      throw reader.error("account", "unknown account \(name)\(Suggestion.text(name, known))")
    }
  }

  /// Checks statuses here, where a position can be reported, rather than when the step runs.
  private func checkStatuses(_ step: ScriptStep, _ reader: TOMLReader) throws(ConfigurationError) {
    guard [.fail, .stumble, .disarm].contains(step.verb) else {
      for (key, value) in [("to", step.to), ("when", step.when), ("by", step.by)] where value != nil {
        throw reader.error(key, "`\(key)` applies to fail and stumble, not to \(step.verb.rawValue)")
      }
      return
    }
    let lifecycle = Catalog[step.system]
    let faults = lifecycle.faults
    for (key, value, raws) in [("to", step.to, faults.map(\.to)), ("when", step.when, faults.map(\.from))] {
      // An integration's status can include the phase.
      let phases = Phase.allCases.map { "\($0.title): " }
      let named = value.map { text in
        phases.first { text.hasPrefix($0) }.map { String(text.dropFirst($0.count)) } ?? text
      }
      guard let value = named, !raws.contains(where: { lifecycle.info($0)?.answers(to: value) == true }) else {
        continue
      }
      let names = Set(raws.map(lifecycle.name)).sorted()
      throw reader.error(
        key, "no \(lifecycle.system.name) fails \(key == "to" ? "to" : "from") \(value)\(Suggestion.text(value, names))"
      )
    }
    if let by = step.by, !faults.contains(where: { $0.trigger.name == by }) {
      throw reader.error("by", "unknown trigger \(by)\(Suggestion.text(by, Set(faults.map(\.trigger.name)).sorted()))")
    }
  }
}
