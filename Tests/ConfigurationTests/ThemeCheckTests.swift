import Canvas
import Configuration
import Lifecycles
import Testing

/// The theme check finds a fault at the color depth that has it, wherever in the theme it is.
@Suite struct ThemeCheckTests {
  static let depths: [ColorDepth] = [.direct, .full, .sixteen]

  /// Black and white, so that nothing is faint at any depth.
  static let clear: Theme = {
    let white = Color(rgb: 0xFFFFFF, of256: 231, of16: 15)
    let black = Color(rgb: 0, of256: 16, of16: 0)
    var textStyles = [TextStyle](repeating: TextStyle(), count: Role.allCases.count)
    for role in Role.allCases { textStyles[Int(role.rawValue)].foreground = white }
    textStyles[Int(Role.text.rawValue)].background = black
    for role in [Role.barTop, .barPaused, .barProblem, .match] { textStyles[Int(role.rawValue)].background = black }
    for role in [Role.cursor, .changed] {
      textStyles[Int(role.rawValue)].foreground = nil
      textStyles[Int(role.rawValue)].background = black
    }
    let signs = StatusCategory.allCases.map { CategorySign(sign: "●", ascii: "*", word: $0.word) }
    return Theme(name: "clear", appearance: "dark", textStyles: textStyles, signs: signs)
  }()

  /// A color with another value at one depth only.
  private static func color(_ color: Color, _ depth: ColorDepth, rgb: UInt32, of256: UInt8, of16: UInt8) -> Color {
    var color = color
    switch depth {
    case .direct: color.rgb = rgb
    case .full: color.of256 = of256
    case .sixteen: color.of16 = of16
    case .none: break
    }
    return color
  }

  /// Hardly lighter than the black ground.
  private static func dark(_ color: Color, _ depth: ColorDepth) -> Color {
    Self.color(color, depth, rgb: 0x303030, of256: 236, of16: 4)
  }

  @Test func clearThemeHasNoFault() {
    for depth in Self.depths {
      #expect(ThemeCheck(Self.clear).lowContrast(depth).isEmpty)
      #expect(ThemeCheck(Self.clear).contrasts(depth).count > 60)
    }
    #expect(ThemeCheck(Self.clear).lowContrast.isEmpty)
  }

