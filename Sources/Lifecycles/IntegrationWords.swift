/// What the rows of the integration tables mean, and the next step for each.
struct IntegrationWords {
  let table: IntegrationTable
  let kind: IntegrationKind

  private var isAccess: Bool { table.phase == .access }
  private var isAPI: Bool { table.type == .api }
  private var verb: String { isAccess ? "search for the data" : "delete the data" }

  var category: StatusCategory {
    switch kind {
    case .notStarted, .noExtraction, .inWorkflow, .pending, .dueIn, .overdue: .waiting
    case .submitted, .noResponse: .working
    case .error: .failed
    case .skipped, .skippedNoResponse, .stopped: .ended
    case .fullDeletion, .records, .noRecords, .files, .noFiles, .deletionDone, .recordsDeleted, .noRecordsDeleted,
      .nothingToDelete, .notDeleted:
      .done
    }
  }

  var actor: Actor {
    switch kind {
    case .pending: .privacyManager
    case .dueIn: .systemOwner
    case .overdue, .notDeleted: .privacyManager
    case .error: .systemOwner
    case .notStarted, .noExtraction, .inWorkflow, .submitted, .noResponse, .skipped, .fullDeletion, .records,
      .noRecords,
      .files, .noFiles, .skippedNoResponse, .stopped, .deletionDone, .recordsDeleted, .noRecordsDeleted,
      .nothingToDelete:
      .nobody
    }
  }

  var meaning: String {
    switch kind {
    case .notStarted: isAPI ? "The integration has not started yet." : "The system owner has not been asked yet."
    case .noExtraction:
      isAPI
        ? "Nothing is extracted: the full record will be deleted."
        : "The system owner is asked only to delete, not for data."
    case .inWorkflow: "A workflow will start it later."
    case .pending:
      !isAccess && isAPI
        ? "The access phase is complete. The deletion can start." : "Waiting for a person or a system to start it."
    case .submitted: isAccess ? "The data is being extracted." : "The deletion was requested and is in progress."
    case .dueIn:
      isAccess
        ? "The system owner was asked for the data and has 14 days to upload it."
        : "The system owner was asked to delete the data and has 14 days."
    case .noResponse: "The system owner missed the deadline. The request continues without an answer."
    case .overdue: "The system owner missed the deadline. The request is paused until there is an answer."
    case .error: isAPI ? "The integration could not \(verb)." : "The system owner could not be reached."
    case .skipped: "The integration was skipped in the \(table.phase.title) phase."
    case .fullDeletion: "It has no access phase. It runs when the deletion starts."
    case .records: "The search is complete and found records."
    case .noRecords: "The search is complete and found nothing."
    case .files: "The system owner uploaded files."
    case .noFiles: "The system owner has no data."
    case .skippedNoResponse: "Closed after 14 days without an answer."
    case .stopped: "It was stopped manually."
    case .deletionDone:
      isAPI
        ? "The full record is deleted. There was no access phase."
        : "The system owner confirmed that the data is deleted."
    case .recordsDeleted: "All records found are deleted."
    case .noRecordsDeleted: "No records were found, so there was nothing to delete."
    case .nothingToDelete: "The system owner has no data about this person."
    case .notDeleted: "The system owner found data and did not delete it."
    }
  }

  var nextStep: String {
    switch kind {
    case .notStarted, .noExtraction, .inWorkflow, .submitted, .noResponse: "Nothing to do. It continues automatically."
    case .pending: isAPI ? "Start it, or skip it." : "Start it (this notifies the system owner), or stop it."
    case .dueIn: "Wait for the system owner, or send a reminder."
    case .overdue: "Contact the system owner, or stop it so the request can proceed."
    case .error:
      isAPI ? "Fix the error, then retry. Or skip it." : "Correct the contact, then retry. Or stop it."
    case .notDeleted: "Agree with the system owner on how to delete the data."
    case .fullDeletion, .records, .noRecords, .files, .noFiles, .deletionDone, .recordsDeleted, .noRecordsDeleted,
      .nothingToDelete, .skipped, .skippedNoResponse, .stopped:
      "Nothing to do."
    }
  }
}
