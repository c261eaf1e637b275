import Canvas
import Configuration
import Dashboard
import Lifecycles
import Simulation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// What the README says is so.
@Suite struct ReadmeTests {
  private static let text: String = {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    guard let file = fopen("\(root)/README.md", "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }()

  @Test func theKeysAreTheProgramsOwn() { #expect(Self.text.contains(KeyTable.markdown(.standard))) }

  /// The text of an example, by its number.
  private static func example(_ number: Int) -> String {
    let parts = text.split(separator: "```toml\n")
    return String(parts[number].prefix(upTo: parts[number].firstRange(of: "```")!.lowerBound))
  }

  @Test func theConfigurationAndTheThemeAreAccepted() throws {
    let configuration = try ConfigurationFile.parse(Self.example(2), file: "README.md")
    #expect(configuration.themeOnDark == "nord" && configuration.preferences.views.count == 1)
    #expect(configuration.preferences.keys.action(.function(5)) == .requeue)
    let theme = try ThemeFile.parse(Self.example(3), file: "README.md")
    #expect(theme[.failed].foreground?.rgb == 0xFF9F7F && theme.signs[3].word == "fine")
    for name in ThemeFile.builtInNames { #expect(Self.text.contains("| `\(name)` |"), "\(name)") }
    for scenario in ScenarioFile.builtIn { #expect(Self.text.contains("| `\(scenario.name)` |"), "\(scenario.name)") }
  }

  @Test func theScenarioIsAccepted() throws {
    let example = Self.example(1)
    let scenario = try ScenarioFile.parse(example, file: "README.md")
    var simulator = Simulator(scenario)
    simulator.run(until: scenario.start + Span.hour)
    #expect(simulator.scriptRefusals.isEmpty)
    #expect(simulator.world.requests[0].requestStatus == .deletionAccessing)
  }

  /// The picture is the program's: the same bytes that it draws today.
  @Test func thePictureIsTrue() throws {
    let board = try TestBoard(width: 110, height: 24)
    for y in 0..<24 { #expect(Self.text.contains(board.line(y)), "line \(y) of the picture: \(board.line(y))") }
  }
}
