/// A colour with what stands for it where the terminal has fewer.
package struct Colour: Equatable, Sendable {
  /// Index into the 256 colours; nil: not given.
  package var of256: UInt8?
  /// Index into the 16; nil: not given.
  package var of16: UInt8?

  package init(of256: UInt8?, of16: UInt8?) {
    self.of256 = of256
    self.of16 = of16
  }

  /// The sixteen names, in the order of their numbers.
  package static let names = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "brightblack", "brightred", "brightgreen",
    "brightyellow", "brightblue", "brightmagenta", "brightcyan", "brightwhite",
  ]
}

/// How a role looks. A nil colour is the terminal's own.
package struct Look: Equatable, Sendable {
  package var foreground: Colour?
  package var background: Colour?
  package var isBold = false
  package var isDim = false
  package var isUnderlined = false
  package var isReversed = false

  package init() {}

  /// This look with another laid over it: its colours where it has some, and its attributes besides.
  package func under(_ other: Look) -> Look {
    var result = self
    if let foreground = other.foreground { result.foreground = foreground }
    if let background = other.background { result.background = background }
    result.isBold = isBold || other.isBold
    result.isDim = isDim && !other.isReversed || other.isDim
    result.isUnderlined = isUnderlined || other.isUnderlined
    result.isReversed = isReversed || other.isReversed
    return result
  }
}

/// How everything looks: one look a role, and a sign beside every standing.
package struct Theme: Equatable, Sendable {
  package var name: String
  /// `dark`, `light`, or `any` where it paints no colour.
  package var appearance: String
  package var looks: [Look]
  /// Sign and ASCII sign by standing, in the order failed, waiting, working, done, ended, unknown.
  package var glyphs: [(sign: String, ascii: String)]

  package init(name: String, appearance: String, looks: [Look], glyphs: [(sign: String, ascii: String)]) {
    precondition(looks.count == Role.allCases.count, "a look for every role")
    self.name = name
    self.appearance = appearance
    self.looks = looks
    self.glyphs = glyphs
  }

  package static func == (a: Theme, b: Theme) -> Bool {
    a.name == b.name && a.appearance == b.appearance && a.looks == b.looks
      && a.glyphs.map(\.sign) == b.glyphs.map(\.sign) && a.glyphs.map(\.ascii) == b.glyphs.map(\.ascii)
  }

  package subscript(role: Role) -> Look { looks[Int(role.rawValue)] }

  /// The look of a cell: its role on the common ground, with change and cursor laid over it.
  package func look(_ style: Style) -> Look {
    var look = self[.text].under(self[style.role])
    if style.isChanged { look = look.under(self[.changed]) }
    if style.isCursor { look = look.under(self[.cursor]) }
    return look
  }
}
