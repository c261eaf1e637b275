/// What a status means to somebody who only glances: the one property that colour, glyph and the
/// counts on the overview go by.
package enum Standing: UInt8, CaseIterable, Sendable {
  /// Something went wrong and stays so until somebody acts.
  case failed
  /// Waiting for a person or for another system.
  case waiting
  /// In progress.
  case working
  /// Reached what it was for, or a milestone that goes on by itself.
  case done
  /// Closed on purpose: skipped, disconnected, not supported.
  case ended
  /// A feed brought a status that no document publishes; it is shown, and never guessed.
  case unknown

  package var word: String {
    switch self {
    case .failed: "failed"
    case .waiting: "waiting"
    case .working: "working"
    case .done: "done"
    case .ended: "ended"
    case .unknown: "unknown"
    }
  }
}

/// Who has to act next for a status to change.
package enum Party: UInt8, CaseIterable, Sendable {
  case nobody, customer, accountManager, systemOwner, provider, support, privacyManager

  package var word: String {
    switch self {
    case .nobody: "nobody"
    case .customer: "customer"
    case .accountManager: "account manager"
    case .systemOwner: "system owner"
    case .provider: "provider"
    case .support: "support"
    case .privacyManager: "privacy manager"
    }
  }
}

/// Where a fact comes from, so that a reader can tell the documented from the assumed.
package enum Mark: UInt8, CaseIterable, Sendable {
  /// Stated in the source text of the system.
  case stated
  /// From other public documentation of the same product.
  case published
  /// Decided here, because the texts are silent or contradict each other.
  case decided

  package var word: String {
    switch self {
    case .stated: "stated"
    case .published: "public"
    case .decided: "decided"
    }
  }
}
