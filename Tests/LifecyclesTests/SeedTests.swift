import Lifecycles
import Testing

/// Every row of the four source texts, counted and named.
@Suite struct SeedTests {
  // MARK: seed 000

  static let numbered: [(Int, String)] = [
    (2, "Loading"), (6, "Authorization"), (7, "Error in Authorization"), (8, "Deauthorized"), (9, "Authorized"),
    (11, "Loading Error"), (12, "Loaded"), (13, "Structuring"), (14, "Structuring Error"), (15, "Structured"),
    (16, "Processing"), (17, "Processing error"), (20, "Authorization timedout"), (21, "Deduplication"),
    (22, "Deduplication Error"), (23, "Timed Out"), (25, "Waiting For Webhook"), (26, "Disconnected"),
  ]

  @Test func sessionStatuses() {
    #expect(Self.numbered.count == 18)
    for (code, key) in Self.numbered {
      let info = Lifecycle.session.info(UInt8(code))
      #expect(info?.key == key)
      #expect(info?.code == code)
      #expect(info?.provenance == .stated)
    }
    #expect(Lifecycle.session.info(18)?.key == "Processed")
    #expect(Lifecycle.session.info(19)?.key == "Synced")
    #expect(Lifecycle.session.info(19)?.isFinal == true)
    #expect(Lifecycle.session.statuses.count == 20)
  }

  @Test func namesFromTheProseAreAliases() {
    for (alias, code) in [("Error in loading", 11), ("Error in Structuring", 14), ("Error in Processing", 17)] {
      #expect(Catalog.statuses(of: .session, named: alias).map(\.code) == [code])
    }
    #expect(
      Substage.allCases.map(\.title) == [
        "Monitoring", "Forecasting", "Insights", "Benchmarking", "Historical Data Cleaning",
      ])
  }

  @Test func theHappyPathOfASession() {
    var status = StatusID.absentRaw
    let path: [(Trigger, UInt8)] = [
      (.create, 6), (.authorize, 9), (.load, 2), (.finishLoading, 12), (.structure, 13), (.finishStructuring, 15),
      (.process, 16), (.finishProcessing, 18), (.finishSync, 19),
    ]
    for (trigger, next) in path {
      #expect(Lifecycle.session.target(from: status, trigger) == next)
      status = next
    }
    #expect(Lifecycle.session.target(from: 9, .awaitWebhook) == 25)
    #expect(Lifecycle.session.target(from: 15, .deduplicate) == 21)
  }

  // MARK: seed 001

  @Test func thirteenDatasetStates() {
    let keys = [
      "Queued", "Fetching", "Mapping", "Validating", "Processing", "Complete", "NotSupported", "FetchError", "MapError",
      "ValidationError", "ProcessingError", "InternalError", "AuthError",
    ]
    #expect(keys.count == 13)
    let stated = Lifecycle.dataset.statuses.filter { $0.provenance == .stated }
    #expect(Set(stated.map(\.key)) == Set(keys))
    #expect(stated.count == 13)
    // No edge leads back from an error: a re-queue is a new dataset.
    for info in Lifecycle.dataset.statuses where info.category == .failed {
      #expect(Lifecycle.dataset.rules(from: info.id.raw).allSatisfy { $0.to == StatusID.absentRaw })
    }
  }

  @Test func theFourDataStatusExamples() {
    let never = DataStatus(dataType: "suppliers")
    #expect(DataStatus.json([never]).text == "{\n  \"suppliers\": {\n    \"dataType\": \"suppliers\"\n  }\n}")
    let first = DataStatus(
      dataType: "suppliers", currentStatus: "FetchError", latestSyncID: "31632c48-23dc-4cb1-b3ff-0829343c8e85")
    #expect(first.fields.map(\.name) == ["dataType", "currentStatus", "latestSyncId"])
    var later = first
    later.lastSuccessfulSync = "2019-10-10T00:31:04.497225Z"
    later.latestSuccessfulSyncID = "9d6d3754-deeb-42b7-ad37-e10942f9e258"
    #expect(
      DataStatus.json([later]).text == """
        {
          "suppliers": {
            "dataType": "suppliers",
            "lastSuccessfulSync": "2019-10-10T00:31:04.497225Z",
            "currentStatus": "FetchError",
            "latestSyncId": "31632c48-23dc-4cb1-b3ff-0829343c8e85",
            "latestSuccessfulSyncId": "9d6d3754-deeb-42b7-ad37-e10942f9e258"
          }
        }
        """)
  }

  // MARK: seed 002

  @Test func fiveConnectionStatesAndTheirGuards() {
    let keys = ["AUTH_REQUIRED", "CONNECTING", "CONNECTED", "AUTH_ERROR", "DISCONNECTED"]
    #expect(Lifecycle.connection.statuses.map(\.key) == keys)
    func sources(_ trigger: Trigger) -> [String] {
      Lifecycle.connection.rules.filter { $0.trigger == trigger }.map { Lifecycle.connection.name($0.from) }
    }
    #expect(Set(sources(.disconnect)) == ["CONNECTED", "AUTH_ERROR"])
    #expect(Set(sources(.reconnect)) == ["DISCONNECTED", "AUTH_ERROR"])
    #expect(Set(sources(.changeDataTypes)) == ["DISCONNECTED", "AUTH_ERROR"])
    #expect(Set(sources(.delete)) == Set(keys))
  }

  // MARK: seed 003

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

  @Test func theRequestStates() {
    let keys = Lifecycle.request.statuses.map(\.key)
    #expect(
      keys == [
        "Accessing data", "Data accessed", "Data accessed · closed", "Accessing data · deletion",
        "Data ready for deletion", "Deleting data", "Data deleted",
      ])
    for right in PrivacyRight.allCases {
      #expect(RequestStatus.first(for: right) == (right == .deletion ? .deletionAccessing : .accessing))
    }
    #expect(PrivacyRight.allCases.count == 4)
  }
}
