import Canvas
import Configuration
import Foundation
import Lifecycles
import Queries
import Simulation
import Testing

/// Tables outside the screen are read back by strict readers, whatever the names in them.
@Suite struct TableExportTests {
  /// Reads CSV as RFC 4180 describes it, without mercy.
  struct CSVReader {
    struct Malformed: Error { let what: String }

    private var scalars: ArraySlice<Unicode.Scalar>

    init(_ text: String) { scalars = ArraySlice(text.unicodeScalars) }

    static func records(_ text: String) throws -> [[String]] {
      var reader = CSVReader(text)
      var records: [[String]] = []
      while !reader.scalars.isEmpty { records.append(try reader.record()) }
      guard Set(records.map(\.count)).count <= 1 else { throw Malformed(what: "records of different lengths") }
      return records
    }

    private mutating func record() throws -> [String] {
      var fields = [try field()]
      while scalars.first == "," {
        scalars.removeFirst()
        fields.append(try field())
      }
      guard scalars.starts(with: ["\r", "\n"]) else { throw Malformed(what: "a record doesn't end in CRLF") }
      scalars.removeFirst(2)
      return fields
    }

    private mutating func field() throws -> String {
      var text = String.UnicodeScalarView()
      guard scalars.first == "\"" else {
        while let next = scalars.first, next != ",", next != "\r" {
          guard next != "\"", next != "\n" else { throw Malformed(what: "\(next.value) outside quotes") }
          text.append(scalars.removeFirst())
        }
        return String(text)
      }
      scalars.removeFirst()
      while let next = scalars.popFirst() {
        guard next == "\"" else {
          text.append(next)
          continue
        }
        guard scalars.first == "\"" else { return String(text) }
        text.append(scalars.removeFirst())
      }
      throw Malformed(what: "a quoted field without an end")
    }
  }

  /// The cells of a row of a Markdown table: a backslash before punctuation makes it text.
  static func markdownCells(_ line: some StringProtocol) -> [String] {
    var cells: [String] = []
    var cell = String.UnicodeScalarView()
    var scalars = ArraySlice(line.unicodeScalars)
    while let next = scalars.popFirst() {
      if next == "\\", let escaped = scalars.first, escaped == "|" || escaped == "\\" {
        cell.append(scalars.removeFirst())
      } else if next == "|" {
        cells.append(String(cell))
        cell = .init()
      } else {
        cell.append(next)
      }
    }
    // What is before the first bar and after the last one is not a cell.
    return cells.dropFirst().map { String($0.dropFirst().dropLast()) }
  }

  /// Names of everything that is special to a format or a spreadsheet.
  static func name(_ draw: inout Draw) -> String {
    let parts = [
      "\"", ",", "\r", "\n", "\r\n", "=", "+", "-", "@", "\t", "'", "|", "\\", " ", ";", "Zoë", "漢字", "\u{301}", "🙂",
      "a", "SUM(A1)", "\u{0}", "\u{1B}[31m", "\u{2028}", "\u{9B}", "عربي", "`", "<b>", "&amp;", "#", "1",
      // Special, and part of a longer character.
      "\"\u{301}", ",\u{301}", "|\u{301}", "\\\u{301}",
    ]
    draw = draw.next
    let count = draw.index(6)
    return (0..<count).map { _ in
      draw = draw.next
      return parts[draw.index(parts.count)]
    }.joined()
  }

  /// A world in which every name and id is random, and the objects of each table in it.
  private static func world(_ seed: UInt64) -> World {
    var draw = Draw(seed: seed, object: 3, count: 0, purpose: .manager)
    var world = World(providers: [], identity: .given([:]), now: 1_767_600_000_000)
    var events: [(ObjectRef, UInt8)] = []
    for number in 0..<40 {
      let account = world.apply(.account(name: name(&draw)))
      let provider = world.apply(.provider(Provider(name: name(&draw), category: .crm)))
      let connection = world.apply(.connection(account: account, provider: provider, types: DataTypeSet(bits: 6)))
      let request = world.apply(.request(account: account, right: .access, statute: .gdpr))
      let contact = world.apply(.contact(name: name(&draw)))
      let integration = world.apply(
        .integration(request: request, type: .directContact, connection: nil, contact: contact, pauses: false))
      let table = IntegrationTable(isDeletion: false, phase: .access, type: .directContact)
      events += [
        (.connection(connection), ConnectionStatus.allCases[number % 5].rawValue),
        (.session(connection), SessionStatus.allCases[number % 20].rawValue),
        (.dataset(2 * number), DatasetStatus.allCases[number % 21].rawValue),
        (.request(request), RequestStatus.accessing.rawValue),
        (.integration(integration), IntegrationStatus(table, table.kinds[number % table.kinds.count]).raw),
      ]
      for (object, _) in events.suffix(5) { world.apply(.identified(object, id: name(&draw))) }
    }
    for (object, status) in events {
      world.apply(
        Event(
          sequence: world.lastSequence + 1, time: world.now, cause: .root, object: object, trigger: .observed,
          from: StatusID.absentRaw, to: status))
    }
    world.now += 40 * Span.day
    return world
  }

