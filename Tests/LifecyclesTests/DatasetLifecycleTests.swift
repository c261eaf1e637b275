import Lifecycles
import Testing

/// Seed 001, the statuses of a dataset: every row of the source, counted and named.
@Suite struct DatasetLifecycleTests {
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
}
