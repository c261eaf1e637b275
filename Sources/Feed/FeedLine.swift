import FoundationEssentials

/// One line of a feed: what it may say, all of it optional but time, system, id and status.
///
/// The first five fields are asked of every feed; the others fill in what the row shows. The last
/// ones are written by `simulate`, and let a board that watches agree with the one that simulates.
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

  /// A text or a number; feeds write codes both ways.
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
