import Lifecycles

/// An object by the names that people give it, as scenarios do.
package struct Address: Hashable, Codable, Sendable {
  package var account: String?
  package var provider: String?
  package var dataType: String?
  /// The name of an integration: its provider, or its system owner.
  package var integration: String?
  /// Which request of the account, from 1; nil: the first one that is open.
  package var request: Int?
  /// Which of several connections to the provider, or integrations of the name, from 1.
  package var which: Int?

  package init() {}
}

/// Something that a scenario does at a time: a command, with objects by name.
package struct ScriptStep: Equatable, Codable, Sendable {
  /// After the scenario's start; everything else that is due by then comes first.
  package var after: Milliseconds
  /// Right after the event of this number, within the millisecond of `after`; nil: at its end.
  package var event: Int64?
  package var verb: Verb
  package var target = Address()
  /// For a new connection, and for a change of its data types.
  package var types: DataTypeSet?
  /// How many files a system owner uploads.
  package var files = 1
  /// Integrations that a choice of data leaves out, by name.
  package var leavingOut: [String] = []
  /// What a fault leads to, by the name of the status.
  package var to: String?
  /// The trigger by which it gets there, where several lead to the same status.
  package var by: String?
  /// The HTTP code of a fault; 0 for none.
  package var code: UInt16 = 0
  /// A fault waits until its object stands in this status.
  package var when: String?
  /// How long a provider's trouble or a connector's absence lasts; nil: until something ends it.
  package var lasting: Milliseconds?
  /// It happens in so many of a million cases.
  package var chance: Int64 = 1_000_000
  /// It comes again and again after so long.
  package var every: Milliseconds?
  /// Written down from a board, where it came after all steps that were due at its moment.
  package var isFromBoard = false

  package enum Verb: String, CaseIterable, Codable, Sendable {
    case queue, sendLink = "send-link", openLink = "open-link", authorize, rejectCredentials = "reject-credentials"
    case abort, disconnect, reconnect, create, changeDataTypes = "change-data-types", delete, retry, start, skip, stop,
      choose, extend
    case connectorOffline = "connector-offline", connectorOnline = "connector-online"
    case webhook, outage, maintenance, rateLimit = "rate-limit", slow, wrongData = "wrong-data", recover
    case answerFiles = "answer-files", answerNothing = "answer-nothing", answerDeleted = "answer-deleted"
    case answerNotDeleted = "answer-not-deleted"
    case expireConsent = "expire-consent", revoke, neverAnswers = "never-answers", answersLate = "answers-late"
    case fail, stumble, disarm

    /// The trouble that it brings a provider; nil where it is about something else.
    package var condition: ProviderCondition? {
      switch self {
      case .outage: .outage
      case .maintenance: .maintenance
      case .rateLimit: .rateLimit
      case .slow: .slow
      case .wrongData: .wrongData
      default: nil
      }
    }

    package var isAboutProvider: Bool { condition != nil || self == .recover }
    /// Whether it makes something go wrong.
    package var isFault: Bool {
      switch self {
      case .connectorOffline, .expireConsent, .revoke, .neverAnswers, .answersLate, .fail, .stumble: true
      default: condition != nil
      }
    }
  }

  package init(after: Milliseconds, verb: Verb) {
    self.after = after
    self.verb = verb
  }
}

/// A mishap by chance that is taken out of a run: of which object, and when it would have come.
package struct AvertedStep: Equatable, Sendable {
  package var time: Instant
  package var target: Address
  /// The system of the object; nil for a provider.
  package var system: System?

  package init(time: Instant, target: Address, system: System?) {
    self.time = time
    self.target = target
    self.system = system
  }
}

/// The same, found in a world.
package struct Averted: Hashable, Codable, Sendable {
  package let entity: Entity
  package let time: Instant

  package init(entity: Entity, time: Instant) {
    self.entity = entity
    self.time = time
  }
}
