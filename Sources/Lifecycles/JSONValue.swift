/// A JSON value whose members have a fixed order, which Foundation's encoder doesn't keep.
package indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// Wide enough for a seed and for a negative number.
  case integer(Int128)
  case string(String)
  case array([JSONValue])
  /// Members without a value are left out.
  case object([(name: String, value: JSONValue?)])
  /// JSON that is already written on one line, such as a line of a feed.
  case written(String)

  package static func number(_ value: some BinaryInteger) -> JSONValue { .integer(Int128(value)) }

  /// The value as text, with two spaces of indent per level and without a final line feed.
  package var text: String {
    var text = ""
    write(to: &text, indent: "\n")
    return text
  }

  /// - Parameter indent: a line feed, and the indent of the line on which the value begins.
  private func write(to text: inout String, indent: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .string(let value): text += JSONText.quoted(value)
    case .array(let values):
      Self.write(values.map { ("", $0) }, between: "[", "]", to: &text, indent: indent)
    case .object(let members):
      let present = members.compactMap { name, value in value.map { ("\(JSONText.quoted(name)): ", $0) } }
      Self.write(present, between: "{", "}", to: &text, indent: indent)
    case .written(let json): text += json
    }
  }

  /// Writes values on lines of their own, each after its label.
  private static func write(
    _ values: [(label: String, value: JSONValue)], between open: String, _ close: String, to text: inout String,
    indent: String
  ) {
    text += open
    for (position, (label, value)) in values.enumerated() {
      text += "\(position == 0 ? "" : ",")\(indent)  \(label)"
      value.write(to: &text, indent: indent + "  ")
    }
    text += values.isEmpty ? close : indent + close
  }
}
