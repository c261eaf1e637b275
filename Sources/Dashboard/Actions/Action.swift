import Canvas
import Lifecycles
import Queries
import Simulation

/// Something a person can do. Keys, help, hints, palette, documentation and dispatch all derive from its one row.
///
/// The rows are in the files of their sections (`Action+Acting.swift` …). Adding an action is one row there, with its
/// handler, and its place in the section's list.
package struct Action: Sendable {
  /// The section of the help.
  package enum Section: String, CaseIterable, Sendable {
    case moving = "Moving", screens = "Screens", tables = "Tables", acting = "Acting on the selected row"
    case stepping = "Stepping", simulation = "The simulation", program = "The program"
  }

  /// The word for the hints, and when it is shown.
  package struct Hint: Sendable {
    /// The word that does not depend on the board.
    let fixedWord: String?
    let word: @Sendable (BoardState) -> String
    let isShown: @Sendable (BoardState) -> Bool
  }

  /// What it does.
  enum Handler: Sendable {
    /// Changes the board.
    case view(@Sendable (inout BoardState) -> [Effect])
    /// Gives a command about the selected object, or about each marked one.
    case command(CommandBuilder)
    /// Opens a list of commands about the selected object.
    case choices(@Sendable (BoardState, ObjectRef) -> Picker)
    /// Opens a list about the selected object, or gives a command about each marked one.
    case choicesOrCommand(@Sendable (BoardState, ObjectRef) -> Picker, CommandBuilder)
  }

  /// The name in configuration files and commands, such as `send-link`.
  package let name: String
  package let title: String
  package let help: String
  package let keys: [Key]
  package let section: Section
  package let hint: Hint?
  /// Whether it asks for confirmation.
  package let asksFirst: Bool
  /// Whether digits typed before it are a count.
  let takesCount: Bool
  /// Why it is not available here; nil if it is. A command is checked by the rules as well.
  let refusal: @Sendable (BoardState) -> Refusal?
  let handler: Handler

  /// - Parameters:
  ///   - keys: the default keys by name, separated by spaces.
  ///   - hint: the word for the hints, if it has one.
  ///   - hintedWhen: when the hints show it; for a command, whenever it is possible.
  init(
    _ name: String, _ title: String, _ help: String, keys: String = "", _ section: Section, hint: String? = nil,
    hintedWhen isHinted: @escaping @Sendable (BoardState) -> Bool = { _ in true }, asksFirst: Bool = false,
    takesCount: Bool = false, unless refusal: @escaping @Sendable (BoardState) -> Refusal? = { _ in nil },
    _ handler: Handler
  ) {
    self.init(
      name, title, help, keys: keys, section,
      hint: hint.map { word in Hint(fixedWord: word, word: { _ in word }, isShown: isHinted) }, asksFirst: asksFirst,
      takesCount: takesCount, unless: refusal, handler)
  }

  /// An action whose hint depends on the board.
  init(
    _ name: String, _ title: String, _ help: String, keys: String, _ section: Section, hint: Hint?,
    asksFirst: Bool = false, takesCount: Bool = false,
    unless refusal: @escaping @Sendable (BoardState) -> Refusal? = { _ in nil }, _ handler: Handler
  ) {
    self.name = name
    self.title = title
    self.help = help
    self.keys = keys.split(separator: " ").map { name in
      guard let key = Key(name: String(name)) else { preconditionFailure("no key is named \(name)") }
      return key
    }
    self.section = section
    self.hint = hint
    self.asksFirst = asksFirst
    self.takesCount = takesCount
    self.refusal = refusal
    self.handler = handler
  }

  /// Whether it is about the selected object.
  package var isCommand: Bool {
    switch handler {
    case .view: false
    case .command, .choices, .choicesOrCommand: true
    }
  }
}

extension Action: Hashable {
  package static func == (a: Action, b: Action) -> Bool { a.name == b.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Action: CaseIterable, CustomStringConvertible {
  /// Every action, in the order of the help.
  package static let allCases: [Action] = moving + screens + tables + acting + stepping + simulation + program

  private static let byName: [String: Action] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  package init?(name: String) {
    guard let action = Self.byName[name] else { return nil }
    self = action
  }

  package var description: String { name }
}
