import Canvas
import Configuration
import Lifecycles
import Testing

/// Themes: complete, readable, and reported with their mistakes.
@Suite struct ThemeFileTests {
  static func builtIn(_ name: String) throws -> Theme {
    try ThemeFile.parse(ThemeFile.builtInText(name) ?? "", file: name)
  }

  @Test(arguments: ThemeFile.builtInNames) func builtInThemesAreComplete(_ name: String) throws {
    let theme = try Self.builtIn(name)
    #expect(theme.name == name)
    #expect(!theme.about.isEmpty)
    // Glyphs differ, so that color is never the only difference.
    #expect(Set(theme.signs.map(\.sign)).count == StatusCategory.allCases.count)
    #expect(Set(theme.signs.map(\.ascii)).count == StatusCategory.allCases.count)
    #expect(Set(theme.signs.map(\.word)).count == StatusCategory.allCases.count)
    // Without colors, the cursor and the bars are still visible.
    for role in [Role.cursor, .barTop, .barPaused, .barProblem] {
      #expect(theme[role].cellAttributes(.none).attributes.contains(.reverse), "\(role.name)")
    }
  }

  @Test func thereAreAtLeastTenThemes() {
    #expect(ThemeFile.builtInNames.count >= 10)
    #expect(Set(ThemeFile.builtInNames).count == ThemeFile.builtInNames.count)
  }