  /// Each role in turn is made faint at one depth: found there, and nowhere else.
  @Test(arguments: depths, Role.allCases.filter { $0 != .cursor && $0 != .changed })
  func faintRolesAreFound(_ depth: ColorDepth, _ role: Role) throws {
    var theme = Self.clear
    let white = try #require(theme[role].foreground)
    theme.textStyles[Int(role.rawValue)].foreground = Self.dark(white, depth)
    let check = ThemeCheck(theme)
    for other in Self.depths where other != depth { #expect(check.lowContrast(other).isEmpty) }
    let lowContrast = check.lowContrast(depth)
    #expect(lowContrast.contains { $0.what == role.name && $0.depth == depth && $0.contrast < 2.5 })
    // Nothing else is at fault, except what has no color of its own.
    #expect(lowContrast.allSatisfy { $0.what.hasPrefix(role.name) })
    #expect(check.lowContrast.contains { $0.what == role.name } == (depth != .sixteen))
  }

  /// A background that comes from the cursor or from a change swallows the text on it, again at one depth only.
  @Test(arguments: depths, [Role.cursor, .changed])
  func backgroundsThatSwallowTextAreFound(_ depth: ColorDepth, _ role: Role) throws {
    var theme = Self.clear
    let black = try #require(theme[role].background)
    theme.textStyles[Int(role.rawValue)].background = Self.color(black, depth, rgb: 0xE0E0E0, of256: 254, of16: 7)
    let check = ThemeCheck(theme)
    for other in Self.depths where other != depth { #expect(check.lowContrast(other).isEmpty) }
    let suffix = role == .cursor ? " under the cursor" : " changed"
    for name in ["text", "text.muted", "status.failed", "status.done", "input", "row.marked"] {
      #expect(check.lowContrast(depth).contains { $0.what == name + suffix }, "\(name)")
      #expect(!check.lowContrast(depth).contains { $0.what == name }, "\(name)")
    }
    let both = check.lowContrast(depth).filter { $0.what.hasSuffix(" changed, under the cursor") }
    #expect(both.isEmpty == (role == .cursor), "a change covers the cursor")
  }

  /// A bar's own background.
  @Test(arguments: depths, [Role.barTop, .barPaused, .barProblem, .match])
  func faintBarsAreFound(_ depth: ColorDepth, _ role: Role) throws {
    var theme = Self.clear
    let black = try #require(theme[role].background)
    theme.textStyles[Int(role.rawValue)].background = Self.color(black, depth, rgb: 0xD0D0D0, of256: 252, of16: 7)
    let check = ThemeCheck(theme)
    #expect(check.lowContrast(depth).contains { $0.what == role.name })
    for other in Self.depths where other != depth { #expect(check.lowContrast(other).isEmpty) }
  }

  /// Text needs 4.5 to 1, or what the theme promises; a frame needs 3 to 1. Just below is found, just above is not.
  @Test func limitsAreExact() {
    func lowContrast(_ role: Role, _ rgb: UInt32, promise: Double = Theme.leastContrast) -> Bool {
      var theme = Self.clear
      theme.contrast = promise
      theme.textStyles[Int(role.rawValue)].foreground = Color(rgb: rgb, of256: 231, of16: 15)
      return ThemeCheck(theme).lowContrast.contains { $0.what == role.name }
    }
    // On black: 0x737373 has 4.43 to 1, 0x757575 has 4.55; 0x585858 has 2.97, 0x5A5A5A has 3.05.
    #expect(lowContrast(.muted, 0x737373) && !lowContrast(.muted, 0x757575))
    #expect(lowContrast(.frame, 0x585858) && !lowContrast(.frame, 0x5A5A5A))
    // 0x949494 has 6.92 to 1, 0x969696 has 7.1.
    #expect(lowContrast(.done, 0x949494, promise: 7) && !lowContrast(.done, 0x969696, promise: 7))
    #expect(!lowContrast(.done, 0x949494))
  }

  // MARK: Standings

  static let categoryRoles: [Role] = [.failed, .waiting, .working, .done, .ended, .unknown]

  /// Six colors that are far apart for everybody, at every depth.
  static let apart: Theme = {
    var theme = clear
    theme.safeFor = ColorDeficiency.allCases.map(\.rawValue)
    let colors: [(of256: UInt8, of16: UInt8)] = [(204, 8), (16, 0), (123, 10), (22, 15), (226, 13), (91, 1)]
    for (role, color) in zip(categoryRoles, colors) {
      theme.textStyles[Int(role.rawValue)].foreground = Color(
        rgb: ColorTable.rgb(color.of256), of256: color.of256, of16: color.of16)
    }
    return theme
  }()

  @Test func standingsThatAreFarApartAreFine() {
    let check = ThemeCheck(Self.apart)
    #expect(check.indistinguishable.isEmpty, "\(check.indistinguishable)")
    for depth in Self.depths { #expect(check.indistinguishable(depth).isEmpty, "\(check.indistinguishable(depth))") }
  }

  /// Each pair in turn gets the same color at one depth: found there for every deficiency, and not at the others.
  @Test(arguments: depths) func standingsThatLookAlikeAreFound(_ depth: ColorDepth) throws {
    for (index, first) in Self.categoryRoles.enumerated() {
      for (offset, second) in Self.categoryRoles.enumerated().dropFirst(index + 1) {
        var theme = Self.apart
        let color = try #require(theme[first].foreground)
        let own = try #require(theme[second].foreground)
        theme.textStyles[Int(second.rawValue)].foreground = Self.color(
          own, depth, rgb: color.rgb, of256: color.of256, of16: color.of16)
        let check = ThemeCheck(theme)
        let indistinguishable = check.indistinguishable(depth)
        #expect(indistinguishable.map(\.deficiency) == ColorDeficiency.allCases, "\(first.name), \(second.name)")
        for pair in indistinguishable {
          #expect(pair.first == StatusCategory.allCases[index] && pair.second == StatusCategory.allCases[offset])
          #expect(pair.distance < 1)
        }
        #expect(check.indistinguishable.isEmpty == (depth == .sixteen))
        for other in Self.depths where other != depth { #expect(check.indistinguishable(other).isEmpty) }
      }
    }
  }

  /// Colors that only some people confuse are a fault only in a theme made for them.
  @Test(arguments: depths) func onlyPromisedDeficienciesCount(_ depth: ColorDepth) {
    var theme = Self.apart
    // Red and olive are the classic pair.
    theme.textStyles[Int(Role.failed.rawValue)].foreground = Color(rgb: 0xD75F5F, of256: 167, of16: 2)
    theme.textStyles[Int(Role.waiting.rawValue)].foreground = Color(rgb: 0xA08A4F, of256: 137, of16: 3)
    for role in [Role.working, .done, .ended, .unknown] { theme.textStyles[Int(role.rawValue)].foreground = nil }
    theme.textStyles[Int(Role.text.rawValue)].foreground = Color(rgb: 0xFFFFFF, of256: 231, of16: 15)
    let pair = ThemeCheck(theme).closest(.deuteranopia, depth)
    for promised in [[], ["tritanopia"], ["deuteranopia"], ["deuteranopia", "protanopia"]] {
      theme.safeFor = promised
      let found = Set(ThemeCheck(theme).indistinguishable(depth).compactMap { $0.deficiency?.rawValue })
      #expect(found.isSubset(of: Set(promised)))
      if let pair, pair.distance < ThemeCheck.leastDistance {
        #expect(found.contains("deuteranopia") == promised.contains("deuteranopia"))
      }
    }
  }
}
