import Canvas

/// Which key does what. The actions' own keys are the standard; a configuration file may give others.
package struct KeyBindings: Equatable, Sendable {
  private var keysByAction: [Action: [Key]] = [:]
  private var actionsByKey: [Key: Action] = [:]

  /// A key that two actions claim.
  package struct Conflict: Error, Equatable, Sendable {
    package let key: Key
    /// The one that was given the key.
    package let action: Action
    /// The one that has it.
    package let holder: Action
  }

  package static let standard: KeyBindings = {
    do throws(Conflict) { return try KeyBindings(changes: [:]) } catch {
      preconditionFailure("the key \(error.key.name) means both \(error.action) and \(error.holder)")
    }
  }()

  /// The standard keys, with other ones for some actions; an empty list leaves an action to the palette.
  ///
  /// - Throws: the first conflict; what was changed is named as the claimant.
  package init(changes: [Action: [Key]]) throws(Conflict) {
    // What nobody changed has its keys first, so that a conflict is told of the change.
    for action in Action.allCases.filter({ changes[$0] == nil }) + Action.allCases.filter({ changes[$0] != nil }) {
      let keys = changes[action] ?? action.spec.keys
      keysByAction[action] = keys
      for key in keys {
        if let holder = actionsByKey[key], holder != action {
          throw Conflict(key: key, action: action, holder: holder)
        }
        actionsByKey[key] = action
      }
    }
  }

  package func action(_ key: Key) -> Action? { actionsByKey[key] }

  package func keys(_ action: Action) -> [Key] { keysByAction[action] ?? [] }

  /// The key to name in a sentence; the palette where an action has none.
  package func word(_ action: Action) -> String {
    keys(action).first?.name ?? "\(keys(.palette).first?.name ?? "the palette ")\(action.spec.title.lowercased())"
  }

  /// All keys of an action, or the palette's, for lists.
  package func list(_ action: Action) -> [String] {
    let names = keys(action).map(\.name)
    return names.isEmpty ? [":"] : names
  }
}

extension Action {
  /// The name in configuration files: `moveUp` is `move-up`.
  package var name: String {
    "\(self)".reduce(into: "") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
  }

  package init?(name: String) {
    guard let action = Action.allCases.first(where: { $0.name == name }) else { return nil }
    self = action
  }
}
