/// The right that a privacy request exercises (seed 003).
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

/// The law that sets a request's deadline (public).
package enum Statute: UInt8, CaseIterable, Sendable {
  case ccpa, gdpr

  package var title: String { self == .ccpa ? "CCPA" : "GDPR" }
}

/// The states of a privacy request (seed 003, request state summary).
package enum RequestStatus: UInt8, CaseIterable, Sendable {
  case accessing = 1, accessedChoose, accessedClosed
  case deletionAccessing, readyForDeletion, deleting, deleted

  package var id: StatusID { StatusID(.request, rawValue) }

  package var isClosed: Bool { self == .accessedClosed || self == .deleted }
}

extension Lifecycle {
  /// Privacy requests as a whole (seed 003, request state summary).
  package static let request = Lifecycle(system: .request, statuses: requestStatuses, rules: requestRules)

  private static let requestStatuses: [StatusInfo] = [
    StatusInfo(
      id: RequestStatus.accessing.id, key: "Accessing data", stage: "Access", category: .working,
      actor: .nobody, meaning: "The integrations are collecting the requester's data.",
      nextStep: "Nothing yet. When all are complete, choose what to send."),
    StatusInfo(
      id: RequestStatus.accessedChoose.id, key: "Data accessed", aliases: ["Data accessed · choose"], stage: "Access",
      category: .waiting, actor: .privacyManager, meaning: "All data is collected. Nothing has been sent.",
      nextStep: "Choose what to send to the requester.", listing: .own),
    StatusInfo(
      id: RequestStatus.accessedClosed.id, key: "Data accessed · closed", aliases: ["Data accessed (closed)"],
      stage: "Closed", category: .done, actor: .nobody, meaning: "The chosen data was sent to the requester.",
      nextStep: "Nothing to do. The request is closed.", isFinal: true),
    StatusInfo(
      id: RequestStatus.deletionAccessing.id, key: "Accessing data · deletion", aliases: ["Accessing data (deletion)"],
      stage: "Access", category: .working, actor: .nobody,
      meaning: "The integrations are searching for the data to delete.",
      nextStep: "Nothing yet. When all are complete, choose what to delete."),
    StatusInfo(
      id: RequestStatus.readyForDeletion.id, key: "Data ready for deletion", stage: "Access", category: .waiting,
      actor: .privacyManager, meaning: "The search is complete. Nothing has been deleted.",
      nextStep: "Choose what to delete.", listing: .own),
    StatusInfo(
      id: RequestStatus.deleting.id, key: "Deleting data", stage: "Deletion", category: .working, actor: .nobody,
      meaning: "The integrations are deleting the chosen data.",
      nextStep: "Nothing yet. The request closes when all are complete."),
    StatusInfo(
      id: RequestStatus.deleted.id, key: "Data deleted", stage: "Closed", category: .done, actor: .nobody,
      meaning: "All chosen data is deleted.", nextStep: "Nothing to do. The request is closed.",
      isFinal: true),
  ]

  private static let requestRules: [Rule] = {
    typealias S = RequestStatus
    func rule(_ from: S, _ trigger: Trigger, _ to: S, _ provenance: Provenance) -> Rule {
      Rule(from.rawValue, trigger, to.rawValue, provenance)
    }
    // One table holds all kinds of request, and a trigger leads to one status only: a deletion is received by
    // `enroll`, the other rights by `receive`.
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
