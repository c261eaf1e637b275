import Canvas
import Lifecycles
import Themes

/// Themes as TOML files.
package enum ThemeFile {
  /// The names of the built-in themes.
  package static var builtInNames: [String] { Themes.all.map(\.name) }

  /// The text of a built-in theme; nil if none has that name.
  package static func builtInText(_ name: String) -> String? { Themes.all.first { $0.name == name }?.text }

  /// Finds the theme that another one extends; nil if none has that name.
  package typealias Parents = (String) throws(ConfigurationError) -> (text: String, file: String)?

  /// Finds built-in themes.
  package static func builtIn(_ name: String) -> (text: String, file: String)? {
    builtInText(name).map { ($0, "\(name).toml") }
  }

  /// Reads a theme.
  ///
  /// - Parameter parents: finds the themes that it extends.
  /// - Throws: `ConfigurationError` with the position of the first mistake.
  package static func parse(
    _ text: String, file: String, parents: Parents = ThemeFile.builtIn
  ) throws(ConfigurationError) -> Theme {
    try ThemeLayer(text, file: file, parents: parents, descendants: []).theme()
  }
}

/// A theme's file on top of the one it extends. Each part remembers its file, for errors.
struct ThemeLayer {
  private var own: TOMLReader
  private var name: String
  private var about: String
  private var appearance: String
  private var contrast: Double
  private var safeFor: [String]
  private var palette: [String: TOMLReader] = [:]
  private var roles: [String: TOMLReader] = [:]
  private var glyphs: [String: TOMLReader] = [:]

  init(_ text: String, file: String, parents: ThemeFile.Parents, descendants: [String]) throws(ConfigurationError) {
    let reader = try TOMLReader(file: file, text: text)
    try reader.allow([
      "name", "about", "extends", "appearance", "contrast", "safe_for", "palette", "roles", "glyphs",
    ])
    let name = try reader.required("name", reader.string("name"))
    if let parent = try reader.string("extends") {
      guard !descendants.contains(parent), parent != name, descendants.count < BoardLimits.themes else {
        throw reader.error("extends", "\"\(parent)\" extends this theme. A theme can't extend itself")
      }
      guard let source = try parents(parent) else {
        throw reader.error(
          "extends", "unknown theme \"\(parent)\"\(Suggestion.text(parent, ThemeFile.builtInNames))")
      }
      self = try ThemeLayer(source.text, file: source.file, parents: parents, descendants: descendants + [name])
    } else {
      self.init(empty: reader)
    }
    self.name = name
    own = reader
    try overlay(reader)
  }

  private init(empty reader: TOMLReader) {
    own = reader
    name = ""
    about = ""
    appearance = "any"
    contrast = Theme.leastContrast
    safeFor = []
  }

  /// Applies a file on top of what is there.
  private mutating func overlay(_ reader: TOMLReader) throws(ConfigurationError) {
    about = try reader.string("about") ?? ""
    appearance = try reader.choice("appearance", ["dark", "light", "any"].map { ($0, $0) }) ?? appearance
    if let value = try reader.integer("contrast", BoardLimits.contrast) { contrast = Double(value) }
    let known = ColorDeficiency.allCases.map(\.rawValue)
    safeFor =
      try reader.strings("safe_for") { item throws(ConfigurationError) in
        guard known.contains(item.text) else {
          throw item.error(
            "\"\(item.text)\" is not a color vision deficiency\(Suggestion.text(item.text, known))")
        }
        return item.text
      } ?? []
    if let table = try reader.table("palette") { for name in table.members.keys { palette[name] = table } }
    if let table = try reader.table("roles") {
      try table.allow(Role.allCases.map(\.name))
      for name in table.members.keys { roles[name] = table }
    }
    if let table = try reader.table("glyphs") {
      try table.allow(StatusCategory.allCases.map(\.word))
      for name in table.members.keys { glyphs[name] = table }
    }
  }

  func theme() throws(ConfigurationError) -> Theme {
    // A mistake in the palette is reported even if no role uses the color.
    for name in palette.keys.sorted() { _ = try color(named: name) }
    let textStyles = try Role.allCases.map { role throws(ConfigurationError) in
      guard let reader = roles[role.name] else {
        throw own.error("roles", "the role \"\(role.name)\" is missing. Add extends = \"dark\" to inherit the rest")
      }
      return try textStyle(role.name, reader)
    }
    var theme = Theme(name: name, appearance: appearance, textStyles: textStyles, signs: try signs())
    theme.about = about
    theme.contrast = contrast
    theme.safeFor = safeFor
    return theme
  }

