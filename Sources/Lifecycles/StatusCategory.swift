/// The category of a status. It decides color, glyph and the counts on Overview.
package enum StatusCategory: UInt8, CaseIterable, Sendable {
  /// Something went wrong and stays so until somebody acts.
  case failed
  /// Waiting for a person or another system.
  case waiting
  /// In progress.
  case working
  /// Completed, or a milestone that continues automatically.
  case done
  /// Closed on purpose: skipped, disconnected, not supported.
  case ended
  /// A status from a feed that no document publishes. It is shown as it came, never guessed.
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
package enum Actor: UInt8, CaseIterable, Sendable {
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

/// Where a fact comes from, so readers can tell documented facts from assumed ones.
package enum Provenance: UInt8, CaseIterable, Sendable {
  /// Stated in the system's source text.
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
