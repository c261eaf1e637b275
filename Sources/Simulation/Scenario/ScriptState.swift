/// How far the scenario's script has got.
package struct ScriptState: Sendable {
  /// How many of the latest refusals are kept for display. Older ones drop out in halves.
  static let limit = 1_000

  var agenda = Agenda()
  /// Steps that a what-if leaves out.
  var omittedSteps: Set<Int> = []
  /// The step that is giving commands now.
  var currentStep: Int?
  /// Steps that the rules refused, with time and reason.
  package private(set) var refusals: [RefusedStep] = []

  mutating func refuse(_ step: RefusedStep) {
    if refusals.count == Self.limit { refusals.removeFirst(Self.limit / 2) }
    refusals.append(step)
  }
}

/// A step of the script, or a replayed command, that the rules refused.
package struct RefusedStep: Sendable {
  package let time: Instant
  package let what: String
  package let refusal: Refusal
}