  // MARK: Colors

  /// A color of the palette, which can be the name of another one.
  private func color(named name: String, _ seen: [String] = []) throws(ConfigurationError) -> Color? {
    guard let reader = palette[name], let text = try reader.string(name) else { return nil }
    return try color(text, name, reader, seen + [name])
  }

  /// `#87d7ff | 117 | brightcyan | bold`, `117`, `brightcyan`, a palette name, or `default`.
  private func color(
    _ text: String, _ key: String, _ reader: TOMLReader, _ seen: [String] = []
  ) throws(ConfigurationError) -> Color? {
    if text == "default" { return nil }
    if palette[text] != nil {
      guard !seen.contains(text) else { throw reader.error(key, "the color \"\(text)\" refers to itself") }
      return try color(named: text, seen)
    }
    var rgb: UInt32?
    var of256: UInt8?
    var of16: UInt8?
    var attributes: Attributes = []
    for part in text.split(separator: "|") {
      let word = String(part.drop { $0 == " " }.prefix { $0 != " " })
      if let value = Self.hexadecimal(word) {
        rgb = value
      } else if let index = UInt8(word) {
        of256 = index
      } else if let index = Color.names.firstIndex(of: word) {
        of16 = UInt8(index)
      } else if let attribute = Attributes.words.first(where: { $0.word == word })?.attribute {
        attributes.insert(attribute)
      } else {
        throw reader.error(
          key,
          """
          "\(text)" is not a color; expected "default", a palette name, or a chain such as "#87d7ff | 117 | \
          brightcyan | bold"
          """
        )
      }
    }
    guard let value = rgb ?? of256.map(ColorTable.rgb) ?? of16.map(ColorTable.rgb) else {
      throw reader.error(key, "\"\(text)\" has no color; attributes alone go in a table such as { bold = true }")
    }
    return Color(
      rgb: value, of256: of256 ?? (rgb == nil ? of16 : nil) ?? ColorTable.nearest256(value),
      of16: of16 ?? ColorTable.nearest16(value), attributes: attributes)
  }

  private static func hexadecimal(_ word: String) -> UInt32? {
    guard word.hasPrefix("#"), word.utf8.count == 7 else { return nil }
    return UInt32(word.dropFirst(), radix: 16)
  }

  // MARK: Roles and signs

  private func textStyle(_ key: String, _ reader: TOMLReader) throws(ConfigurationError) -> TextStyle {
    var textStyle = TextStyle()
    guard let node = reader.members[key] else { return textStyle }
    if case .text(let text) = node.value {
      textStyle.foreground = try color(text, key, reader)
      return textStyle
    }
    guard case .table = node.value, let table = try reader.table(key) else {
      throw reader.error(
        key, "`\(key)` must be a color or a table with fg, bg, bold, dim, underline, reverse; found \(node.kind)")
    }
    try table.allow(["fg", "bg"] + Attributes.words.map(\.word))
    if let text = try table.string("fg") { textStyle.foreground = try color(text, "fg", table) }
    if let text = try table.string("bg") { textStyle.background = try color(text, "bg", table) }
    for (word, attribute) in Attributes.words where try table.flag(word) == true {
      textStyle.attributes.insert(attribute)
    }
    return textStyle
  }

  private func signs() throws(ConfigurationError) -> [CategorySign] {
    try StatusCategory.allCases.map { category throws(ConfigurationError) in
      guard let reader = glyphs[category.word] else {
        throw own.error("glyphs", "the glyph of \"\(category.word)\" is missing")
      }
      let parts = try reader.strings(category.word) ?? []
      guard (2...3).contains(parts.count), DisplayWidth.of(parts[0]) == 1, parts[1].utf8.count == 1,
        parts[1].utf8.allSatisfy({ (0x21...0x7E).contains($0) }), parts.last?.isEmpty == false
      else {
        throw reader.error(
          category.word,
          "expected two one-cell glyphs, the second in ASCII, and a word, such as [\"●\", \"*\", \"done\"]")
      }
      return CategorySign(sign: parts[0], ascii: parts[1], word: parts.count == 3 ? parts[2] : category.word)
    }
  }
}
