import Canvas
import Configuration
import Dashboard
import Queries
import Rendering
import Feed
import Lifecycles
import Simulation
import Testing

@Suite struct FeedTests {
  /// Reads lines into an empty world.
  static func read(_ lines: [String]) -> (world: World, reader: FeedReader, events: [Event]) {
    var reader = FeedReader()
    var events: [Event] = []
    for line in lines { events += reader.read(Array(line.utf8)).events }
    return (reader.world, reader, events)
  }

  /// On a growing feed, searches and notifications know names that come later.
  @Test func searchesFindNamesThatComeLater() throws {
    let theme = try ThemeFile.parse(ThemeFile.builtInText("dark") ?? "", file: "dark")
    var options = BoardOptions()
    options.screen = .events
    var board = BoardState(
      source: Source(feed: .empty), glyphs: Glyphs(theme: theme, isASCII: false), width: 100,
      height: 30, options: options)
    var reader = FeedReader()
    func tell(_ number: Int) {
      let line =
        #"""
        {"time":"2026-01-05T08:00:\#(10 + number)Z","system":"connection","id":"c\#(number)","status":"CONNECTED",\#
        "account":"Account \#(number)","provider":"Provider \#(number)"}
        """#
      _ = board.update(.feedBatch(reader.read(Array(line.utf8)), FeedReport()))
    }
    func type(_ text: String) {
      for key in text.unicodeScalars { _ = board.update(.key(key == "\r" ? .enter : .character(key))) }
    }
    tell(0)
    type("/account:\"Account 7\"\r:notify\raccount:zzz\r")
    for number in 1..<12 { tell(number) }
    type("nG")
    #expect(Renderer.draw(board).text.contains("Account 11"))
    type("n")
    #expect(board.target.map { board.world.account(of: $0) } == 7)
  }

  static func rows(_ kind: TableKind, _ world: World) throws -> [String] {
    let theme = try ThemeFile.parse(ThemeFile.builtInText("monochrome") ?? "", file: "m")
    let context = ColumnContext(world: world, glyphs: Glyphs(theme: theme, isASCII: false))
    return (0..<kind.rowSpace(world)).filter { kind.exists($0, world) }.map { row in
      kind.columns.map { $0.cell(context, kind.object(row, world)).text }.joined(separator: "|")
    }.sorted()
  }

  /// `watch` reads what `simulate` writes: the two boards agree row for row.
  @Test func watchingAgreesWithSimulatingRowForRow() throws {
    var scenario = Scenario.builtIn
    scenario.settings.conditionEvery = DurationTable([2 * Span.hour, Span.day])
    var simulator = Simulator(withoutBootstrap: scenario)
    var writer = FeedWriter(roster: simulator.world)
    simulator.bootstrap()
    simulator.run(until: scenario.start)
    // With commands, so that every kind of line occurs.
    let target = simulator.world.connections.indices.filter { simulator.check(.connection($0, .disconnect)) == nil }
    for connection in target.prefix(4) { _ = simulator.submit(.connection(connection, .disconnect)) }
    let deletable = simulator.world.connections.indices.first { simulator.check(.connection($0, .delete)) == nil }
    #expect(deletable != nil)
    if let deletable { _ = simulator.submit(.connection(deletable, .delete)) }
    let types = DataTypeSet([DataType(name: "invoices")!, DataType(name: "bills")!])
    #expect(throws: Never.self) { try simulator.submit(.account(3, .connect(provider: 0, types: types))).get() }
    simulator.run(until: scenario.start + 6 * Span.hour)
    let lines = simulator.drain().map { String(decoding: writer.write($0), as: UTF8.self) }
    var (world, reader, _) = Self.read(lines)
    #expect(reader.lines == lines.count)
    #expect(reader.counts.isEmpty, "\(world.anomalies.prefix(5))")
    world.now = simulator.world.now
    for kind in [TableKind.connections, .sessions, .datasets, .requests, .integrations, .todo] {
      let simulated = try Self.rows(kind, simulator.world)
      let told = try Self.rows(kind, world)
      #expect(simulated.count == told.count, "\(kind.noun)")
      for (a, b) in zip(simulated, told) where a != b {
        Issue.record("\(kind.noun) differ:\n\(a)\n\(b)")
        break
      }
    }
    #expect(world.lastSequence == simulator.world.lastSequence)
  }

  static func dataset(_ status: String, _ time: String = "2026-01-05T08:00:00Z", id: String = "d1", more: String = "")
    -> String
  {
    """
    {"time":"\(time)","system":"dataset","id":"\(id)","status":"\(status)","account":"Cobalt","provider":"Xero",\
    "connection":"c1","dataType":"invoices"\(more)}
    """
  }

  @Test func feedsNeedOnlyTheirRequiredFields() {
    let (world, reader, events) = Self.read([
      "{\"time\":\"2026-01-05T08:00:00Z\",\"system\":\"connection\",\"id\":\"c1\",\"status\":\"auth_error\"}",
      "{\"time\":\"2026-01-05T08:01:00Z\",\"system\":\"session\",\"id\":\"s1\",\"status\":7}",
      """
      {"time":"2026-01-05T08:02:00Z","system":"request","id":"r1","status":"Data ready for \
      deletion","right":"Deletion"}
      """,
      """
      {"time":"2026-01-05T08:03:00+00:00","system":"integration","id":"i1","status":"12 records \
      found","request":"r1","integrationType":"API","phase":"access","detail":12}
      """,
      Self.dataset("Complete", "2026-01-05T08:04:00Z"),
    ])
    #expect(reader.counts.isEmpty, "\(world.anomalies)")
    #expect(events.count == 5)
    #expect(world.connections[0].connectionStatus == .authError)
    #expect(world.connections[1].sessionStatus == .authorizationError)
    #expect(world.integrations[0].kind == .records)
    #expect(world.datasets[0].datasetStatus == .complete)
    #expect(world.id(of: .dataset(0)) == "d1")
  }

  @Test func oddLinesAreCountedAndListed() {
    let (world, reader, events) = Self.read([
      Self.dataset("Queued"),
      "{ not json",
      Self.dataset("Fetching", "2026-01-05T08:00:05Z"),
      "",
      "{\"time\":\"2026-01-05T08:00:05Z\",\"system\":\"planet\",\"id\":\"x\",\"status\":\"round\"}",
      Self.dataset("Fetching", "2026-01-05T08:00:05Z"),
      Self.dataset("Queued", "2026-01-05T07:00:00Z"),
      Self.dataset("Complete", "2026-01-05T08:00:20Z"),
      Self.dataset("Levitating", "2026-01-05T08:00:30Z"),
      "{\"time\":\"yesterday\",\"system\":\"dataset\",\"id\":\"d1\",\"status\":\"Queued\"}",
    ])
    #expect(reader.lines == 10)
    #expect(reader.counts[.malformed] == 3)
    #expect(reader.counts[.duplicate] == 1)
    #expect(reader.counts[.late] == 1)
    #expect(reader.counts[.illegal] == 1)
    #expect(reader.counts[.unknown] == 1)
    #expect(world.anomalies.map(\.line) == [2, 5, 6, 7, 8, 9, 10])
    #expect(events.count { $0.object.kind == .feedLine } == 7)
    // The illegal change is a fact nonetheless, and the unknown status is shown as it came.
    #expect(world.datasets[0].status == StatusID.unknownRaw)
    #expect(StatusText.label(world, .dataset(0)) == "unknown (Levitating)")
    #expect(world.anomalies.contains { $0.kind == .illegal && $0.text.contains("Fetching to Complete") })
  }

  @Test func newIdsStartNewRuns() {
    let (world, reader, _) = Self.read([
      Self.dataset("Complete", id: "d1"), Self.dataset("Queued", "2026-01-05T09:00:00Z", id: "d2"),
      Self.dataset("Fetching", "2026-01-05T09:00:01Z", id: "d2"),
      Self.dataset("FetchError", "2026-01-05T09:00:09Z", id: "d2", more: ",\"code\":503"),
    ])
    #expect(reader.counts.isEmpty, "\(world.anomalies)")
    #expect(world.datasets.count == 1)
    #expect(world.datasets[0].run == 2 && world.datasets[0].successfulRun == 1)
    #expect(world.datasets[0].code == 503)
    #expect(world.id(of: .dataset(0)) == "d2")
  }

  /// With only the documented fields, objects of an account and a provider belong together.
  @Test func accountAndProviderIdentifyTheConnection() {
    func line(_ system: String, _ id: String, _ status: String, _ minute: Int, _ more: String = "") -> String {
      """
      {"time":"2026-01-05T08:0\(minute):00Z","system":"\(system)","id":"\(id)","status":"\(status)",\
      "account":"Cobalt","provider":"Xero"\(more)}
      """
    }
    let type = ",\"dataType\":\"invoices\""
    let (world, reader, _) = Self.read([
      line("connection", "c", "CONNECTED", 0), line("session", "s", "2", 1), line("dataset", "d1", "Complete", 2, type),
      line("dataset", "d2", "Queued", 3, type), line("dataset", "d1", "Complete", 4, type),
    ])
    #expect(world.connections.count == 1 && world.datasets.count == 1)
    #expect(world.connections[0].sessionStatus == .loading)
    #expect(world.datasets[0].run == 2 && world.datasets[0].datasetStatus == .queued)
    #expect(reader.counts == [.late: 1])
  }

  @Test func rightIsInferredFromPhaseAndStatus() {
    let (world, reader, _) = Self.read([
      """
      {"time":"2026-01-05T08:00:00Z","system":"request","id":"r","status":"Accessing data","right":"Deletion"}
      """,
      "{\"time\":\"2026-01-05T08:01:00Z\",\"system\":\"request\",\"id\":\"r\",\"status\":\"Data ready for deletion\"}",
      """
      {"time":"2026-01-05T08:02:00Z","system":"integration","id":"i","status":"Deletion \
      done","phase":"deletion","request":"q","name":"HR"}
      """,
    ])
    #expect(reader.counts.isEmpty, "\(world.anomalies)")
    #expect(world.requests[0].requestStatus == .readyForDeletion)
    #expect(world.integrations[0].kind == .deletionDone)
  }

  /// Account, provider and link from later lines are used; a link is never invented.
  @Test func laterLinesFillInMissingFields() {
    func line(_ hour: Int, _ rest: String) -> String { "{\"time\":\"2026-01-05T0\(hour):00:00Z\",\(rest)}" }
    let (world, reader, _) = Self.read([
      line(8, #""system":"dataset","id":"d","status":"Complete","dataType":"bills","connection":"c""#),
      line(8, #""system":"connection","id":"other","status":"CONNECTED""#),
      line(8, #""system":"request","id":"r","status":"Accessing data""#),
      line(
        8,
        #"""
        "system":"connection","id":"c","status":"AUTH_ERROR","account":"Cobalt","provider":"Xero",\#
        "redirectUrl":"https://x.example/l"
        """#
      ),
      line(9, #""system":"request","id":"r","status":"Data accessed","account":"Cobalt""#),
    ])
    #expect(reader.counts.isEmpty, "\(world.anomalies)")
    #expect(StatusText.account(world, .dataset(0)) == "Cobalt")
    #expect(StatusText.account(world, .request(0)) == "Cobalt")
    #expect(StatusText.objectName(world, .dataset(0)) == "Xero bills")
    let cobalt = Int(world.connections[0].account)
    #expect(world.connections(ofAccount: cobalt) == [0])
    #expect(world.connections(ofAccount: Int(world.connections[1].account)) == [1])
    #expect(world.redirectURL(ofConnection: 0) == "https://x.example/l")
    #expect(world.redirectURL(ofConnection: 1) == "")
  }

  @Test func linesReadTwiceAreDuplicates() {
    let first = Self.dataset("Queued", more: ",\"sequence\":1,\"trigger\":\"queue\"")
    let (world, reader, _) = Self.read([first, first])
    #expect(reader.counts == [.duplicate: 1])
    #expect(world.datasets[0].run == 1)
  }

  @Test func extremeNumbersAreSurvived() {
    let (_, reader, _) = Self.read([
      Self.dataset("Queued", more: ",\"cause\":9223372036854775807,\"sequence\":-9223372036854775808"),
      Self.dataset("Fetching", "0001-01-01T00:00:00Z", id: "d9", more: ",\"cause\":1,\"sequence\":9223372036854775807"),
      "{\"time\":\"2026-01-05T08:00:00Z\",\"system\":\"provider\",\"id\":\"Xero\",\"status\":\"on fire\"}",
      """
      {"time":"2026-01-05T08:00:00Z","system":"dataset","id":"d7","status":"Queued","dataType":"spells"}
      """,
    ])
    #expect(reader.counts[.unknown] == 2)
  }

  @Test func unpublishedNumbersAreUnknownAndShown() {
    let (world, reader, _) = Self.read([
      "{\"time\":\"2026-01-05T08:01:00Z\",\"system\":\"session\",\"id\":\"s1\",\"status\":24}"
    ])
    #expect(reader.counts[.unknown] == 1)
    #expect(StatusText.label(world, .session(0)) == "unknown (24)")
  }

  /// No feed traps.
  @Test(arguments: 0..<30) func hostileFeedsNeverTrap(_ seed: Int) {
    let statuses = Catalog.all.flatMap { $0.statuses.map(\.key) } + ["deleted", "24", "", "nonsense"]
    let systems = ["connection", "session", "dataset", "request", "integration", "provider"]
    var lines: [String] = []
    for turn in 0..<400 {
      var draw = Draw(seed: UInt64(seed), object: UInt64(turn), count: 0, purpose: .manager)
      func pick<T>(_ values: [T]) -> T {
        draw = draw.next
        return values[draw.index(values.count)]
      }
      let id = pick(["a", "b", "c", "d"])
      let trigger = pick(["", ",\"trigger\":\"\(pick(Trigger.allCases).name)\""])
      let numbers = pick([
        "", ",\"run\":\(pick([-1, 0, 5, Int.max]))", ",\"records\":-7", ",\"attempt\":99999", ",\"code\":70000",
      ])
      let time = ISO8601.text(1_767_600_000_000 + draw.next.below(Span.day))
      let kind = pick(["", ",\"integrationType\":\"Direct Contact\"", ",\"right\":\"Deletion\",\"phase\":\"deletion\""])
      let line =
        """
        {"time":"\(time)","system":"\(pick(systems))","id":"\(id)","status":"\(pick(statuses))",\
        "connection":"\(pick(["x", "y"]))","session":"\(id)","request":"r",\
        "dataType":"invoices"\(trigger)\(numbers)\(kind)}
        """
      lines.append(turn % 17 == 0 ? String(line.prefix(draw.index(line.count))) : line)
    }
    let (world, reader, _) = Self.read(lines)
    #expect(reader.lines == lines.count)
    for kind in [TableKind.connections, .sessions, .datasets, .requests, .integrations, .todo] {
      #expect(throws: Never.self) { _ = try Self.rows(kind, world) }
    }
  }

  @Test func byteOrderMarkAndCarriageReturnsAreAccepted() {
    let line = Self.dataset("Queued")
    let (world, reader, _) = Self.read(["\u{FEFF}\(line)\r", "  "])
    #expect(reader.counts.isEmpty)
    #expect(world.datasets[0].datasetStatus == .queued)
  }
}
