/// Why an integration is in Error: the error table, from an HTTP code to label and helper (Seed 003).
package struct IntegrationError: Sendable {
  /// How the row of the table is matched; the most specific row wins.
  package enum Match: Sendable, Equatable {
    case codes([Int])
    case range(ClosedRange<Int>)
    case disconnected
    case everythingElse
  }

  package let match: Match
  package let label: String
  package let meaning: String
  package let nextStep: String
  package let isTransient: Bool
  /// Who helps once the automatic retries are used up.
  package let actor: Party
  package let mark: Mark

  /// The code that stands for "Disconnected integration", which has no HTTP code. One below the
  /// lowest HTTP code, so that it can travel in the same field.
  package static let disconnectedCode = 99

  /// All rows, the most specific first.
  package static let table: [IntegrationError] = [
    IntegrationError(
      match: .codes([502, 503, 504]), label: "Internal Server Error",
      meaning: "The integration's API is not ready; this often passes by itself.",
      nextStep: "Wait for the retries; then ask the system owner to look at API and permissions.",
      isTransient: true, actor: .systemOwner, mark: .stated),
    IntegrationError(
      match: .disconnected, label: "Disconnected integration",
      meaning: "The connection behind the integration is disconnected; an e-mail has been noted.",
      nextStep: "Ask the system owner to check the connection, and connect it again.",
      isTransient: false, actor: .accountManager, mark: .stated),
    IntegrationError(
      match: .codes([400, 422]), label: "Request error", meaning: "The integration's API rejects the request as wrong.",
      nextStep: "Verify the integration's configuration.", isTransient: false, actor: .systemOwner, mark: .stated),
    IntegrationError(
      match: .codes([401]), label: "Authorization error",
      meaning: "The integration's API does not accept the authorization.",
      nextStep: "Ask the system owner to check the connection's configuration.", isTransient: false,
      actor: .systemOwner, mark: .stated),
    IntegrationError(
      match: .codes([402]), label: "Payment required", meaning: "The integration's account has a payment open.",
      nextStep: "Ask the system owner to settle it.", isTransient: false, actor: .systemOwner, mark: .stated),
    IntegrationError(
      match: .codes([403]), label: "Insufficient permissions",
      meaning: "The integration's permissions do not reach far enough.",
      nextStep: "Ask the system owner to widen the API permissions.", isTransient: false, actor: .systemOwner,
      mark: .stated),
    IntegrationError(
      match: .codes([404]), label: "Unprocessable request",
      meaning: "The integration's API cannot find what was asked for.",
      nextStep: "Verify the integration's configuration.", isTransient: false, actor: .systemOwner, mark: .stated),
    IntegrationError(
      match: .codes([408]), label: "Request timeout",
      meaning: "The request took too long; this often passes by itself.",
      nextStep: "Wait for the retries; then ask the system owner.", isTransient: true, actor: .systemOwner,
      mark: .stated),
    IntegrationError(
      match: .codes([429]), label: "Rate limit error",
      meaning: "The integration's API has blocked further requests for now.",
      nextStep: "Wait for the limit to pass; then ask the system owner to check it.", isTransient: true,
      actor: .systemOwner, mark: .stated),
    IntegrationError(
      match: .range(500...599), label: "Internal Server Error",
      meaning: "The integration's API is not able to do this.",
      nextStep: "Ask the system owner to review the service account.", isTransient: false, actor: .systemOwner,
      mark: .stated),
    IntegrationError(
      match: .everythingElse, label: "DataGrail error", meaning: "Something else went wrong with the integration.",
      nextStep: "Nothing to do; support has been notified.", isTransient: false, actor: .support, mark: .stated),
  ]

  /// The row for a code.
  package static func row(for code: Int) -> IntegrationError { table[rowIndex(for: code)] }

  /// The index of the row for a code: exact codes before ranges before everything else.
  package static func rowIndex(for code: Int) -> Int {
    table.firstIndex { row in
      switch row.match {
      case .codes(let codes): codes.contains(code)
      case .range(let range): range.contains(code)
      case .disconnected: code == disconnectedCode
      case .everythingElse: true
      }
    }!
  }

  /// How the code is shown: the number, or a word where there is none.
  package static func show(_ code: Int) -> String {
    code == disconnectedCode ? "disconnected" : String(code)
  }

  /// The codes as the table's first column shows them.
  package var codesText: String {
    switch match {
    case .codes(let codes): codes.map(String.init).joined(separator: ", ")
    case .range: "other 5XX"
    case .disconnected: "disconnected"
    case .everythingElse: "all else"
    }
  }
}
