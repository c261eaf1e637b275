import Canvas
import Configuration
import Lifecycles
import Simulation
import Testing
import Themes

@Suite struct ScenarioFileTests {
  @Test func everyKeyIsRead() throws {
    let text = """
      name = "northwind"
      seed = 7
      start = 2026-03-01T09:30:00Z
      warm_up = "2h"
      accounts = 3
      connections_per_account = 2
      requests_per_hundred_accounts = 100
      chance = false

      [timers]
      authorization = "10m"
      direct_contact_days = 7

      [durations]
      fetch = ["1s", "2s", "1m"]

      [rates]
      map_failure = 500
      authorization_loss = "2.5%"

      [limits]
      fetch_retries = 3

      [sync.invoices]
      frequency = "hourly"
      fetch_on_first_link = false

      [[provider]]
      name = "Xero"
      failures_per_million = 0
      without = ["journals"]

      [[provider]]
      name = "Ledgerly"
      category = "accounting"
      on_premises = true

      [[account]]
      name = "Cobalt Foods"

      [[account.connection]]
      provider = "Ledgerly"
      data_types = ["invoices", "suppliers"]
      status = "DISCONNECTED"
      connector = "offline"

      [[account.request]]
      right = "Deletion"
      statute = "CCPA"
      received_after = "1h"

      [[account.request.integration]]
      contact = "HR archive"
      no_response = "pause"

      [[step]]
      after = "90m"
      do = "outage"
      provider = "Ledgerly"
      """
    let scenario = try ScenarioFile.parse(text, file: "n.toml")
    #expect(scenario.seed == 7 && scenario.accounts == 3 && !scenario.hasChance)
    #expect(scenario.start == CivilTime(year: 2026, month: 3, day: 1, hour: 9, minute: 30).instant)
    #expect(scenario.settings.authorizationTimeout == 10 * Span.minute)
    #expect(scenario.settings.directContactDays == 7)
    #expect(scenario.settings.fetch == DurationTable([1_000, 2_000, 60_000]))
    #expect(scenario.settings.authorizationLoss == 25_000)
    #expect(scenario.settings.fetchRetries == 3)
    #expect(scenario.settings.sync[14] == SyncSetting(frequency: .hourly, fetchOnFirstLink: false))
    #expect(scenario.providers.last?.isOnPremises == true)
    #expect(scenario.providers[0].dataTypes.contains(DataType(name: "journals")!) == false)
    #expect(scenario.named[0].connections[0].status == .disconnected)
    #expect(scenario.named[0].requests[0].integrations[0].pausesWithoutResponse)
    #expect(scenario.script[0].verb == .outage && scenario.script[0].after == 90 * Span.minute)
    // And it runs.
    var simulator = Simulator(scenario)
    simulator.run(until: scenario.start + 3 * Span.hour)
    #expect(simulator.world.accounts.count == 4)
    #expect(simulator.world.requests[0].requestStatus == .deletionAccessing)
  }