  private struct Sample {
    let world: World
    let kind: TableKind
    let objects: [ObjectRef]
    let context: ColumnContext

    init(_ seed: UInt64, _ kind: TableKind) throws {
      let world = TableExportTests.world(seed)
      self.world = world
      self.kind = kind
      objects = (0..<kind.rowSpace(world)).filter { kind.exists($0, world) }.map { kind.object($0, world) }
      let theme = try ThemeFile.parse(ThemeFile.builtInText("monochrome") ?? "", file: "monochrome")
      context = ColumnContext(world: world, glyphs: Glyphs(theme: theme, isASCII: false))
    }

    var export: TableExport { TableExport(columns: kind.columns, context: context) }
    func cells(_ object: ObjectRef) -> [String] { kind.columns.map { $0.cell(context, object).text } }
  }

  /// A cell that a spreadsheet would run has an apostrophe before it.
  private static func inert(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return text }
    return "'" + text
  }

  @Test(arguments: TableKind.allCases, 0..<4 as Range<UInt64>)
  func aStrictReaderReadsTheCSVBack(_ kind: TableKind, _ seed: UInt64) throws {
    let sample = try Sample(seed, kind)
    #expect(sample.objects.count >= 10)
    let records = try CSVReader.records(sample.export.csv(sample.objects))
    #expect(records.first == kind.columns.map(\.key) + ["full_id"])
    #expect(records.count == sample.objects.count + 1)
    for (object, record) in zip(sample.objects, records.dropFirst()) {
      let expected = (sample.cells(object) + [sample.world.id(of: object)]).map(Self.inert)
      #expect(record.map { Array($0.unicodeScalars) } == expected.map { Array($0.unicodeScalars) })
      for field in record {
        #expect(field.unicodeScalars.first.map { !"=+-@\t\r".unicodeScalars.contains($0) } ?? true)
      }
    }
  }

  @Test(arguments: TableKind.allCases, 4..<8 as Range<UInt64>)
  func markdownRowsHaveTheirCells(_ kind: TableKind, _ seed: UInt64) throws {
    let sample = try Sample(seed, kind)
    let lines = sample.export.markdown(sample.objects).split(separator: "\n")
    #expect(lines.count == sample.objects.count + 2)
    #expect(Self.markdownCells(lines[0]) == kind.columns.map(\.title))
    #expect(Self.markdownCells(lines[1]).allSatisfy { ["---", "---:"].contains($0) })
    for (object, line) in zip(sample.objects, lines.dropFirst(2)) {
      let expected = sample.cells(object).map { Array(SanitizedText($0).plain.unicodeScalars) }
      #expect(Self.markdownCells(line).map { Array($0.unicodeScalars) } == expected, "\(line)")
    }
  }

  /// The JSON is valid, with one object per row and the names as they are.
  @Test(arguments: TableKind.allCases, 8..<11 as Range<UInt64>)
  func jsonIsReadBack(_ kind: TableKind, _ seed: UInt64) throws {
    let sample = try Sample(seed, kind)
    let text = sample.export.json(sample.objects)
    let jsonObjects = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(jsonObjects.count == sample.objects.count)
    for (object, json) in zip(sample.objects, jsonObjects) {
      #expect(json["id"] as? String == sample.world.id(of: object) || object.kind == .dataset)
      switch object.kind {
      case .connection:
        #expect(json["provider_name"] as? String == sample.world.provider(ofConnection: object.position).name)
      case .integration: #expect(json["name"] as? String == sample.world.name(ofIntegration: object.position))
      default: break
      }
    }
  }

  /// The text table has one line per row, and its columns start where the titles do.
  @Test(arguments: TableKind.allCases) func textTablesHaveStraightColumns(_ kind: TableKind) throws {
    let sample = try Sample(12, kind)
    let lines = sample.export.table(sample.objects).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == sample.objects.count + 2 && lines.last?.isEmpty == true)
    let title = try #require(kind.columns.dropFirst().first?.title)
    let start = try #require(lines[0].firstRange(of: title)).lowerBound
    let column = DisplayWidth.of(String(lines[0][..<start]))
    for (object, line) in zip(sample.objects, lines.dropFirst()) {
      let first = SanitizedText(sample.cells(object)[0]).plain
      #expect(line.unicodeScalars.starts(with: first.unicodeScalars))
      #expect(column >= DisplayWidth.of(first) + 2)
    }
  }

  /// The reader refuses what isn't CSV: otherwise it proves nothing.
  @Test(arguments: ["a\"b\r\n", "\"a\"b\r\n", "\"a\r\n", "a\nb\r\n", "a", "a,b\r\nc\r\n", "a\rb\r\n"])
  func malformedCSVIsRefused(_ text: String) {
    #expect(throws: CSVReader.Malformed.self) { try CSVReader.records(text) }
  }
}
