/// The right that a privacy request exercises (Seed 003).
package enum PrivacyRight: UInt8, CaseIterable, Sendable {
  case access, accessCategories, portability, deletion

  package var title: String {
    switch self {
    case .access: "Access"
    case .accessCategories: "Access categories"
    case .portability: "Data portability"
    case .deletion: "Deletion"
    }
  }

  package init?(title: String) {
    guard let match = Self.allCases.first(where: { $0.title.lowercased() == title.lowercased() }) else { return nil }
    self = match
  }

  package var isDeletion: Bool { self == .deletion }
}

/// The law whose clock a request runs under, with its days (public).
package enum Statute: UInt8, CaseIterable, Sendable {
  case ccpa, gdpr

  package var title: String { self == .ccpa ? "CCPA" : "GDPR" }
}

/// The states of a privacy request (Seed 003, request state summary).
package enum RequestStatus: UInt8, CaseIterable, Sendable {
  case accessing = 1, accessedChoose, accessedClosed
  case deletionAccessing, readyForDeletion, deleting, deleted

  package var id: StatusID { StatusID(.request, rawValue) }

  /// Where a request of that right begins.
  package static func first(for right: PrivacyRight) -> RequestStatus {
    right.isDeletion ? .deletionAccessing : .accessing
  }

  package var isClosed: Bool { self == .accessedClosed || self == .deleted }
}

extension Lifecycle {
  /// Privacy requests as a whole (Seed 003, request state summary).
  package static let request = Lifecycle(system: .request, statuses: requestStatuses, rules: requestRules)

  private static let requestStatuses: [StatusInfo] = [
    StatusInfo(
      id: RequestStatus.accessing.id, key: "Accessing data", stage: "Access", standing: .working,
      actor: .nobody, meaning: "The integrations are collecting the requester's data.",
      nextStep: "Nothing yet; when all of them are done you choose what to send."),
    StatusInfo(
      id: RequestStatus.accessedChoose.id, key: "Data accessed", aliases: ["Data accessed · choose"], stage: "Access",
      standing: .waiting, actor: .privacyManager, meaning: "All data is collected and nothing has been sent.",
      nextStep: "Choose what goes to the requester."),
    StatusInfo(
      id: RequestStatus.accessedClosed.id, key: "Data accessed · closed", aliases: ["Data accessed (closed)"],
      stage: "Closed", standing: .done, actor: .nobody, meaning: "What was chosen has gone to the requester.",
      nextStep: "Nothing to do; the request is closed.", isFinal: true),
    StatusInfo(
      id: RequestStatus.deletionAccessing.id, key: "Accessing data · deletion", aliases: ["Accessing data (deletion)"],
      stage: "Access", standing: .working, actor: .nobody,
      meaning: "The integrations are looking for the data that is to be deleted.",
      nextStep: "Nothing yet; when all of them are done you choose what to delete."),
    StatusInfo(
      id: RequestStatus.readyForDeletion.id, key: "Data ready for deletion", stage: "Access", standing: .waiting,
      actor: .privacyManager, meaning: "All data is found and nothing has been deleted.",
      nextStep: "Choose what is to be deleted."),
    StatusInfo(
      id: RequestStatus.deleting.id, key: "Deleting data", stage: "Deletion", standing: .working, actor: .nobody,
      meaning: "The integrations are deleting what was chosen.",
      nextStep: "Nothing yet; the request closes when all of them are done."),
    StatusInfo(
      id: RequestStatus.deleted.id, key: "Data deleted", stage: "Closed", standing: .done, actor: .nobody,
      meaning: "Everything that was chosen is deleted.", nextStep: "Nothing to do; the request is closed.",
      isFinal: true),
  ]

  private static let requestRules: [Rule] = {
    typealias S = RequestStatus
    func rule(_ from: S, _ trigger: Trigger, _ to: S, _ mark: Mark) -> Rule {
      Rule(from.rawValue, trigger, to.rawValue, mark)
    }
    // One table holds both kinds of request, and a trigger leads to one status only: a deletion is
    // received by `enroll`, the other rights by `receive`.
    var rules = [
      Rule(StatusID.absentRaw, .receive, S.accessing.rawValue, .stated),
      Rule(StatusID.absentRaw, .enroll, S.deletionAccessing.rawValue, .stated),
      rule(.accessing, .finishAccess, .accessedChoose, .stated),
      rule(.accessedChoose, .chooseData, .accessedClosed, .stated),
      rule(.deletionAccessing, .finishAccess, .readyForDeletion, .stated),
      rule(.readyForDeletion, .chooseData, .deleting, .stated),
      rule(.deleting, .finishDeletion, .deleted, .stated),
    ]
    rules += S.allCases.filter { !$0.isClosed }.map { rule($0, .extendDeadline, $0, .published) }
    return rules
  }()
}
