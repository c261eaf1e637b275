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

  /// Returns the map by data type as JSON, indented by two spaces, in the given order.
  package static func json(_ statuses: [DataStatus], indent: String = "") -> String {
    let entries = statuses.map { status in
      let fields = status.fields.map { "\(indent)    \(JSONText.quoted($0.name)): \(JSONText.quoted($0.value))" }
      return "\(indent)  \(JSONText.quoted(status.dataType)): {\n\(fields.joined(separator: ",\n"))\n\(indent)  }"
    }
    return entries.isEmpty ? "{}" : "{\n\(entries.joined(separator: ",\n"))\n\(indent)}"
  }
}

/// JSON strings without Foundation, whose encoder doesn't keep the order of keys.
package enum JSONText {
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where isEscaped(scalar.value):
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Control characters, line separators and bidirectional controls: a terminal would obey them.
  private static func isEscaped(_ value: UInt32) -> Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