  /// All text on every background it can have: 4.5 to 1, or more if the theme promises more.
  @Test(arguments: ThemeFile.builtInNames) func allTextIsReadable(_ name: String) throws {
    let check = ThemeCheck(try Self.builtIn(name))
    #expect(check.lowContrast.isEmpty, "\(check.lowContrast)")
    if name != "monochrome" { #expect(check.contrasts(.direct).count > 60) }
  }

  @Test(arguments: ["high-contrast", "high-contrast-light"]) func highContrastThemesReachSevenToOne(_ name: String)
    throws
  {
    let check = ThemeCheck(try Self.builtIn(name))
    #expect(check.theme.contrast == 7)
    for depth in [ColorDepth.direct, .full] {
      let texts = check.contrasts(depth).filter { !$0.isOrnament }
      #expect(texts.allSatisfy { $0.contrast >= 7 })
    }
  }

  @Test(arguments: ColorDeficiency.allCases) func standingsStayApart(_ deficiency: ColorDeficiency) throws {
    let check = ThemeCheck(try Self.builtIn(deficiency.rawValue))
    #expect(check.theme.safeFor == [deficiency.rawValue])
    #expect(check.indistinguishable.isEmpty, "\(check.indistinguishable)")
    for depth in [ColorDepth.direct, .full] {
      #expect((check.closest(deficiency, depth)?.distance ?? 0) >= 15)
    }
  }

  /// The check finds low contrast and similar categories.
  @Test func checkFindsProblems() throws {
    let text = """
      name = "bad"
      extends = "dark"
      safe_for = ["deuteranopia"]
      [palette]
      grey = "#404040 | 238 | black"
      failed = "#d75f5f | 167 | red"
      done = "#a08a4f | 137 | green"
      """
    let check = ThemeCheck(try ThemeFile.parse(text, file: "bad.toml"))
    #expect(check.lowContrast.contains { $0.what == "text.muted" && $0.contrast < 3 })
    #expect(!check.lowContrast.contains { $0.what == "bar.top" })
    #expect(check.indistinguishable.contains { $0.deficiency == .deuteranopia })
  }

  @Test func monochromeUsesNoColors() throws {
    let theme = try Self.builtIn("monochrome")
    for role in Role.allCases { #expect(theme[role].foreground == nil && theme[role].background == nil) }
  }

  @Test func themesInheritFromTheOneTheyExtend() throws {
    let dark = try Self.builtIn("dark")
    let text = """
      name = "mine"
      extends = "dark"
      [palette]
      failed = "#123456"
      [roles]
      "tab" = "failed"
      "frame" = { fg = "brightblue", underline = true }
      [glyphs]
      done = ["+", "+", "fine"]
      """
    let mine = try ThemeFile.parse(text, file: "mine.toml")
    #expect(mine[.failed].foreground?.rgb == 0x123456)
    #expect(mine[.tab].foreground?.rgb == 0x123456)
    #expect(mine[.frame].attributes == .underline)
    #expect(mine[.done] == dark[.done])
    #expect(mine.signs[Int(StatusCategory.done.rawValue)] == CategorySign(sign: "+", ascii: "+", word: "fine"))
    #expect(mine.signs[0] == dark.signs[0])
    #expect(mine.appearance == "dark")
  }

  /// True color, 256, 16 and none in one value. Missing ones are the nearest.
  @Test func paletteValuesListEveryDepth() throws {
    func color(_ chain: String) throws -> Color? {
      let text = "name = \"m\"\nextends = \"dark\"\n[roles]\n\"tab\" = \"\(chain)\""
      return try ThemeFile.parse(text, file: "m.toml")[.tab].foreground
    }
    let whole = try color("#87d7ff | 117 | brightcyan | bold underline".replacing(" underline", with: " | underline"))
    #expect(whole == Color(rgb: 0x87D7FF, of256: 117, of16: 14, attributes: [.bold, .underline]))
    #expect(whole?.number(.direct) == 0x87D7FF)
    #expect(whole?.number(.full) == 117)
    #expect(whole?.number(.sixteen) == 14)
    #expect(whole?.number(.none) == -1)
    #expect(try color("#ff0000") == Color(rgb: 0xFF0000, of256: 196, of16: 9))
    #expect(try color("16") == Color(rgb: 0, of256: 16, of16: 0))
    #expect(try color("white")?.of256 == 7)
    #expect(try color("default") == nil)
  }

  @Test func changeAndCursorStylesCombine() throws {
    let theme = try Self.builtIn("high-contrast")
    let both = theme.textStyle(Style(.failed, isCursor: true, isChanged: true))
    #expect(both.background == theme[.changed].background)
    #expect(both.attributes.contains(.bold))
    let match = theme.textStyle(Style(.match, isCursor: true))
    #expect(match.background == theme[.match].background && match.attributes.contains(.reverse))
  }

  static let wrong: [(text: String, line: Int, part: String)] = [
    ("name = \"t\"\nextends = \"drak\"", 2, "Did you mean dark?"),
    ("name = \"dark\"\nextends = \"dark\"", 2, "can't extend itself"),
    ("name = \"t\"\nextends = \"dark\"\n[palette]\nink = \"252 | whiite\"", 4, "is not a color"),
    ("name = \"t\"\nextends = \"dark\"\n[palette]\nink = \"bold\"", 4, "has no color"),
    ("name = \"t\"\nextends = \"dark\"\n[palette]\na = \"b\"\nb = \"a\"", 5, "refers to itself"),
    ("name = \"t\"\nextends = \"dark\"\n[roles]\n\"framme\" = \"grey\"", 4, "Did you mean frame?"),
    ("name = \"t\"\nextends = \"dark\"\n[roles]\n\"frame\" = 7", 4, "must be a color or a table"),
    ("name = \"t\"\nextends = \"dark\"\n[glyphs]\ndone = [\"xx\", \"x\"]", 4, "one-cell"),
    ("name = \"t\"\nsafe_for = [\"deuteranopa\"]", 2, "Did you mean deuteranopia?"),
    ("name = \"t\"\n[roles]\n\"text\" = \"red\"", 2, "is missing"),
    ("name = \"t\"\ncontrast = 30", 2, "from 1 to 21"),
  ]

  @Test(arguments: wrong.indices) func themeMistakesAreReportedWithTheirPosition(_ index: Int) {
    let row = Self.wrong[index]
    do {
      _ = try ThemeFile.parse(row.text, file: "t.toml")
      Issue.record("was accepted: \(row.text)")
    } catch {
      #expect(error.line == row.line, "\(error.message)")
      #expect(error.problem.contains(row.part), "\(error.message)")
    }
  }
}
