import Canvas
import Lifecycles

/// Computes whether a theme is readable, and whether its categories are distinguishable.
package struct ThemeCheck {
  package let theme: Theme

  package init(_ theme: Theme) { self.theme = theme }

  /// Text with too little contrast.
  package struct LowContrast: Equatable, Sendable {
    package let what: String
    package let depth: ColorDepth
    package let contrast: Double
  }

  /// Two categories that can't be told apart.
  package struct Indistinguishable: Equatable, Sendable {
    package let first: StatusCategory
    package let second: StatusCategory
    package let deficiency: ColorDeficiency?
    package let distance: Double
  }

  /// The minimum distance between categories (CIEDE2000).
  package static let leastDistance = 15.0

  /// Roles that aren't text: a rule between parts of the screen needs only 3 to 1 (WCAG 2, 1.4.11).
  private static let ornaments: Set<Role> = [.frame]
  /// Roles in rows, which the cursor and change highlights cover.
  private static let inRows: Set<Role> = [
    .text, .muted, .heading, .accent, .error, .warning, .success, .barKey, .input, .marked, .match, .failed, .waiting,
    .working, .done, .ended, .unknown,
  ]

  // MARK: Contrast

  /// The contrast of every text on its background, where the theme sets colors.
  package func contrasts(_ depth: ColorDepth) -> [(what: String, isOrnament: Bool, contrast: Double)] {
    var results: [(what: String, isOrnament: Bool, contrast: Double)] = []
    for role in Role.allCases where role != .cursor && role != .changed {
      let isOrnament = Self.ornaments.contains(role)
      for (style, suffix) in styles(role) {
        guard let contrast = Self.contrast(theme.textStyle(style), depth) else { continue }
        results.append((role.name + suffix, isOrnament, contrast))
      }
    }
    return results
  }

  private func styles(_ role: Role) -> [(Style, String)] {
    guard Self.inRows.contains(role) else { return [(Style(role), "")] }
    return [
      (Style(role), ""), (Style(role, isCursor: true), " under the cursor"), (Style(role, isChanged: true), " changed"),
      (Style(role, isCursor: true, isChanged: true), " changed, under the cursor"),
    ]
  }

  private static func contrast(_ textStyle: TextStyle, _ depth: ColorDepth) -> Double? {
    guard let foreground = textStyle.foreground, let background = textStyle.background else { return nil }
    return light(foreground, depth).contrast(with: light(background, depth))
  }

  /// What a terminal of some depth shows. The sixteen colors are xterm's, because each terminal has its own.
  private static func light(_ color: Color, _ depth: ColorDepth) -> LinearColor {
    switch depth {
    case .direct: LinearColor(rgb: color.rgb)
    case .full: LinearColor(rgb: ColorTable.rgb(color.of256))
    case .sixteen, .none: LinearColor(rgb: ColorTable.rgb(color.of16))
    }
  }

  /// Everything with less contrast than the theme promises, at a color depth.
  package func lowContrast(_ depth: ColorDepth) -> [LowContrast] {
    contrasts(depth).filter { $0.contrast < ($0.isOrnament ? 3 : theme.contrast) }
      .map { LowContrast(what: $0.what, depth: depth, contrast: $0.contrast) }
  }

  /// The depths at which colors are what the theme says. The sixteen colors differ from terminal to terminal.
  package static let promisedDepths: [ColorDepth] = [.direct, .full]

  /// Everything with less contrast than the theme promises.
  package var lowContrast: [LowContrast] { Self.promisedDepths.flatMap(lowContrast) }

  // MARK: Categories

  /// The categories' colors as somebody sees them.
  private func categories(_ deficiency: ColorDeficiency?, _ depth: ColorDepth) -> [(StatusCategory, LabColor)] {
    let roles: [Role] = [.failed, .waiting, .working, .done, .ended, .unknown]
    return zip(StatusCategory.allCases, roles).compactMap { category, role in
      theme.textStyle(Style(role)).foreground.map { color in
        let light = Self.light(color, depth)
        return (category, (deficiency?.seen(light) ?? light).lab)
      }
    }
  }

  /// The two most similar categories and their distance; nil if the theme has no colors.
  package func closest(_ deficiency: ColorDeficiency?, _ depth: ColorDepth = .direct) -> Indistinguishable? {
    let colors = categories(deficiency, depth)
    var closest: Indistinguishable?
    for (index, first) in colors.enumerated() {
      for second in colors[(index + 1)...] {
        let distance = first.1.distance(to: second.1)
        if closest.map({ distance < $0.distance }) ?? true {
          closest = Indistinguishable(first: first.0, second: second.0, deficiency: deficiency, distance: distance)
        }
      }
    }
    return closest
  }

  /// Pairs too similar for the people the theme is made for, at a color depth.
  package func indistinguishable(_ depth: ColorDepth) -> [Indistinguishable] {
    ColorDeficiency.allCases.filter { theme.safeFor.contains($0.rawValue) }
      .compactMap { closest($0, depth) }.filter { $0.distance < Self.leastDistance }
  }

  /// Pairs too similar for the people the theme is made for.
  package var indistinguishable: [Indistinguishable] { Self.promisedDepths.flatMap(indistinguishable) }
}
