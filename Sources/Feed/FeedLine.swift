import FoundationEssentials

/// One line of a feed. Only time, system, id and status are required.
///
/// The other fields fill in what the row shows. `simulate` writes the last ones, so that a board that watches agrees
/// with the one that simulates.
struct FeedLine: Decodable {
  var time: String?
  var system: String?
  var id: String?
  /// A canonical key, an alias, or a number.
  var status: Text?

  var account: String?
  var provider: String?
  var dataType: String?
  var code: Text?
  var detail: Text?
  var request: String?
  var phase: String?
  var integrationType: String?
  var cause: Text?
  var redirectUrl: String?
  var due: String?

  var connection: String?
  var session: String?
  var right: String?
  var statute: String?
  var name: String?
  var dataTypes: [String]?
  var sequence: Int64?
  var trigger: String?
  var since: String?
  var run: Int64?
  var attempt: Int64?
  var records: Int64?
  var substage: String?
  var connector: String?
  var noResponse: String?

  /// A string or a number. Feeds write codes both ways.
  struct Text: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int64.self) {
        text = String(number)
      } else {
        text = try container.decode(String.self)
      }
    }
  }
}

extension FeedLine {
  /// What is wrong with a line's JSON.
  static func reason(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "expected a JSON object" }
    func member(_ context: DecodingError.Context) -> String {
      context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    switch error {
    case .typeMismatch(_, let context) where !context.codingPath.isEmpty,
      .valueNotFound(_, let context) where !context.codingPath.isEmpty:
      return "\(member(context)) has the wrong type"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      return "\(member(context)) is out of range"
    // The library does not distinguish a number that is too large from invalid JSON.
    default: return "expected a JSON object whose numbers are in range"
    }
  }

  /// The bytes of a line that a message quotes, so that the message stays on one line or two.
  private static let quotedLength = 80

  /// The beginning of the line, for messages.
  static func excerpt(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix(quotedLength), as: UTF8.self) + (bytes.count > quotedLength ? "…" : "")
  }
}
