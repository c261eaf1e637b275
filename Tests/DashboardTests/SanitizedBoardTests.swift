import Canvas
import Dashboard
import Fixtures
import Foundation
import Lifecycles
import Queries
import Simulation
import Testing

/// Names that a terminal would obey, on every screen and in everything that can go to a terminal.
@Suite struct SanitizedBoardTests {
  static let harmful: [Unicode.Scalar] = [
    0...0x1F, 0x7F...0x9F, 0x61C...0x61C, 0x200B...0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x2064,
    0x2066...0x206F, 0xFEFF...0xFEFF, 0xFFF9...0xFFFB, 0xE0041...0xE0041,
  ].flatMap { (range: ClosedRange<UInt32>) in range.compactMap(Unicode.Scalar.init) }

  /// Names with a few of them each.
  static let names: [String] = stride(from: 0, to: harmful.count, by: 6).map { start in
    "Zeta" + harmful[start..<min(start + 6, harmful.count)].map { "\(Character($0))." }.joined()
  }

  private static func harm(_ text: some StringProtocol) -> [Unicode.Scalar] {
    let all = Set(harmful)
    return text.unicodeScalars.filter { all.contains($0) && $0 != "\n" }
  }

  /// Accounts, system owners and providers with those names.
  static let scenario: Scenario = {
    var scenario = Scenario.quiet([])
    scenario.named = []
    for name in names {
      var provider = Provider(name: name, category: .crm)
      provider.failuresPerMillion = 0
      scenario.providers.append(provider)
      var account = NamedAccount(name: name)
      var connection = NamedConnection(provider: name)
      connection.status = .authError
      connection.types = DataTypeSet([DataType(name: "invoices")!])
      account.connections = [connection]
      var request = NamedRequest()
      request.receivedAfter = 1
      var contact = NamedIntegration()
      contact.contact = name
      request.integrations = [contact]
      account.requests = [request]
      scenario.named.append(account)
    }
    return scenario
  }()

  private static func board(_ screen: Screen, isASCII: Bool = false) throws -> TestBoard {
    var board = try TestBoard(scenario, width: 200, height: 60, isASCII: isASCII, paused: false, screen: screen)
    board.tick(500)
    return board
  }

  @Test(arguments: Screen.allCases, [false, true]) func screensAreHarmless(_ screen: Screen, _ isASCII: Bool) throws {
    let board = try Self.board(screen, isASCII: isASCII)
    #expect(Self.harm(board.text) == [], "\(screen)")
    #expect(board.text.contains("Zeta") || screen == .overview, "\(screen) shows no name")
  }

  /// Every tab of an object's page, why, questions, lists and the message line.
  @Test(arguments: [Screen.connections, .requests, .datasets]) func pagesAreHarmless(_ screen: Screen) throws {
    var board = try Self.board(screen)
    for row in 0..<Self.names.count / 3 {
      var page = board
      page.press(.enter)
      for _ in 0..<6 {
        #expect(Self.harm(page.text) == [], "page of row \(row)")
        page.press(.right)
      }
      for keys in ["w", "d", "r", "y", "i", "e", ":", "x", "t"] {
        var overlay = board
        overlay.type(keys)
        #expect(Self.harm(overlay.text) == [], "\(keys) on row \(row)")
        overlay.type("\r")
        #expect(Self.harm(overlay.text) == [], "\(keys), Enter on row \(row)")
      }
      board.press(.down, .down, .down)
    }
  }

  /// Lines of plain mode, as they are said: one line each, whatever the names.
  @Test func plainLinesAreHarmless() throws {
    var plain = PlainBoard(try Self.board(.connections).state)
    var lines = plain.greeting
    for command in ["list", "1", "why", "actions", "connections", "2", "datasets", "requests", "1", "send-link", "yes"]
    {
      let answer = plain.read(command)
      lines += answer.lines
      lines += plain.changes()
    }
    lines += plain.changes()
    let said = lines.map { SanitizedText($0).plain }
    #expect(said.count { $0.contains("Zeta") } > Self.names.count)
    for line in said {
      #expect(Self.harm(line) == [] && !line.contains("\n"), "\(line)")
    }
  }

  @Test func exportedTextsAreHarmless() throws {
    let state = try Self.board(.connections).state
    let context = ColumnContext(world: state.world, glyphs: state.glyphs)
    let objects = Self.names.indices.map { ObjectRef.connection($0) }
    let export = TableExport(columns: TableKind.connections.columns, context: context)
    for text in [export.table(objects), export.markdown(objects)] {
      #expect(text.contains("Zeta"))
      #expect(Self.harm(text) == [])
    }
    // JSON escapes what a terminal obeys, and keeps what is merely invisible.
    #expect(Self.harm(export.json(objects)).allSatisfy { [.format].contains($0.properties.generalCategory) })
    #expect(!Self.harm(export.json(objects)).contains { $0.properties.isBidiControl })
    #expect(export.table(objects).split(separator: "\n").count == objects.count + 1)
    #expect(export.markdown(objects).split(separator: "\n").count == objects.count + 2)
    // The JSON has the names as they are.
    let parsed = try JSONSerialization.jsonObject(with: Data(export.json(objects).utf8)) as? [[String: Any]]
    #expect(parsed?.compactMap { $0["provider_name"] as? String } == Self.names)
  }
}
