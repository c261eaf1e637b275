import Feed
import Foundation
import Lifecycles
import Simulation
import Testing

/// What a feed line can be counted as, and what it then changes.
@Suite struct FeedAnomalyTests {
  /// A line from its fields.
  static func line(_ fields: [String: Any]) -> String {
    guard let data = try? JSONSerialization.data(withJSONObject: fields, options: .sortedKeys) else { return "" }
    return String(decoding: data, as: UTF8.self)
  }

  /// An object of each system, with three statuses in a documented order.
  struct Subject: Sendable, CustomStringConvertible {
    let system: String
    let statuses: [String]
    let more: [String: String]

    func line(_ status: Int, _ time: String, id: String = "x1") -> String {
      FeedAnomalyTests.line(
        more.merging(["system": system, "id": id, "status": statuses[status], "time": time]) { $1 })
    }

    var object: ObjectRef { ObjectRef(ObjectRef.Kind.allCases.first { $0.name == system } ?? .feedLine, 0) }
    var description: String { system }
  }

  static let subjects: [Subject] = [
    Subject(system: "connection", statuses: ["AUTH_REQUIRED", "CONNECTING", "CONNECTED"], more: [:]),
    Subject(system: "session", statuses: ["2", "12", "13"], more: ["connection": "c"]),
    Subject(
      system: "dataset", statuses: ["Queued", "Fetching", "Mapping"], more: ["connection": "c", "dataType": "bills"]),
    Subject(
      system: "request", statuses: ["Accessing data", "Data accessed", "Data accessed · closed"],
      more: ["right": "Access"]),
    Subject(
      system: "integration", statuses: ["Pending", "Request submitted", "No records found"],
      more: ["request": "r", "integrationType": "API", "phase": "access"]),
  ]

  static let moment = "2026-01-05T08:00:00.500Z"

  /// Two statuses, and even three, within the same millisecond are all taken, in the order of the lines.
  @Test(arguments: subjects) func statusesAtOneMomentAreAllTaken(_ subject: Subject) throws {
    let (world, reader, events) = FeedTests.read((0...2).map { subject.line($0, Self.moment) })
    #expect(reader.counts.isEmpty, "\(world.anomalies)")
    #expect(events.map(\.object) == [ObjectRef](repeating: subject.object, count: 3))
    let system = try #require(subject.object.system)
    let last = Catalog.statuses(of: system, named: subject.statuses[2]).map(\.id.raw)
    #expect(last.contains(world.status(of: subject.object)))
    #expect(events.map(\.from) == [StatusID.absentRaw, events[0].to, events[1].to])
  }

  /// A status from before the current one is late, by a millisecond as well as by a day. One after it is not.
  @Test(arguments: subjects) func olderStatusesAreLate(_ subject: Subject) {
    for (time, isLate) in [
      ("2026-01-04T08:00:00.500Z", true), ("2026-01-05T08:00:00.499Z", true), (Self.moment, false),
      ("2026-01-05T08:00:00.501Z", false),
    ] {
      let (world, reader, events) = FeedTests.read([
        subject.line(0, Self.moment), subject.line(1, Self.moment), subject.line(2, time),
      ])
      #expect(reader.counts == (isLate ? [.late: 1] : [:]), "\(time)")
      #expect((world.status(of: subject.object) == events[1].to) == isLate, "\(time)")
      #expect(world.anomalies.map(\.line) == (isLate ? [3] : []))
    }
  }

  /// The same status at the same moment is a duplicate; the same at another is news.
  @Test(arguments: subjects) func repeatedStatusesAreDuplicates(_ subject: Subject) {
    let (_, reader, _) = FeedTests.read([subject.line(0, Self.moment), subject.line(0, Self.moment)])
    #expect(reader.counts == [.duplicate: 1])
    let (_, later, _) = FeedTests.read([subject.line(0, Self.moment), subject.line(0, "2026-01-05T09:00:00Z")])
    #expect(later.counts.isEmpty)
  }

  /// A line about an earlier run, after a later one has begun.
  @Test(arguments: subjects.filter { ["session", "dataset"].contains($0.system) })
  func linesOfEarlierRunsAreLate(_ subject: Subject) {
    let (world, reader, _) = FeedTests.read([
      subject.line(0, "2026-01-05T08:00:00Z", id: "one"), subject.line(0, "2026-01-05T08:01:00Z", id: "two"),
      subject.line(1, "2026-01-05T08:02:00Z", id: "one"),
    ])
    #expect(reader.counts == [.late: 1], "\(world.anomalies)")
    #expect(world.id(of: subject.object) == "two")
  }

