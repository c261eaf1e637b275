/// A row of the error table: from HTTP code to label, next step and who acts (seed 003).
package struct IntegrationError: Sendable {
  /// How the row is matched. The most specific row wins.
  package enum Match: Sendable, Equatable {
    case codes([ErrorCode])
    case range(ClosedRange<ErrorCode>)
    case disconnected
    case everythingElse
  }

  package let match: Match
  package let label: String
  package let meaning: String
  package let nextStep: String
  package let isTransient: Bool
  /// Who acts once the automatic retries are used up.
  package let actor: Actor
  package let provenance: Provenance

  /// All rows, most specific first.
  package static let table: [IntegrationError] = [
    IntegrationError(
      match: .codes([502, 503, 504]), label: "Internal Server Error",
      meaning: "The integration's API is not ready. This often resolves without action.",
      nextStep: "Wait for the retries. If they fail, ask the system owner to check the API and its permissions.",
      isTransient: true, actor: .systemOwner, provenance: .stated),
    IntegrationError(
      match: .disconnected, label: "Disconnected integration",
      meaning: "The connection behind the integration is disconnected. A notification was sent.",
      nextStep: "Ask the system owner to check the connection, then reconnect it.",
      isTransient: false, actor: .accountManager, provenance: .stated),
    IntegrationError(
      match: .codes([400, 422]), label: "Request error",
      meaning: "The integration's API rejected the request as invalid.",
      nextStep: "Check the integration's configuration.", isTransient: false, actor: .systemOwner, provenance: .stated),
    IntegrationError(
      match: .codes([401]), label: "Authorization error",
      meaning: "The integration's API rejected the authorization.",
      nextStep: "Ask the system owner to check the connection's configuration.", isTransient: false,
      actor: .systemOwner, provenance: .stated),
    IntegrationError(
      match: .codes([402]), label: "Payment required", meaning: "The integration's account has an unpaid bill.",
      nextStep: "Ask the system owner to pay it.", isTransient: false, actor: .systemOwner, provenance: .stated),
    IntegrationError(
      match: .codes([403]), label: "Insufficient permissions",
      meaning: "The integration lacks the required permissions.",
      nextStep: "Ask the system owner to grant the API permissions.", isTransient: false, actor: .systemOwner,
      provenance: .stated),
    IntegrationError(
      match: .codes([404]), label: "Unprocessable request",
      meaning: "The integration's API could not find the requested resource.",
      nextStep: "Check the integration's configuration.", isTransient: false, actor: .systemOwner, provenance: .stated),
    IntegrationError(
      match: .codes([408]), label: "Request timeout",
      meaning: "The request took too long. This often resolves without action.",
      nextStep: "Wait for the retries. If they fail, ask the system owner.", isTransient: true, actor: .systemOwner,
      provenance: .stated),
    IntegrationError(
      match: .codes([429]), label: "Rate limit error",
      meaning: "The integration's API is blocking further requests for now.",
      nextStep: "Wait for the limit to reset. If it persists, ask the system owner.", isTransient: true,
      actor: .systemOwner, provenance: .stated),
    IntegrationError(
      match: .range(500...599), label: "Internal Server Error",
      meaning: "The integration's API can't handle the request.",
      nextStep: "Ask the system owner to check the service account.", isTransient: false, actor: .systemOwner,
      provenance: .stated),
    IntegrationError(
      match: .everythingElse, label: "DataGrail error", meaning: "The integration failed for another reason.",
      nextStep: "Nothing to do. Support has been notified.", isTransient: false, actor: .support, provenance: .stated),
  ]

  /// The row for a code.
  package static func row(for code: ErrorCode) -> IntegrationError { table[rowIndex(for: code)] }

  /// The index of the row for a code: exact codes before ranges before everything else.
  package static func rowIndex(for code: ErrorCode) -> Int {
    table.firstIndex { row in
      switch row.match {
      case .codes(let codes): codes.contains(code)
      case .range(let range): range.contains(code)
      case .disconnected: code == .disconnected
      case .everythingElse: true
      }
    }!
  }

  /// The codes as the table's first column shows them.
  package var codesText: String {
    switch match {
    case .codes(let codes): codes.map(\.text).joined(separator: ", ")
    case .range: "other 5XX"
    case .disconnected: "disconnected"
    case .everythingElse: "all else"
    }
  }
}
