import Lifecycles
import Testing

/// Seed 002, the statuses of a connection: every row of the source, counted and named.
@Suite struct ConnectionLifecycleTests {
  @Test func fiveConnectionStatesAndTheirGuards() {
    let keys = ["AUTH_REQUIRED", "CONNECTING", "CONNECTED", "AUTH_ERROR", "DISCONNECTED"]
    #expect(Lifecycle.connection.statuses.map(\.key) == keys)
    func sources(_ trigger: Trigger) -> [String] {
      Lifecycle.connection.rules.filter { $0.trigger == trigger }.map { Lifecycle.connection.name($0.from) }
    }
    #expect(Set(sources(.disconnect)) == ["CONNECTED", "AUTH_ERROR"])
    #expect(Set(sources(.reconnect)) == ["DISCONNECTED", "AUTH_ERROR"])
    #expect(Set(sources(.changeDataTypes)) == ["DISCONNECTED", "AUTH_ERROR"])
    #expect(Set(sources(.delete)) == Set(keys))
  }
}
