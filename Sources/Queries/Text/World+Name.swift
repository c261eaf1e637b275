import Simulation

extension World {
  /// The name of an object in a sentence: its account, then its name within the account.
  package func name(of object: ObjectRef) -> String {
    let parts = [StatusText.account(self, object), StatusText.objectName(self, object)]
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
