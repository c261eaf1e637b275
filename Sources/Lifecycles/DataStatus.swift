/// The data status of one data type of a company, with exactly the documented fields (seed 001).
package struct DataStatus: Equatable, Sendable {
  package var dataType: String
  /// ISO 8601, UTC, with fractional seconds.
  package var lastSuccessfulSync: String?
  package var currentStatus: String?
  package var latestSyncID: String?
  package var latestSuccessfulSyncID: String?

  package init(
    dataType: String, lastSuccessfulSync: String? = nil, currentStatus: String? = nil, latestSyncID: String? = nil,
    latestSuccessfulSyncID: String? = nil
  ) {
    self.dataType = dataType
    self.lastSuccessfulSync = lastSuccessfulSync
    self.currentStatus = currentStatus
    self.latestSyncID = latestSyncID
    self.latestSuccessfulSyncID = latestSuccessfulSyncID
  }

  /// The fields in documented order, without absent ones.
  package var fields: [(name: String, value: String)] {
    [
      ("dataType", dataType), ("lastSuccessfulSync", lastSuccessfulSync), ("currentStatus", currentStatus),
      ("latestSyncId", latestSyncID), ("latestSuccessfulSyncId", latestSuccessfulSyncID),
    ].compactMap { field in field.1.map { (name: field.0, value: $0) } }
  }

  /// The map from data type to data status, in the given order.
  package static func json(_ statuses: [DataStatus]) -> JSONValue {
    .object(statuses.map { ($0.dataType, .object($0.fields.map { ($0.name, .string($0.value)) })) })
  }
}
