/// How many colors can be used.
package enum ColorDepth: Int, Sendable, CaseIterable {
  case none = 0
  case sixteen = 16
  case full = 256
  /// Red, green and blue as given.
  case direct = 16_777_216
}

/// Text attributes that work without colors.
package struct Attributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let bold = Attributes(rawValue: 1)
  package static let dim = Attributes(rawValue: 2)
  package static let underline = Attributes(rawValue: 4)
  package static let reverse = Attributes(rawValue: 8)

  /// The spelling in theme files.
  package static let words: [(word: String, attribute: Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("underline", .underline), ("reverse", .reverse),
  ]
}

/// A color, with substitutes for terminals with fewer colors or none.
package struct Color: Hashable, Sendable {
  /// 0xRRGGBB
  package var rgb: UInt32
  /// An index into the 256 colors.
  package var of256: UInt8
  /// An index into the 16 colors.
  package var of16: UInt8
  /// The attributes used where there are no colors.
  package var attributes: Attributes

  package init(rgb: UInt32, of256: UInt8, of16: UInt8, attributes: Attributes = []) {
    self.rgb = rgb
    self.of256 = of256
    self.of16 = of16
    self.attributes = attributes
  }

  /// The sixteen names, in the order of their numbers.
  package static let names = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "brightblack", "brightred", "brightgreen",
    "brightyellow", "brightblue", "brightmagenta", "brightcyan", "brightwhite",
  ]

  /// The color's number at a depth; -1 where there are no colors.
  package func number(_ depth: ColorDepth) -> Int32 {
    switch depth {
    case .none: -1
    case .sixteen: Int32(of16)
    case .full: Int32(of256)
    // The lowest numbers are the terminal's own colors there.
    case .direct: (1..<8).contains(rgb) ? 8 : Int32(rgb)
    }
  }
}

/// What a terminal is sent for a cell: color numbers (-1 for its default) and attributes.
package struct CellAttributes: Hashable, Sendable {
  package var foreground: Int32
  package var background: Int32
  package var attributes: Attributes
}

/// How a role looks. A nil color is the terminal's default.
package struct TextStyle: Equatable, Sendable {
  package var foreground: Color?
  package var background: Color?
  package var attributes: Attributes = []

  package init() {}

  /// This look with another on top: the other's colors where it has them, and the attributes of both.
  package func under(_ other: TextStyle) -> TextStyle {
    var result = self
    if let foreground = other.foreground { result.foreground = foreground }
    if let background = other.background { result.background = background }
    // Reversed text must stay readable.
    if other.attributes.contains(.reverse) { result.attributes.remove(.dim) }
    result.attributes.formUnion(other.attributes)
    return result
  }

  /// What a terminal of some depth is sent.
  package func cellAttributes(_ depth: ColorDepth) -> CellAttributes {
    guard depth == .none else {
      return CellAttributes(
        foreground: foreground?.number(depth) ?? -1, background: background?.number(depth) ?? -1,
        attributes: attributes)
    }
    let instead = (foreground?.attributes ?? []).union(background?.attributes ?? [])
    return CellAttributes(foreground: -1, background: -1, attributes: attributes.union(instead))
  }
}

/// How a category is shown beside its color.
package struct CategorySign: Equatable, Sendable {
  package var sign: String
  package var ascii: String
  package var word: String

  package init(sign: String, ascii: String, word: String) {
    self.sign = sign
    self.ascii = ascii
    self.word = word
  }
}

/// How everything looks: a look per role, and a sign per category.
package struct Theme: Equatable, Sendable {
  package var name: String
  /// What the theme is for, in a few words.
  package var about = ""
  /// `dark`, `light`, or `any` if it sets no colors.
  package var appearance: String
  package var textStyles: [TextStyle]
  /// By category, in the order failed, waiting, working, done, ended, unknown.
  package var signs: [CategorySign]
  /// The minimum contrast of all text.
  package var contrast = Theme.leastContrast
  /// The color vision deficiencies for which the categories stay distinguishable, by name.
  package var safeFor: [String] = []

  /// The minimum contrast of text on its background (WCAG 2, level AA).
  package static let leastContrast = 4.5

  package init(name: String, appearance: String, textStyles: [TextStyle], signs: [CategorySign]) {
    precondition(textStyles.count == Role.allCases.count, "a look is needed for every role")
    self.name = name
    self.appearance = appearance
    self.textStyles = textStyles
    self.signs = signs
  }

  package subscript(role: Role) -> TextStyle { textStyles[Int(role.rawValue)] }

  /// The look of a cell: its role on the common background, with cursor and change on top.
  package func textStyle(_ style: Style) -> TextStyle {
    let own = self[style.role]
    var textStyle = self[.text].under(own)
    if style.isCursor {
      // A role with its own background keeps it, and is reversed.
      if own.background != nil, style.role != .text {
        textStyle.attributes.insert(.reverse)
      } else {
        textStyle = textStyle.under(self[.cursor])
      }
    }
    // A change is visible under the cursor too.
    if style.isChanged { textStyle = textStyle.under(self[.changed]) }
    return textStyle
  }
}
