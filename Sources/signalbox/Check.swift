import Feed
import Foundation
import Lifecycles
import Simulation

/// Holds a run against the events of a file.
struct Check {
  let file: String

  /// - Parameter length: how long it runs; nil: for as many events as the file has.
  func run(_ scenario: Scenario, length: Milliseconds?) throws {
    let wanted = try Files.text(file).utf8.split(separator: UInt8(ascii: "\n")).map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
    if wanted.isEmpty { throw Failure.input("\(file) holds no events") }
    var simulator = Simulator(unfounded: scenario)
    var writer = FeedWriter(roster: simulator.world)
    var actual: [String] = []
    let end = length.map { scenario.start + $0 } ?? scenario.start + 3_650 * Span.day
    var isThere = false
    while !isThere, length != nil || actual.count < wanted.count {
      isThere = simulator.run(until: end, limit: 4_096)
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
    let rest = length == nil ? "; the run goes on, --for says how far it is compared" : ""
    Output.text("\(file): all \(wanted.count) events are the same\(rest)\n")
  }

  private func difference(at position: Int, _ wanted: [String], _ actual: [String]) -> Failure {
    let lines = wanted
    return .failed(
      """
      \(file):\(position + 1): the run parts from the file here

      expected  \(position < lines.count ? lines[position] : "no further event")
      \(Self.chain(position, lines))
      happened  \(position < actual.count ? actual[position] : "no further event")
      \(Self.chain(position, actual))
      """)
  }

  /// What a line follows from, back to the first, from the lines' own `cause` members.
  private static func chain(_ position: Int, _ lines: [String]) -> String {
    guard position < lines.count else { return "" }
    var text = ""
    var depth = 1
    var line = lines[position]
    while let cause = member("cause", line), depth < 40 {
      let indent = String(repeating: "  ", count: depth)
      guard cause.hasPrefix("event "), let number = Int(cause.dropFirst(6)) else {
        return text + "\(indent)because of \(cause)\n"
      }
      // Lines are numbered as they come, so that the event is looked for where it ought to be.
      guard lines.indices.contains(number - 1), member("sequence", lines[number - 1]) == String(number) else {
        return text + "\(indent)because of \(cause), which the file does not hold\n"
      }
      line = lines[number - 1]
      text += "\(indent)because of  \(line)\n"
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
