import Canvas
import Lifecycles
import Themes

/// Themes as TOML files.
package enum ThemeFile {
  /// The names of the themes that come with the program.
  package static var builtInNames: [String] { Themes.all.map(\.name) }

  /// The text of a theme that comes with the program; nil where there is none of that name.
  package static func builtInText(_ name: String) -> String? { Themes.all.first { $0.name == name }?.text }

  /// Reads a theme.
  ///
  /// - Throws: `ConfigurationError` with the place of the first thing that is wrong.
  package static func parse(_ text: String, file: String) throws -> Theme {
    let reader = try TOMLReader(file: file, text: text)
    try reader.allow(["name", "appearance", "palette", "roles", "glyphs"])
    let palette = try readPalette(reader)
    let roles = try reader.required("[roles]", reader.table("roles"))
    try roles.allow(Role.allCases.map(\.name))
    let looks = try Role.allCases.map { role in
      guard let node = roles.members[role.name] else { throw roles.error(nil, "the role \"\(role.name)\" is missing") }
      return try look(node, role.name, roles, palette)
    }
    return Theme(
      name: try reader.required("name", reader.string("name")),
      appearance: try reader.choice("appearance", ["dark", "light", "any"].map { ($0, $0) }) ?? "any", looks: looks,
      glyphs: try readGlyphs(reader))
  }

  private static func readPalette(_ reader: TOMLReader) throws -> [String: Colour?] {
    guard let table = try reader.table("palette") else { return [:] }
    var palette: [String: Colour?] = [:]
    for name in table.members.keys.sorted() {
      guard let text = try table.string(name) else { continue }
      palette[name] = .some(try colour(text, name, table))
    }
    return palette
  }

  /// `117 | brightcyan`, `brightcyan`, `117` or `default`.
  private static func colour(_ text: String, _ key: String, _ reader: TOMLReader) throws -> Colour? {
    if text == "default" { return nil }
    var colour = Colour(of256: nil, of16: nil)
    for part in text.split(separator: "|") {
      let word = part.drop { $0 == " " }.prefix { $0 != " " }
      if let index = UInt8(word) {
        colour.of256 = index
      } else if let index = Colour.names.firstIndex(of: String(word)) {
        colour.of16 = UInt8(index)
      } else {
        throw reader.error(
          key, "\"\(text)\" is no colour; expected \"default\", a name such as \"brightcyan\", or \"117 | brightcyan\"")
      }
    }
    if colour.of256 == nil { colour.of256 = colour.of16 }
    return colour
  }

  private static func named(_ text: String, _ key: String, _ reader: TOMLReader, _ palette: [String: Colour?]) throws
    -> Colour?
  {
    if let known = palette[text] { return known }
    return try colour(text, key, reader)
  }

  private static func look(
    _ node: TOMLNode, _ key: String, _ reader: TOMLReader, _ palette: [String: Colour?]
  ) throws -> Look {
    var look = Look()
    if case .text(let text) = node {
      look.foreground = try named(text, key, reader, palette)
      return look
    }
    guard case .table = node, let table = try reader.table(key) else {
      throw reader.error(
        key, "\(key) is \(node.kind); expected a colour or a table with fg, bg, bold, dim, underline, reverse")
    }
    try table.allow(["fg", "bg", "bold", "dim", "underline", "reverse"])
    if let text = try table.string("fg") { look.foreground = try named(text, "fg", table, palette) }
    if let text = try table.string("bg") { look.background = try named(text, "bg", table, palette) }
    look.isBold = try table.flag("bold") ?? false
    look.isDim = try table.flag("dim") ?? false
    look.isUnderlined = try table.flag("underline") ?? false
    look.isReversed = try table.flag("reverse") ?? false
    return look
  }

  private static func readGlyphs(_ reader: TOMLReader) throws -> [(sign: String, ascii: String)] {
    let table = try reader.required("[glyphs]", reader.table("glyphs"))
    try table.allow(Standing.allCases.map(\.word))
    return try Standing.allCases.map { standing in
      let pair = try table.required(standing.word, table.strings(standing.word))
      guard pair.count == 2, DisplayWidth.of(pair[0]) == 1, pair[1].utf8.count == 1,
        pair[1].utf8.allSatisfy({ (0x21...0x7E).contains($0) })
      else {
        throw table.error(standing.word, "expected two signs of one cell, the second one ASCII, such as [\"●\", \"*\"]")
      }
      return (pair[0], pair[1])
    }
  }
}
