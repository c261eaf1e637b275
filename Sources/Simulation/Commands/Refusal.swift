import Lifecycles

/// Why a command was refused, and what would be legal instead.
package struct Refusal: Error, Equatable, Sendable {
  package var reason: String
  /// The triggers that the rule tables allow from here.
  package var legal: [Trigger]

  package init(_ reason: String, legal: [Trigger] = []) {
    self.reason = reason
    self.legal = legal
  }

  package var description: String {
    legal.isEmpty ? reason : "\(reason). Possible now: \(legal.map(\.title).joined(separator: ", "))"
  }
}
