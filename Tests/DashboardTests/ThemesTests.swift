import Canvas
import Configuration
import Dashboard
import Fixtures
import Foundation
import Lifecycles
import Queries
import Simulation
import Testing

/// The theme picker, styles at every color depth, and the tour.
@Suite struct ThemesTests {
  @Test func themePickerPreviewsTheSelectedTheme() throws {
    var preferences = Preferences()
    preferences.themes = ["dark", "nord", "light"].map { ThemeChoice(name: $0, about: "about \($0)") }
    preferences.theme = "dark"
    var board = try TestBoard(preferences: preferences)
    #expect(board.type("T").isEmpty)
    #expect(board.press(.down) == [.theme("nord")])
    #expect(board.press(.escape) == [.theme("dark")])
    board.type("T")
    #expect(board.press(.down, .down) == [.theme("nord"), .theme("light")])
    #expect(board.press(.enter) == [.theme("light")])
    #expect(board.message.contains("theme = \"light\""))
  }

  /// What a terminal is sent for every theme, color depth and style.
  @Test(arguments: ThemeFile.builtInNames, ColorDepth.allCases) func everyStyleIsDrawnAtEveryDepth(
    _ name: String, _ depth: ColorDepth
  ) throws {
    let theme = try ThemeFile.parse(ThemeFile.builtInText(name) ?? "", file: name)
    for role in Role.allCases {
      let plain = theme.textStyle(Style(role)).cellAttributes(depth)
      let ceiling: Int32 = depth == .direct ? 0xFFFFFF : depth == .full ? 255 : 15
      switch depth {
      case .none: #expect(plain.foreground == -1 && plain.background == -1)
      default: #expect(plain.foreground <= ceiling && plain.background <= ceiling)
      }
      if name != "monochrome", depth != .none { #expect(plain.foreground >= 0 && plain.foreground != plain.background) }
      // Highlights apply to the roles of rows.
      guard ![.cursor, .changed, .tabActive, .match].contains(role) else { continue }
      // The cursor's row and changes are visible at any depth.
      let cursor = theme.textStyle(Style(role, isCursor: true)).cellAttributes(depth)
      let changed = theme.textStyle(Style(role, isChanged: true)).cellAttributes(depth)
      let hasOwnGround = theme[role].background != nil || theme[role].attributes.contains(.reverse)
      if !hasOwnGround { #expect(cursor != plain, "\(role.name) under the cursor") }
      if !hasOwnGround, role != .input { #expect(changed != plain, "\(role.name) changed") }
    }
    // Failures differ from successes.
    let failed = theme.textStyle(Style(.failed)).cellAttributes(depth)
    #expect(failed != theme.textStyle(Style(.done)).cellAttributes(depth))
  }

  // MARK: The tour

  @Test func tourCanBeFollowedAndLeft() throws {
    var board = try TestBoard(width: 80, height: 24)
    board.type(":tour\r")
    #expect(board.text.contains("What you see (1 of 7)"))
    var screens: [Screen] = []
    for step in 2...7 {
      board.press(.enter)
      #expect(board.text.contains("(\(step) of 7)"))
      screens.append(board.state.navigation.screen)
    }
    #expect(screens.contains(.todo) && screens.contains(.events))
    board.press(.left)
    #expect(board.text.contains("(6 of 7)"))
    board.press(.right, .enter)
    #expect(board.state.navigation.overlay == nil)
    board.type(":tour\r\u{1B}")
    #expect(board.state.navigation.overlay == nil)
  }

  @Test func firstStartShowsAWelcome() throws {
    var preferences = Preferences()
    preferences.isFirstRun = true
    var board = try TestBoard(width: 80, height: 24, preferences: preferences)
    #expect(board.text.contains("Welcome."))
    for _ in 0..<30 { board.tick(1_000) }
    #expect(board.text.contains("Welcome."))
    board.press(.down)
    #expect(!board.text.contains("Welcome."))
  }
}