  /// Invalid files are refused with the position and what was expected.
  static let wrong: [(text: String, line: Int, column: Int, part: String)] = [
    ("seed = \"x\"", 1, 8, "must be a whole number"),
    ("name = \"a\"\nseeed = 4", 2, 1, "unknown key seeed. Did you mean seed?"),
    ("seed = 4\n  accounts = -1", 2, 14, "must be a whole number from 0 to 200000"),
    ("name = ", 1, 8, ""),
    ("[timers]\nloading = 5", 2, 11, "must be a duration"),
    ("[durations]\nfetch = [\"9m\", \"1s\"]", 2, 9, "ascending"),
    ("[rates]\n\nmap_failure = 2000000", 3, 15, "per million"),
    ("start = \"tomorrow\"", 1, 9, "2026-01-05T08:00:00Z"),
    ("start = 1013-01-06T00:00:00Z", 1, 9, "of the years 1980 to 8999"),
    ("seed = 1\nwarm_up = \"1001d\"", 2, 11, "at most 1000d"),
    ("[sync.invoicess]\nfrequency = \"daily\"", 1, 7, "Did you mean invoices?"),
    ("[[account]]\nname = \"A\"\n[[account.connection]]\nprovider = \"Xerro\"", 4, 12, "Did you mean Xero?"),
    (
      """
      [[account]]\nname = "A"\n[[account]]\nname = "B"\n[[account.connection]]\nprovider = "Xero"\nstatus = "OK"
      """,
      7, 10, "AUTH_REQUIRED"
    ),
    (
      """
      [[account]]\nname = "A"\n[[account.connection]]\nprovider = "Stripe"\n[[account.connection]]\nprovider = \
      "Stripe"
      """,
      6, 12, "one connection per account"
    ),
    ("[[step]]\nafter = \"1h\"\ndo = \"explode\"", 3, 6, "must be one of"),
    ("[[step]]\nafter = \"1h\"\ndo = \"outage\"", 3, 6, "needs a provider"),
    ("[[provider]]\nname = \"New\"", 1, 1, "category"),
    ("accounts = 0\n[[step]]\nafter = \"1h\"\ndo = \"disconnect\"\naccount = \"X\"", 5, 11, "unknown account"),
  ]

  @Test(arguments: wrong.indices) func mistakesAreReportedWithTheirPosition(_ index: Int) {
    let row = Self.wrong[index]
    do {
      _ = try ScenarioFile.parse(row.text, file: "s.toml")
      Issue.record("was accepted: \(row.text)")
    } catch {
      #expect(error.line == row.line && error.column == row.column, "\(error.message)")
      #expect(error.problem.contains(row.part), "\(error.message)")
      #expect(error.message.hasPrefix("s.toml:\(row.line):\(row.column): "))
    }
  }

  /// Input on which an assertion of the library fails, which would end the process. A bracket inside a value is not a
  /// header.
  @Test(arguments: [
    ("[", 1, 2), ("a = [}", 1, 6), ("a = [1,\n}\n", 2, 1), ("a = [{b = 1}, }", 1, 15), ("a = 2026-01-05T", 1, 5),
    ("[keys]\na = [2026-01-05tx]", 2, 6), ("[\u{E9}]\n", 1, 2),
    ("a = 1\n[[\u{E9}]]", 2, 3), ("[#]", 1, 2), ("  [=]\n", 1, 4),
    ("\u{FEFF}[+]", 1, 2),
    ("a = \"\"\"\n[\u{E9}\n\"\"\"\n[.]", 4, 2), ("a = [\n[1], # [\n[2]]\n[\r\n", 4, 2),
  ])
  func assertionsOfTheLibraryAreErrors(_ text: String, _ line: Int, _ column: Int) {
    let error = #expect(throws: ConfigurationError.self) { try ConfigurationFile.parse(text, file: "f") }
    #expect(error?.line == line && error?.column == column, "\(error?.message ?? "")")
    let words = ["Expected a name", "Expected a value", "a date and time is written as"]
    #expect(words.contains { error?.problem.contains($0) == true }, "\(error?.message ?? "")")
  }

  @Test func deepNestingIsAnError() {
    let key = [String](repeating: "a", count: 2_000).joined(separator: ".")
    for text in ["\(key) = 1", "[\(key)]", "a = \(String(repeating: "[", count: 2_000))"] {
      let error = #expect(throws: ConfigurationError.self) { try ConfigurationFile.parse(text, file: "f") }
      #expect(error?.problem.contains("nested too deeply") == true || error?.problem.contains("depth") == true)
    }
  }

  @Test(arguments: [
    "notify = [\n\"bell\", # [\u{E9}\n\"osc9\"]\n[keys]", "theme = '[\u{E9}]'", "[ \"keys\" ]", "[keys] # [\u{E9}",
  ])
  func bracketsInTextAreNotHeaders(_ text: String) throws { _ = try ConfigurationFile.parse(text, file: "f") }
}
