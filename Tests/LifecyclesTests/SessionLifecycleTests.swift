import Lifecycles
import Testing

/// Seed 000, the statuses of a session: every row of the source, counted and named.
@Suite struct SessionLifecycleTests {
  static let numbered: [(Int, String)] = [
    (2, "Loading"), (6, "Authorization"), (7, "Error in Authorization"), (8, "Deauthorized"), (9, "Authorized"),
    (11, "Loading Error"), (12, "Loaded"), (13, "Structuring"), (14, "Structuring Error"), (15, "Structured"),
    (16, "Processing"), (17, "Processing error"), (20, "Authorization timedout"), (21, "Deduplication"),
    (22, "Deduplication Error"), (23, "Timed Out"), (25, "Waiting For Webhook"), (26, "Disconnected"),
  ]

  @Test func sessionStatuses() {
    #expect(Self.numbered.count == 18)
    for (code, key) in Self.numbered {
      let info = Lifecycle.session.info(UInt8(code))
      #expect(info?.key == key)
      #expect(info?.code == code)
      #expect(info?.provenance == .stated)
    }
    #expect(Lifecycle.session.info(18)?.key == "Processed")
    #expect(Lifecycle.session.info(19)?.key == "Synced")
    #expect(Lifecycle.session.info(19)?.isFinal == true)
    #expect(Lifecycle.session.statuses.count == 20)
  }

  @Test func namesFromTheProseAreAliases() {
    for (alias, code) in [("Error in loading", 11), ("Error in Structuring", 14), ("Error in Processing", 17)] {
      #expect(Catalog.statuses(of: .session, named: alias).map(\.code) == [code])
    }
    #expect(
      Substage.allCases.map(\.title) == [
        "Monitoring", "Forecasting", "Insights", "Benchmarking", "Historical Data Cleaning",
      ])
  }

  @Test func theHappyPathOfASession() {
    var status = StatusID.absentRaw
    let path: [(Trigger, UInt8)] = [
      (.create, 6), (.authorize, 9), (.load, 2), (.finishLoading, 12), (.structure, 13), (.finishStructuring, 15),
      (.process, 16), (.finishProcessing, 18), (.finishSync, 19),
    ]
    for (trigger, next) in path {
      #expect(Lifecycle.session.target(from: status, trigger) == next)
      status = next
    }
    #expect(Lifecycle.session.target(from: 9, .awaitWebhook) == 25)
    #expect(Lifecycle.session.target(from: 15, .deduplicate) == 21)
  }
}
