import Configuration
import Lifecycles
import Simulation
import Testing

/// Written scenarios read back the same.
@Suite struct ScenarioWriterTests {
  @Test(arguments: 0..<150 as Range<UInt64>) func writtenScenariosAreReadBack(_ seed: UInt64) throws {
    let scenario = Fuzzer.scenario(seed, length: Span.day)
    #expect(try ScenarioFile.parse(ScenarioWriter.text(scenario), file: "written") == scenario)
  }

  @Test func namesSettingsAndProvidersAreWritten() throws {
    var scenario = Scenario()
    scenario.seed = .max
    scenario.length = 90_061_001
    scenario.name = "a \"name\" with\ttabs, \\ and ümläuts\u{7F}"
    scenario.settings.fetch = DurationTable([1, 250, 90_061_001])
    scenario.settings.mapFailure = 17
    scenario.settings.sync[3] = SyncSetting(frequency: .weekly, fetchOnFirstLink: true)
    scenario.providers[0].isUnique = true
    var own = Provider(name: "Home-made", category: .crm)
    own.isOnPremises = true
    own.dataTypes = DataTypeSet([DataType(name: "items")!])
    scenario.providers.append(own)
    var account = NamedAccount(name: "O'Dell & D'Arcy")
    var connection = NamedConnection(provider: "Home-made")
    connection.isConnectorOffline = true
    connection.status = .disconnected
    account.connections = [connection]
    var request = NamedRequest()
    var contact = NamedIntegration()
    contact.contact = "Archive"
    contact.pausesWithoutResponse = true
    request.integrations = [contact]
    account.requests = [request]
    scenario.named = [account]
    var early = ScriptStep(after: -Span.hour, verb: .fail)
    early.event = 12
    early.isFromBoard = true
    early.target.account = account.name
    early.to = "AUTH_ERROR"
    early.by = "loseAuthorization"
    scenario.script = [early]
    var target = Address()
    target.provider = "Xero"
    scenario.suppressed = [SuppressedStep(time: scenario.start + 5, target: target, system: nil)]
    #expect(try ScenarioFile.parse(ScenarioWriter.text(scenario, note: ["a note"]), file: "written") == scenario)
  }

  @Test(arguments: [
    ("do = \"fail\"\naccount = \"A\"", "fail needs `to`"),
    ("do = \"fail\"\nto = \"Complete\"\naccount = \"A\"\ndata_type = \"bills\"", "no dataset fails to Complete"),
    (
      "do = \"fail\"\nto = \"FetchError\"\nwhen = \"Mapping!\"\naccount = \"A\"\ndata_type = \"bills\"",
      "no dataset fails from Mapping!"
    ),
    ("do = \"queue\"\nfor = \"1h\"\naccount = \"A\"", "not to queue"),
    ("do = \"queue\"\nto = \"FetchError\"\naccount = \"A\"", "`to` applies to fail and stumble"),
    ("do = \"outage\"", "outage needs a provider"),
    ("do = \"queue\"\nevery = \"1ms\"\naccount = \"A\"", "`every` must be at least 1s"),
    ("do = \"queue\"\nat = 2026-01-01T00:00:00Z\naccount = \"A\"", "either `at` or `after`"),
  ]) func wrongStepsAreRefused(_ step: String, _ problem: String) {
    let text = "accounts = 0\n[[account]]\nname = \"A\"\n[[step]]\nafter = \"1m\"\n\(step)\n"
    do {
      _ = try ScenarioFile.parse(text, file: "s.toml")
      Issue.record("\(step) was taken")
    } catch {
      #expect(error.problem.contains(problem), "\(error.problem)")
      #expect(error.line >= 4)
    }
  }
}
