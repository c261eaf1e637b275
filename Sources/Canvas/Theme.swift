/// How many colours may be used.
package enum ColourDepth: Int, Sendable, CaseIterable {
  case none = 0
  case sixteen = 16
  case full = 256
  /// Red, green and blue as they are.
  case direct = 16_777_216
}

/// What can be done to text without colours.
package struct Attributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let bold = Attributes(rawValue: 1)
  package static let dim = Attributes(rawValue: 2)
  package static let underline = Attributes(rawValue: 4)
  package static let reverse = Attributes(rawValue: 8)

  /// The words of theme files.
  package static let words: [(word: String, attribute: Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("underline", .underline), ("reverse", .reverse),
  ]
}

/// A colour with what stands for it where the terminal has fewer, or none.
package struct Colour: Hashable, Sendable {
  /// 0xRRGGBB
  package var rgb: UInt32
  /// Index into the 256 colours.
  package var of256: UInt8
  /// Index into the 16.
  package var of16: UInt8
  /// What is done instead where there are no colours.
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

  /// The number by which a terminal of some depth knows it; -1 where there are no colours.
  package func number(_ depth: ColourDepth) -> Int32 {
    switch depth {
    case .none: -1
    case .sixteen: Int32(of16)
    case .full: Int32(of256)
    // The lowest numbers are the terminal's own colours there.
    case .direct: (1..<8).contains(rgb) ? 8 : Int32(rgb)
    }
  }
}

/// What a terminal is told of a cell: colour numbers, -1 for its own, and attributes.
package struct Paint: Hashable, Sendable {
  package var foreground: Int32
  package var background: Int32
  package var attributes: Attributes
}

/// How a role looks. A nil colour is the terminal's own.
package struct Look: Equatable, Sendable {
  package var foreground: Colour?
  package var background: Colour?
  package var attributes: Attributes = []

  package init() {}

  /// This look with another laid over it: its colours where it has some, and its attributes besides.
  package func under(_ other: Look) -> Look {
    var result = self
    if let foreground = other.foreground { result.foreground = foreground }
    if let background = other.background { result.background = background }
    // What is reversed has to be seen.
    if other.attributes.contains(.reverse) { result.attributes.remove(.dim) }
    result.attributes.formUnion(other.attributes)
    return result
  }

  /// What a terminal of some depth is told.
  package func paint(_ depth: ColourDepth) -> Paint {
    guard depth == .none else {
      return Paint(
        foreground: foreground?.number(depth) ?? -1, background: background?.number(depth) ?? -1,
        attributes: attributes)
    }
    let instead = (foreground?.attributes ?? []).union(background?.attributes ?? [])
    return Paint(foreground: -1, background: -1, attributes: attributes.union(instead))
  }
}

/// How a standing is shown beside its colour.
package struct StandingSign: Equatable, Sendable {
  package var sign: String
  package var ascii: String
  package var word: String

  package init(sign: String, ascii: String, word: String) {
    self.sign = sign
    self.ascii = ascii
    self.word = word
  }
}

/// How everything looks: one look a role, and a sign beside every standing.
package struct Theme: Equatable, Sendable {
  package var name: String
  /// For whom or what it is, in a few words.
  package var about = ""
  /// `dark`, `light`, or `any` where it paints no colour.
  package var appearance: String
  package var looks: [Look]
  /// By standing, in the order failed, waiting, working, done, ended, unknown.
  package var signs: [StandingSign]
  /// The contrast that it promises for all text.
  package var contrast = Theme.leastContrast
  /// The colour vision deficiencies for which its standings stay apart, by name.
  package var safeFor: [String] = []

  /// What every text has to have on its ground (WCAG 2, level AA).
  package static let leastContrast = 4.5

  package init(name: String, appearance: String, looks: [Look], signs: [StandingSign]) {
    precondition(looks.count == Role.allCases.count, "a look for every role")
    self.name = name
    self.appearance = appearance
    self.looks = looks
    self.signs = signs
  }

  package subscript(role: Role) -> Look { looks[Int(role.rawValue)] }

  /// The look of a cell: its role on the common ground, with cursor and change laid over it.
  package func look(_ style: Style) -> Look {
    let own = self[style.role]
    var look = self[.text].under(own)
    if style.isCursor {
      // What stands on a ground of its own keeps it, and is turned round.
      if own.background != nil, style.role != .text {
        look.attributes.insert(.reverse)
      } else {
        look = look.under(self[.cursor])
      }
    }
    // A change is seen under the cursor too.
    if style.isChanged { look = look.under(self[.changed]) }
    return look
  }
}
