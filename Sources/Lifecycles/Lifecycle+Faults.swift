/// What can go wrong, read from the rule tables, so that it cannot be out of date.
extension Lifecycle {
  /// The rules that lead from a status into trouble.
  package func faults(from raw: UInt8) -> [Rule] {
    rules(from: raw).filter { rule in
      guard rule.to != StatusID.absentRaw, let target = info(rule.to), !target.isFeedOnly else { return false }
      return rule.trigger.isMishap || (target.standing == .failed && rule.from != rule.to)
    }
  }

  /// Every rule that leads into trouble, in the order of the statuses.
  package var faults: [Rule] { statuses.filter { !$0.isFeedOnly }.flatMap { faults(from: $0.id.raw) } }
}

extension Trigger {
  /// Goes wrong without a failed status at its end: what is taken up again, or left out.
  package var isMishap: Bool {
    switch self {
    case .retryLater, .findUnsupported, .abort, .rejectCredentials, .authorizationTimeout: true
    default: false
    }
  }
}
