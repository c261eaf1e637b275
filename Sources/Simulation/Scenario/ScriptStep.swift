import Lifecycles

/// An object by the names people give it, as scenarios do.
package struct Address: Hashable, Codable, Sendable {
  package var account: String?
  package var provider: String?
  package var dataType: String?
  /// The name of an integration: its provider, or its system owner.
  package var integration: String?
  /// The number of the account's request, from 1; nil for the first open one.
  package var request: Int?
  /// The number among several connections to the provider, or integrations of that name, from 1.
  package var which: Int?

  package init() {}
}

/// A scheduled step of a scenario: a command, with objects by name.
package struct ScriptStep: Equatable, Codable, Sendable {
  /// The time after the scenario's start. Everything else due by then comes first.
  package var after: Milliseconds
  /// The number of the event that the step follows, within the millisecond of `after`; nil for its end.
  package var event: Int64?
  package var verb: Verb
  package var target = Address()
  /// Data types of a new connection, or of a change to one.
  package var types: DataTypeSet?
  /// How many files a system owner uploads.
  package var files = 1
  /// Names of integrations that a choice of data leaves out.
  package var leavingOut: [String] = []
  /// The status that a fault leads to, by name.
  package var to: String?
  /// The trigger that leads there, if several lead to the same status.
  package var by: String?
  /// The HTTP code of a fault; 0 for none.
  package var code = ErrorCode.none
  /// The status that a fault waits for, by name.
  package var when: String?
  /// How long a provider condition or an offline connector lasts; nil until something ends it.
  package var lasting: Milliseconds?
  /// The chance that the step happens, per million.
  package var chance: Int64 = 1_000_000
  /// The interval at which the step repeats.
  package var every: Milliseconds?
  /// Whether it was exported from a board, where it came after all steps due at its moment.
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

    /// The condition that it starts at a provider; nil if it is about something else.
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
    /// Whether it injects a fault.
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

/// A chance failure left out of a run: which object, and when it would have happened.
package struct SuppressedStep: Equatable, Sendable {
  package var time: Instant
  package var target: Address
  /// The system of the object; nil for a provider.
  package var system: StatusSystem?

  package init(time: Instant, target: Address, system: StatusSystem?) {
    self.time = time
    self.target = target
    self.system = system
  }
}

/// A chance failure left out, resolved to an object of a world.
package struct SuppressedFault: Hashable, Codable, Sendable {
  package let object: ObjectRef
  package let time: Instant

  /// The names in journals.
  private enum CodingKeys: String, CodingKey {
    case object = "entity"
    case time
  }

  package init(object: ObjectRef, time: Instant) {
    self.object = object
    self.time = time
  }
}
