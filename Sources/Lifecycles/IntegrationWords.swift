/// What the rows of the integration tables mean, said once for each row and phase.
struct IntegrationWords {
  let table: IntegrationTable
  let kind: IntegrationKind

  private var isAccess: Bool { table.phase == .access }
  private var isAPI: Bool { table.type == .api }
  private var verb: String { isAccess ? "look for the data" : "delete the data" }

  var standing: Standing {
    switch kind {
    case .notStarted, .noExtraction, .inWorkflow, .pending, .dueIn, .overdue: .waiting
    case .submitted, .noResponse: .working
    case .error: .failed
    case .skipped, .skippedNoResponse, .stopped: .ended
    default: .done
    }
  }

  var actor: Party {
    switch kind {
    case .pending: .privacyManager
    case .dueIn: .systemOwner
    case .overdue, .notDeleted: .privacyManager
    case .error: .systemOwner
    default: .nobody
    }
  }

  var meaning: String {
    switch kind {
    case .notStarted: isAPI ? "The integration waits for its turn." : "The system owner has not been asked yet."
    case .noExtraction:
      isAPI
        ? "Nothing is extracted here: the whole record is to be deleted."
        : "The system owner is not asked for data; only for the deletion."
    case .inWorkflow: "A workflow will start it later."
    case .pending:
      !isAccess && isAPI
        ? "The access phase is over; the deletion can begin." : "It waits for a person or a system to start it."
    case .submitted: isAccess ? "The data is being extracted." : "The deletion has been asked for and is running."
    case .dueIn:
      isAccess
        ? "The system owner was asked for the data and has time to upload it."
        : "The system owner was asked to delete what was found and has 14 days."
    case .noResponse: "The system owner let the deadline pass; the request goes on without an answer."
    case .overdue: "The system owner let the deadline pass, and the request is held until there is an answer."
    case .error: isAPI ? "The integration could not \(verb)." : "The system owner could not be reached."
    case .skipped: "This integration was left out of the \(table.phase.title) phase."
    case .fullDeletion: "It has no access phase; it runs when the deletion begins."
    case .records: "The search is over and brought records."
    case .noRecords: "The search is over and brought nothing."
    case .files: "The system owner has answered with files."
    case .noFiles: "The system owner has answered and holds nothing."
    case .skippedNoResponse: "Closed without an answer after 14 days."
    case .stopped: "Somebody stopped it by hand."
    case .deletionDone:
      isAPI
        ? "The whole record is deleted; there was no access phase before."
        : "The system owner confirms that the data is deleted."
    case .recordsDeleted: "Every record that was found is deleted."
    case .noRecordsDeleted: "Nothing was found before, so nothing had to be deleted."
    case .nothingToDelete: "The system owner says that the person is not known there."
    case .notDeleted: "The system owner holds data and could not delete it."
    }
  }

  var nextStep: String {
    switch kind {
    case .notStarted, .noExtraction, .inWorkflow, .submitted, .noResponse: "Nothing to do; it goes on by itself."
    case .pending: isAPI ? "Start it, or skip it." : "Start it, which writes to the system owner, or stop it."
    case .dueIn: "Wait for the system owner, or remind them."
    case .overdue: "Reach the system owner, or stop it to let the request go on."
    case .error:
      isAPI ? "Mend what the error says, then retry; or skip it." : "Correct the contact, then retry; or stop it."
    case .notDeleted: "Decide with the system owner how the data is to be deleted."
    default: "Nothing to do."
    }
  }
}
