import Lifecycles
import Testing

/// Seed 003, requests, integrations and their errors: every row of the source, counted and named.
@Suite struct RequestLifecycleTests {
  @Test func theRequestStates() {
    let keys = Lifecycle.request.statuses.map(\.key)
    #expect(
      keys == [
        "Accessing data", "Data accessed", "Data accessed · closed", "Accessing data · deletion",
        "Data ready for deletion", "Deleting data", "Data deleted",
      ])
    #expect(PrivacyRight.allCases.count == 4)
  }

  // MARK: Integrations

  /// State and sub-label of each row, in the order of the source.
  static let tables: [(IntegrationTable, [String])] = {
    let accessAPI = [
      "Not Started", "Not Started · Will process in a workflow", "Pending", "Processing · Request submitted", "Error",
      "Complete · Access skipped", "Complete · # records found", "Complete · No records found",
    ]
    let accessContact = [
      "Not Started", "Not Started · Will process in a workflow", "Pending", "Processing · Due in # days",
      "Processing · Access skipped (no response)", "Processing · Due # days ago", "Error",
      "Complete · # of files uploaded", "Complete · No files uploaded", "Complete · Access skipped (no response)",
      "Complete · Stopped processing",
    ]
    let deletionAPI = [
      "Not Started", "Not Started · No extraction", "Not Started · Will process in a workflow", "Pending",
      "Processing · Request submitted", "Error", "Complete · Deletion skipped", "Complete · Deletion done",
      "Complete · # records deleted", "Complete · No records deleted",
    ]
    let deletionContact = [
      "Not Started", "Not Started · Will process in a workflow", "Pending", "Processing · Due in # days",
      "Processing · Deletion skipped (no response)", "Processing · Due # days ago", "Error",
      "Complete · Stopped processing", "Complete · Deletion done", "Complete · Nothing to delete",
      "Complete · Data found, not deleted",
    ]
    func table(_ isDeletion: Bool, _ phase: Phase, _ type: IntegrationType) -> IntegrationTable {
      IntegrationTable(isDeletion: isDeletion, phase: phase, type: type)
    }
    return [
      (table(false, .access, .api), accessAPI),
      (table(false, .access, .directContact), accessContact),
      (table(true, .access, .api), accessAPI + ["Not Started · No extraction", "Complete · Full deletion"]),
      (table(true, .access, .directContact), accessContact + ["Not Started · No extraction"]),
      (table(true, .deletion, .api), deletionAPI),
      (table(true, .deletion, .directContact), deletionContact),
    ]
  }()

  @Test func everyRowOfTheIntegrationTables() {
    #expect(Self.tables.map(\.1.count) == [8, 11, 10, 12, 10, 11])
    for (table, rows) in Self.tables {
      let stated = Lifecycle.integration.statuses.filter {
        IntegrationStatus(raw: $0.id.raw).table == table && $0.provenance == .stated
      }
      #expect(Set(stated.map(\.key)) == Set(rows), "\(Diagram.tableTitle(table))")
      #expect(stated.count == rows.count)
    }
    // For a deletion, only the Complete row "skipped (no response)" is decided.
    let decided = Lifecycle.integration.statuses.filter { $0.provenance == .decided }
    #expect(decided.map(\.key) == ["Complete · Deletion skipped (no response)"])
  }

  // MARK: Errors

  static let errors: [(ErrorCode, String)] = [
    (502, "Internal Server Error"), (503, "Internal Server Error"), (504, "Internal Server Error"),
    (500, "Internal Server Error"), (501, "Internal Server Error"), (599, "Internal Server Error"),
    (.disconnected, "Disconnected integration"), (400, "Request error"), (422, "Request error"),
    (401, "Authorization error"), (402, "Payment required"), (403, "Insufficient permissions"),
    (404, "Unprocessable request"), (408, "Request timeout"), (429, "Rate limit error"), (418, "DataGrail error"),
    (0, "DataGrail error"), (200, "DataGrail error"),
  ]

  @Test(arguments: errors) func theErrorTable(_ code: ErrorCode, _ label: String) {
    #expect(IntegrationError.row(for: code).label == label)
  }

  @Test func theMostSpecificErrorRowWins() {
    #expect(IntegrationError.table.count == 11)
    #expect(IntegrationError.row(for: 503).isTransient)
    #expect(!IntegrationError.row(for: 500).isTransient)
    #expect(IntegrationError.rowIndex(for: 503) < IntegrationError.rowIndex(for: 500))
    for code in 0...999 {
      #expect((0..<11).contains(IntegrationError.rowIndex(for: ErrorCode(rawValue: UInt16(code)))))
    }
  }
}