  /// Changes that no document describes are facts nonetheless; statuses that none names are shown as they came.
  @Test(arguments: subjects) func undocumentedStatusesAreTakenAndCounted(_ subject: Subject) {
    // From the last of the three back to the first.
    let (world, reader, events) = FeedTests.read([
      subject.line(0, "2026-01-05T08:00:00Z"), subject.line(1, "2026-01-05T08:01:00Z"),
      subject.line(2, "2026-01-05T08:02:00Z"), subject.line(0, "2026-01-05T08:03:00Z"),
    ])
    #expect(reader.counts == [.illegal: 1], "\(world.anomalies)")
    #expect(world.status(of: subject.object) == events[0].to)
    var fields = subject.more.merging(["system": subject.system, "id": "x1", "status": "Levitating"]) { $1 }
    fields["time"] = Self.moment
    let (other, unknown, _) = FeedTests.read([Self.line(fields)])
    #expect(unknown.counts == [.unknown: 1])
    #expect(other.status(of: subject.object) == StatusID.unknownRaw)
    #expect(other.unknownTexts[subject.object] == "Levitating")
  }

  /// Lines that can't be used, each with the kind it is counted as and words that say why.
  static let unusable: [(line: String, kind: FeedAnomaly.Kind, words: String)] = {
    let good: [String: Any] = [
      "time": moment, "system": "dataset", "id": "d", "status": "Queued", "dataType": "bills", "connection": "c",
    ]
    func with(_ key: String, _ value: Any?) -> String {
      var fields = good
      fields[key] = value
      return line(fields)
    }
    return [
      ("{", .malformed, "JSON"),
      ("nonsense", .malformed, "JSON"), ("[]", .malformed, "JSON object"), ("7", .malformed, "JSON object"),
      (with("time", nil), .malformed, "time is missing"), (with("time", "noon"), .malformed, "ISO 8601"),
      (with("time", 12), .malformed, "time has the wrong type"), (with("id", nil), .malformed, "id is missing"),
      (with("id", ""), .malformed, "id is missing"), (with("status", nil), .malformed, "status is missing"),
      (with("status", [1]), .malformed, "status"), (with("system", nil), .malformed, "system is"),
      (with("system", "planet"), .malformed, "planet"), (with("dataType", nil), .malformed, "dataType is missing"),
      (with("dataType", "spells"), .unknown, "spells"),
      (line(["time": moment, "system": "provider", "id": "Xero", "status": "on fire"]), .unknown, "on fire"),
    ]
  }()

  @Test(arguments: unusable.indices) func unusableLinesChangeNothing(_ index: Int) {
    let (line, kind, words) = Self.unusable[index]
    let before = Self.subjects[0].line(2, Self.moment, id: "c")
    let (plain, _, _) = FeedTests.read([before])
    let (world, reader, events) = FeedTests.read([before, line])
    #expect(reader.counts == [kind: 1], "\(line): \(world.anomalies)")
    #expect(events.last?.object == .feedLine(0) && events.count == 2)
    #expect(world.anomalies.map(\.line) == [2])
    #expect(world.anomalies.first?.text.contains(words) == true, "\(world.anomalies)")
    #expect(world.connections == plain.connections && world.datasets.isEmpty && world.counts == plain.counts)
  }

  @Test func numberedLinesMustFollow() {
    func line(_ number: Int, _ status: Int) -> String {
      var fields: [String: Any] = ["system": "connection", "id": "x1", "time": Self.moment, "sequence": number]
      fields["status"] = Self.subjects[0].statuses[status]
      return Self.line(fields)
    }
    let lines = [line(5, 0), line(6, 1), line(6, 2), line(4, 2)]
    let (world, reader, _) = FeedTests.read(lines)
    #expect(reader.counts == [.duplicate: 2], "\(world.anomalies)")
    #expect(world.connections[0].connectionStatus == .connecting)
    #expect(FeedTests.read(lines + [line(7, 2)]).world.connections[0].isConnected)
  }

  /// Text that isn't UTF-8 is read with replacements, and lines beyond a mebibyte aren't read at all.
  @Test func bytesThatAreNotALine() {
    var reader = FeedReader()
    let line = Self.line([
      "system": "connection", "id": "x1", "time": Self.moment, "status": "CONNECTED", "account": "Z#rich",
    ])
    _ = reader.read(line.utf8.map { $0 == UInt8(ascii: "#") ? 0xFC : $0 })
    #expect(reader.counts == [.malformed: 1])
    #expect(reader.world.accounts.map(\.name) == ["Z\u{FFFD}rich"] && reader.world.connections[0].isConnected)
    _ = reader.read(Array(line.utf8), length: FeedReader.maximumLineLength + 1)
    #expect(reader.counts == [.malformed: 2])
    #expect(reader.world.anomalies.last?.text.contains("longer than 1 MiB") == true)
  }

  /// Each kind occurs in these tests, so that none is forgotten when one is added.
  @Test func everyKindIsCovered() {
    let covered: Set<FeedAnomaly.Kind> = [.malformed, .unknown, .illegal, .duplicate, .late]
    #expect(covered == Set(FeedAnomaly.Kind.allCases))
  }
}
