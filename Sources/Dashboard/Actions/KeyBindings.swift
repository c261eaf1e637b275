import Canvas
import Queries

/// Which key does what: the actions' default keys, with changes from a configuration file.
package struct KeyBindings: Equatable, Sendable {
  /// By the action's name, because looking up a whole row takes several times as long.
  private var keysByAction: [String: [Key]] = [:]
  private var actionsByKey: [Key: Action] = [:]

  /// A key that two actions claim.
  package struct Conflict: Error, Equatable, Sendable {
    package let key: Key
    /// The action that was given the key.
    package let action: Action
    /// The action that already has it.
    package let holder: Action
  }

  package static let standard: KeyBindings = {
    do throws(Conflict) { return try KeyBindings(changes: [:]) } catch {
      preconditionFailure("the key \(error.key.name) means both \(error.action) and \(error.holder)")
    }
  }()

  /// The default keys, with other keys for some actions. An empty list leaves an action to the palette.
  ///
  /// - Throws: the first conflict, with the changed action as the claimant.
  package init(changes: [Action: [Key]]) throws(Conflict) {
    // Unchanged actions get their keys first, so that a conflict names the change.
    for action in Action.allCases.filter({ changes[$0] == nil }) + Action.allCases.filter({ changes[$0] != nil }) {
      let keys = changes[action] ?? action.keys
      keysByAction[action.name] = keys
      for key in keys {
        if let holder = actionsByKey[key], holder != action {
          throw Conflict(key: key, action: action, holder: holder)
        }
        actionsByKey[key] = action
      }
    }
  }

  package func action(_ key: Key) -> Action? { actionsByKey[key] }

  package func keys(_ action: Action) -> [Key] { keysByAction[action.name] ?? [] }

  /// The key to name in a sentence, or how to find the action in the palette.
  package func word(_ action: Action) -> String {
    keys(action).first?.name ?? "\(keys(.palette).first?.name ?? "the palette ")\(action.title.lowercased())"
  }

  /// All keys of an action, or the palette's, for lists.
  package func list(_ action: Action) -> [String] {
    let names = keys(action).map(\.name)
    return names.isEmpty ? [":"] : names
  }
}
