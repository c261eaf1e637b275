import Simulation

extension World {
  /// The name of an object in a sentence: its account, then its name within the account.
  package func name(of entity: Entity) -> String {
    let parts = [StatusText.account(self, entity), StatusText.objectName(self, entity)]
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
