import Simulation
import TOMLKit

/// What is wrong with a file, where, what was expected, and what to do.
package struct ConfigurationError: Error, Equatable, Sendable {
  package var file: String
  package var line: Int
  package var column: Int
  package var problem: String

  package init(file: String, line: Int, column: Int, problem: String) {
    self.file = file
    self.line = line
    self.column = column
    self.problem = problem
  }

  /// `scenario.toml:12:3: …`, the format of compilers, so that editors can jump there.
  package var message: String { "\(file):\(line):\(column): \(problem)" }
}

/// A TOML value that outlives the library's document.
indirect enum TOMLNode {
  case text(String), integer(Int), flag(Bool), decimal(Double), moment(String)
  case list([TOMLNode])
  case table([String: TOMLNode])

  init(_ value: any TOMLValueConvertible) {
    switch value.type {
    case .string: self = .text(value.string ?? "")
    case .int: self = .integer(value.int ?? 0)
    case .bool: self = .flag(value.bool ?? false)
    case .double: self = .decimal(value.double ?? 0)
    case .table: self = .table(value.table.map(Self.members) ?? [:])
    case .array: self = .list(value.array.map { $0.map { TOMLNode($0) } } ?? [])
    case .date, .time, .dateTime: self = .moment(Self.momentText(value))
    }
  }

  static func members(_ table: TOMLTable) -> [String: TOMLNode] {
    var members: [String: TOMLNode] = [:]
    for (key, value) in table { members[key] = TOMLNode(value) }
    return members
  }

  private static func momentText(_ value: any TOMLValueConvertible) -> String {
    func civil(_ date: TOMLDate, _ time: TOMLTime?) -> CivilTime {
      CivilTime(
        year: date.year, month: date.month, day: date.day, hour: time?.hour ?? 0, minute: time?.minute ?? 0,
        second: time?.second ?? 0, millisecond: (time?.nanoSecond ?? 0) / 1_000_000)
    }
    if let date = value.date { return ISO8601.text(civil(date, nil).instant) }
    guard let both = value.dateTime else { return "" }
    let offset = Int64(both.offset?.offset ?? 0) * Span.minute
    // Typed, because the library's protocol also has an optional `time`, which would be chosen.
    let time: TOMLTime = both.time
    return ISO8601.text(civil(both.date, time).instant - offset)
  }

  /// A description for errors.
  var kind: String {
    switch self {
    case .text(let text): "the text \"\(text)\""
    case .integer(let number): "the number \(number)"
    case .flag(let flag): "\(flag)"
    case .decimal(let number): "the number \(number)"
    case .moment(let text): "the date \(text)"
    case .list: "a list"
    case .table: "a table"
    }
  }
}
