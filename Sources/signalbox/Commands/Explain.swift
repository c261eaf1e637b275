import ArgumentParser
import Lifecycles

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain a status, its number, or an error code.")

  @Argument(parsing: .remaining, help: "A status such as AUTH_ERROR, a number such as 7, or an HTTP code such as 429.")
  var words: [String] = []

  func run() throws {
    let query = words.joined(separator: " ")
    guard !query.isEmpty else {
      throw Failure.input("explain needs a status, a number or a code, such as 'signalbox explain AUTH_ERROR'")
    }
    // "Due in 9 days" is the row "Due in # days".
    let unfilled = IntegrationKind.unfilled(query)
    let names = [query, unfilled, unfilled.replacing("# ", with: "# of ")]
    guard let text = names.lazy.compactMap(Explanation.text).first else {
      let near = Catalog.suggestions(for: query)
      let hint =
        near.isEmpty
        ? "'signalbox diagram SYSTEM' lists the statuses of connection, session, dataset, request or integration"
        : "Did you mean \(near.prefix(6).joined(separator: ", "))?"
      throw Failure.failed("no status, code or term named \"\(query)\". \(hint)")
    }
    Output.text(text)
  }
}
