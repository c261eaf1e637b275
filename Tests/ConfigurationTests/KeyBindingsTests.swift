import Canvas
import Configuration
import Dashboard
import Queries
import Testing

/// The names of keys and actions, and the keys that they are bound to.
@Suite struct KeyBindingsTests {
  @Test func keyNamesRoundTrip() {
    for action in Action.allCases {
      for key in action.keys { #expect(Key(name: key.name) == key, "\(key.name)") }
    }
    for name in ["^M", "^I", "", "F13", "xx", "Hyper"] { #expect(Key(name: name) == nil, "\(name)") }
  }

  @Test func actionNamesRoundTrip() {
    for action in Action.allCases { #expect(Action(name: action.name) == action) }
    #expect(Action.moveUp.name == "move-up")
  }

  /// However keys are reassigned, no key has two meanings, or the conflict is reported.
  @Test func noKeyIsBoundTwice() {
    for action in Action.allCases {
      for other in Action.allCases where other != action {
        guard let key = other.keys.first else { continue }
        do {
          _ = try KeyBindings(changes: [action: [key]])
          Issue.record("\(key.name) means \(action) and \(other)")
        } catch {
          #expect(error.key == key && error.action == action && error.holder == other)
        }
        // If both change, each has the key it was given.
        let swapped = try? KeyBindings(changes: [action: other.keys, other: action.keys])
        #expect(swapped?.action(key) == action)
      }
    }
  }
}
