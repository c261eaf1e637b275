import Canvas
import Queries
import Simulation

/// Notifications on conditions.
extension BoardState {
  mutating func openAlerts() {
    guard !alerts.conditions.isEmpty else {
      openPrompt(.notify)
      return
    }
    let items =
      [Picker.Item("Notify on another condition", choice: .prompt(.notify))]
      + alerts.conditions.indices.map {
        Picker.Item("Stop notifying on \(alerts.conditions[$0].filter.text)", choice: .stopNotifying($0))
      }
    navigation.overlay = .picker(Picker(title: "Notifications", items: items))
  }

  mutating func notify(on text: String) {
    alerts.add(text, world)
    say("you will be notified on \(text); \(keys.word(.notify)) changes that")
  }

  mutating func stopNotifying(_ index: Int) {
    guard let text = alerts.remove(index) else { return }
    say("no more notifications on \(text)", .muted)
  }
}
