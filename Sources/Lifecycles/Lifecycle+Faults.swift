/// Possible faults, derived from the rule tables so they never go out of date.
extension Lifecycle {
  /// The rules that lead from a status to a failure.
  package func faults(from raw: UInt8) -> [Rule] {
    rules(from: raw).filter { rule in
      guard rule.to != StatusID.absentRaw, let target = info(rule.to), !target.isFeedOnly else { return false }
      return rule.trigger.isMishap || (target.category == .failed && rule.from != rule.to)
    }
  }

  /// Every rule that leads to a failure, in the order of the statuses.
  package var faults: [Rule] { statuses.filter { !$0.isFeedOnly }.flatMap { faults(from: $0.id.raw) } }
}

extension Trigger {
  /// Whether it goes wrong without a failed status: it is retried, or left out.
  package var isMishap: Bool {
    switch self {
    case .retryLater, .findUnsupported, .abort, .rejectCredentials, .authorizationTimeout: true
    default: false
    }
  }
}
