/// How an integration reaches the data: through a connection, or by asking a system owner (seed 003).
package enum IntegrationType: UInt8, CaseIterable, Sendable {
  case api, directContact

  package var title: String { self == .api ? "API" : "Direct Contact" }
}

/// The two phases of a privacy request (seed 003). In a deletion request, the processing phase deletes.
package enum Phase: UInt8, CaseIterable, Sendable {
  case access, deletion

  package var title: String { self == .access ? "access" : "deletion" }
}

/// The five states that group the sub-labels in seed 003's tables.
package enum IntegrationState: String, CaseIterable, Sendable {
  case notStarted = "Not Started"
  case pending = "Pending"
  case processing = "Processing"
  case error = "Error"
  case complete = "Complete"
}

/// State and sub-label together: the rows of seed 003's tables without their context.
package enum IntegrationKind: UInt8, CaseIterable, Sendable {
  case notStarted, noExtraction, inWorkflow, pending
  case submitted, dueIn, noResponse, overdue
  case error
  case skipped, fullDeletion, records, noRecords, files, noFiles, skippedNoResponse, stopped
  case deletionDone, recordsDeleted, noRecordsDeleted, nothingToDelete, notDeleted

  package var state: IntegrationState {
    switch self {
    case .notStarted, .noExtraction, .inWorkflow: .notStarted
    case .pending: .pending
    case .submitted, .dueIn, .noResponse, .overdue: .processing
    case .error: .error
    case .fullDeletion, .records, .noRecords, .files, .noFiles, .deletionDone, .recordsDeleted, .noRecordsDeleted,
      .nothingToDelete, .notDeleted, .skipped, .skippedNoResponse, .stopped:
      .complete
    }
  }

  /// The sub-label in a phase, with `#` for the row's number; nil where the state has none.
  package func sublabel(_ phase: Phase) -> String? {
    let action = phase == .access ? "Access" : "Deletion"
    return switch self {
    case .notStarted, .pending, .error: nil
    case .noExtraction: "No extraction"
    case .inWorkflow: "Will process in a workflow"
    case .submitted: "Request submitted"
    case .dueIn: "Due in # days"
    case .noResponse, .skippedNoResponse: "\(action) skipped (no response)"
    case .overdue: "Due # days ago"
    case .skipped: "\(action) skipped"
    case .fullDeletion: "Full deletion"
    case .records: "# records found"
    case .noRecords: "No records found"
    case .files: "# of files uploaded"
    case .noFiles: "No files uploaded"
    case .stopped: "Stopped processing"
    case .deletionDone: "Deletion done"
    case .recordsDeleted: "# records deleted"
    case .noRecordsDeleted: "No records deleted"
    case .nothingToDelete: "Nothing to delete"
    case .notDeleted: "Data found, not deleted"
    }
  }

  private static let nouns: [(one: String, many: String)] = [("day", "days"), ("file", "files"), ("record", "records")]

  /// A sub-label with its number filled in: `Due in 1 day`, `9 files uploaded`.
  package static func fill(_ label: String, _ number: Int64) -> String {
    let text = label.replacing("# of", with: "#").replacing("#", with: String(number))
    guard number == 1 else { return text }
    return nouns.reduce(text) { $0.replacing("1 \($1.many)", with: "1 \($1.one)") }
  }

  /// A sub-label with `#` in place of its numbers, and the plural that goes with it: the opposite of `fill`.
  package static func unfilled(_ text: String) -> String {
    var words = text.split(separator: " ").map { $0.allSatisfy(\.isNumber) ? "#" : String($0) }
    for index in words.indices.dropFirst() where words[index - 1] == "#" {
      words[index] = nouns.first { $0.one == words[index].lowercased() }?.many ?? words[index]
    }
    return words.joined(separator: " ")
  }
}

/// One of the six tables of seed 003. Right, phase and type decide which statuses exist.
package struct IntegrationTable: Hashable, Sendable {
  package let isDeletion: Bool
  package let phase: Phase
  package let type: IntegrationType

  package init(isDeletion: Bool, phase: Phase, type: IntegrationType) {
    self.isDeletion = isDeletion
    self.phase = phase
    self.type = type
  }

  package static let all: [IntegrationTable] = [
    IntegrationTable(isDeletion: false, phase: .access, type: .api),
    IntegrationTable(isDeletion: false, phase: .access, type: .directContact),
    IntegrationTable(isDeletion: true, phase: .access, type: .api),
    IntegrationTable(isDeletion: true, phase: .access, type: .directContact),
    IntegrationTable(isDeletion: true, phase: .deletion, type: .api),
    IntegrationTable(isDeletion: true, phase: .deletion, type: .directContact),
  ]

  package var index: Int {
    (isDeletion ? (phase == .access ? 2 : 4) : 0) + (type == .api ? 0 : 1)
  }

  /// The rows of the table, in the order of the source.
  package var kinds: [IntegrationKind] {
    switch (isDeletion, phase, type) {
    case (false, _, .api):
      [.notStarted, .inWorkflow, .pending, .submitted, .error, .skipped, .records, .noRecords]
    case (false, _, .directContact):
      [
        .notStarted, .inWorkflow, .pending, .dueIn, .noResponse, .overdue, .error, .files, .noFiles,
        .skippedNoResponse, .stopped,
      ]
    case (true, .access, .api):
      [
        .notStarted, .noExtraction, .inWorkflow, .pending, .submitted, .error, .skipped, .fullDeletion, .records,
        .noRecords,
      ]
    case (true, .access, .directContact):
      [
        .notStarted, .noExtraction, .inWorkflow, .pending, .dueIn, .noResponse, .overdue, .error, .files, .noFiles,
        .skippedNoResponse, .stopped,
      ]
    case (true, .deletion, .api):
      [
        .notStarted, .noExtraction, .inWorkflow, .pending, .submitted, .error, .skipped, .deletionDone,
        .recordsDeleted, .noRecordsDeleted,
      ]
    case (true, .deletion, .directContact):
      [
        .notStarted, .inWorkflow, .pending, .dueIn, .noResponse, .overdue, .error, .skippedNoResponse, .stopped,
        .deletionDone, .nothingToDelete, .notDeleted,
      ]
    }
  }
}

/// The status of an integration, one byte: its table and its row.
package struct IntegrationStatus: Hashable, Sendable {
  package let raw: UInt8
  private static let stride: UInt8 = 24

  package init(raw: UInt8) { self.raw = raw }

  package init(_ table: IntegrationTable, _ kind: IntegrationKind) {
    raw = UInt8(table.index) * Self.stride + kind.rawValue + 1
  }

  package var id: StatusID { StatusID(.integration, raw) }
  /// Nil for absent and unknown statuses.
  package var kind: IntegrationKind? {
    isKnown ? IntegrationKind(rawValue: (raw - 1) % Self.stride) : nil
  }
  package var table: IntegrationTable? {
    isKnown ? IntegrationTable.all[Int((raw - 1) / Self.stride)] : nil
  }
  private var isKnown: Bool {
    raw != StatusID.absentRaw && raw <= Self.stride * UInt8(IntegrationTable.all.count)
  }
}
