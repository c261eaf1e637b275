import Fixtures
import Foundation
import Lifecycles
import Queries
import Simulation
import Testing

/// A dataset's JSON, and its entry in the data status of a company, in each of its statuses.
@Suite struct DatasetJSONTests {
  typealias Members = ObjectJSONTests.Members

  static let running: Set<DatasetStatus> = [
    .initial, .queued, .fetching, .mapQueued, .mapping, .validationQueued, .validating, .processingQueued, .processing,
  ]
  static let failed: Set<DatasetStatus> = [
    .authError, .fetchError, .mapError, .validationError, .processingError, .internalError, .rateLimitError,
    .permissionsError, .prerequisiteNotMet,
  ]
  static let ended: Set<DatasetStatus> = [.complete, .notSupported, .cancelled]

  private static func world(_ status: UInt8, run: UInt32 = 1, code: ErrorCode = .none) -> World {
    var world = ObjectJSONTests.world()
    ObjectJSONTests.apply(
      .dataset(0), .preexisting, to: status,
      .datasetPreexisting(run: run, since: world.now - Span.hour, code), &world)
    return world
  }

  @Test func everyStatusIsRunningFailedOrEnded() {
    #expect(Self.running.union(Self.failed).union(Self.ended) == Set(DatasetStatus.allCases))
    #expect(Self.running.count + Self.failed.count + Self.ended.count == DatasetStatus.allCases.count)
  }

  @Test(arguments: DatasetStatus.allCases) func datasets(_ status: DatasetStatus) throws {
    for code in [0, 503] as [ErrorCode] {
      let object = try ObjectJSONTests.json(Self.world(status.rawValue, code: code), .dataset(0))
      var expected: Set = [
        "id", "companyId", "connectionId", "dataType", "status", "statusDescription", "requested", "progress",
        "isCompleted", "isErrored",
      ]
      if !Self.running.contains(status) { expected.insert("completed") }
      if Self.failed.contains(status) { expected.insert("errorMessage") }
      #expect(ObjectJSONTests.members(object) == Members(given: expected))
      #expect(object["isErrored"] as? Bool == Self.failed.contains(status))
      #expect(object["isCompleted"] as? Bool != Self.running.contains(status) || Self.failed.contains(status))
      let progress = try #require(object["progress"] as? Int)
      #expect((0...100).contains(progress) && (progress == 100) != Self.running.contains(status))
    }
  }

  /// Progress grows along the documented way.
  @Test func progressGrows() throws {
    let way: [DatasetStatus] = [.queued, .fetching, .mapping, .validating, .processing, .complete]
    let progress = try way.map {
      try ObjectJSONTests.json(Self.world($0.rawValue), .dataset(0))["progress"] as? Int ?? -1
    }
    #expect(progress == progress.sorted() && Set(progress).count == way.count)
    #expect(progress.first == 0 && progress.last == 100)
  }

  /// A data type that was never synced has a name and nothing else.
  @Test func neverSynced() throws {
    let object = try ObjectJSONTests.json(ObjectJSONTests.world(), .dataset(1))
    #expect(ObjectJSONTests.members(object) == Members(given: ["dataType"]))
  }

  /// Nobody knows whether an unknown status is an end.
  @Test func unknownStatusesAreNotCompleted() throws {
    var world = Self.world(StatusID.unknownRaw)
    world.apply(.unknownStatus(.dataset(0), text: "Levitating"))
    let object = try ObjectJSONTests.json(world, .dataset(0))
    #expect(object["status"] as? String == "unknown (Levitating)")
    #expect(object["completed"] == nil && object["errorMessage"] == nil && object["statusDescription"] == nil)
    #expect(object["isCompleted"] as? Bool == false && object["isErrored"] as? Bool == false)
  }

  // MARK: The data status of a company (seed 001)

  /// Exactly the documented fields, without absent ones: the first sync, and one after a success.
  @Test(arguments: DatasetStatus.allCases) func dataStatuses(_ status: DatasetStatus) {
    let first = ObjectJSON.dataStatus(Self.world(status.rawValue, run: 1), dataset: 0)
    let later = ObjectJSON.dataStatus(Self.world(status.rawValue, run: 2), dataset: 0)
    let all = ["dataType", "lastSuccessfulSync", "currentStatus", "latestSyncId", "latestSuccessfulSyncId"]
    if status == .complete {
      for entry in [first, later] {
        #expect(entry.fields.map(\.name) == all)
        #expect(entry.latestSyncID == entry.latestSuccessfulSyncID)
      }
    } else {
      #expect(first.fields.map(\.name) == ["dataType", "currentStatus", "latestSyncId"])
      #expect(later.fields.map(\.name) == all || status == .notSupported)
      #expect(later.latestSyncID != later.latestSuccessfulSyncID)
    }
    #expect(first.currentStatus == Catalog[.dataset].info(status.rawValue)?.key)
  }

  /// Never synced: the name alone. And NotSupported never had a success.
  @Test func dataStatusesWithoutASuccess() {
    #expect(ObjectJSON.dataStatus(ObjectJSONTests.world(), dataset: 1).fields.map(\.name) == ["dataType"])
    for run in [1, 2, 9] as [UInt32] {
      let entry = ObjectJSON.dataStatus(Self.world(DatasetStatus.notSupported.rawValue, run: run), dataset: 0)
      #expect(entry.fields.map(\.name) == ["dataType", "currentStatus", "latestSyncId"], "run \(run)")
    }
  }

  /// A success is kept through every later run, whatever becomes of it.
  @Test func successesAreKept() throws {
    var simulator = Simulator(Scenario.quiet(["Xero"]))
    let success = ObjectJSON.dataStatus(simulator.world, dataset: 0)
    #expect(success.currentStatus == "Complete")
    _ = try simulator.submit(.dataset(0, .queue)).get()
    var seen: Set<String> = []
    for _ in 0..<400 where simulator.world.datasets[0].isRunning {
      let now = ObjectJSON.dataStatus(simulator.world, dataset: 0)
      seen.insert(now.currentStatus ?? "")
      #expect(now.latestSuccessfulSyncID == success.latestSuccessfulSyncID)
      #expect(now.lastSuccessfulSync == success.lastSuccessfulSync && now.latestSyncID != success.latestSyncID)
      guard simulator.step() else { break }
    }
    #expect(seen.isSuperset(of: ["Queued", "Fetching", "Mapping", "Validating", "Processing"]))
    let after = ObjectJSON.dataStatus(simulator.world, dataset: 0)
    #expect(after.currentStatus == "Complete" && after.latestSyncID == after.latestSuccessfulSyncID)
    #expect(after.latestSyncID != success.latestSyncID)
  }
}
