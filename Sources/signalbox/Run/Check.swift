import Feed
import Foundation
import Lifecycles
import Simulation

/// Compares a run with the events in a file.
struct Check {
  let file: String

  /// A run without a length is simulated for up to this long. A quiet scenario has too few events to match a file.
  private static let longest = 3_650 * Span.day
  /// The events simulated at a time. The rest of the last piece is wasted after a difference.
  private static let piece = 4_096
  /// The causes printed of a line. Real chains are shorter; a file can contain a circle.
  private static let mostCauses = 40

  /// - Parameter length: how long it runs; nil for as many events as the file has.
  func run(_ scenario: Scenario, length: Milliseconds?) throws(Failure) {
    let wanted = try Files.text(file).utf8.split(separator: UInt8(ascii: "\n")).map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
    if wanted.isEmpty { throw Failure.input("\(file) contains no events") }
    var simulator = Simulator(withoutBootstrap: scenario)
    var writer = FeedWriter(roster: simulator.world)
    var actual: [String] = []
    let end = length.map { scenario.start + $0 } ?? scenario.start + Self.longest
    var isThere = false
    while !isThere, length != nil || actual.count < wanted.count {
      isThere = simulator.run(until: end, limit: Self.piece)
      for event in simulator.drain() {
        let line = String(decoding: writer.write(event), as: UTF8.self)
        let position = actual.count
        actual.append(line)
        if position < wanted.count, wanted[position] != line { throw difference(at: position, wanted, actual) }
      }
    }
    if actual.count < wanted.count || (length != nil && actual.count > wanted.count) {
      throw difference(at: min(actual.count, wanted.count), wanted, actual)
    }
    let rest = length == nil ? ". The run continues beyond them; --for limits the comparison" : ""
    Output.text("\(file): all \(Count.text(wanted.count, "event")) match\(rest)\n")
  }

  private func difference(at position: Int, _ wanted: [String], _ actual: [String]) -> Failure {
    let lines = wanted
    return .failed(
      """
      \(file):\(position + 1): first difference

      expected  \(position < lines.count ? lines[position] : "no further event")
      \(Self.chain(position, lines))
      actual    \(position < actual.count ? actual[position] : "no further event")
      \(Self.chain(position, actual))
      """)
  }

  /// The chain of causes of a line, from the lines' own `cause` members.
  private static func chain(_ position: Int, _ lines: [String]) -> String {
    guard position < lines.count else { return "" }
    var text = ""
    var depth = 1
    var line = lines[position]
    while let cause = member("cause", line), depth < mostCauses {
      let indent = String(repeating: "  ", count: depth)
      guard cause.hasPrefix("event "), let number = Int(cause.dropFirst(6)) else {
        return text + "\(indent)caused by \(cause)\n"
      }
      // Lines are numbered in order, so the event is looked up at its position.
      guard lines.indices.contains(number - 1), member("sequence", lines[number - 1]) == String(number) else {
        return text + "\(indent)caused by \(cause), which is not in the file\n"
      }
      line = lines[number - 1]
      text += "\(indent)caused by  \(line)\n"
      depth += 1
    }
    return text
  }

  private static func member(_ name: String, _ line: String) -> String? {
    guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else { return nil }
    if let text = object[name] as? String { return text }
    return (object[name] as? NSNumber)?.stringValue
  }
}
