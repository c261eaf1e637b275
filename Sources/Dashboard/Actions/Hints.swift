import Canvas
import Queries
import Simulation

/// The keys that the last line suggests, most useful first. Help, palette and quit come last.
package struct Hints: Equatable, Sendable {
  package struct Hint: Equatable, Sendable {
    package let key: String
    package let word: String
  }

  package fileprivate(set) var items: [Hint] = []
  /// What the hints depend on. While it is the same, they are.
  fileprivate var context: Context?

  fileprivate struct Context: Equatable, Sendable {
    var target: ObjectRef?
    var rows: [ObjectRef]
    var sequence: Int64
    var inputs: Int
    var screen: Screen
    var isPage: Bool
    var isGrouped: Bool
    var isPaused: Bool
    var isWide: Bool
    var keys: KeyBindings
    var glyphs: Glyphs
  }
}

extension BoardState {
  /// How many of a problem's rows are checked for what can be done.
  private static let rowsChecked = 4
  /// From this width on, the keys that move are suggested.
  private static let wide = 110

  /// Works out the hints if what they depend on has changed.
  mutating func updateHints() {
    let rows = selectedProblem.map { Array($0.rows.prefix(Self.rowsChecked)) } ?? [target].compactMap { $0 }
    let context = Hints.Context(
      target: target, rows: rows, sequence: world.lastSequence, inputs: run.timeline?.inputs.count ?? 0,
      screen: navigation.screen, isPage: !navigation.pages.isEmpty, isGrouped: showsProblems, isPaused: isStopped,
      isWide: viewport.width >= Self.wide, keys: keys, glyphs: glyphs)
    guard context != hints.context else { return }
    hints.context = context
    hints.items = (movementHints + actionHints(rows)).map { Hints.Hint(key: $0.key, word: $0.word) }
  }

  private var movementHints: [(key: String, word: String)] {
    if !navigation.pages.isEmpty { return [(glyphs.isASCII ? "</>" : "←→", "tab"), ("Esc", "back")] }
    return viewport.width >= Self.wide ? [(glyphs.isASCII ? "Up/Dn" : "↑↓", "move")] : []
  }

  private func actionHints(_ rows: [ObjectRef]) -> [(key: String, word: String)] {
    let names = glyphs.keyNames
    let world = world
    return hintedActions.compactMap { action in
      guard let hint = action.hint, isHinted(action, hint, rows, world), let key = keys.keys(action).first?.name
      else { return nil }
      return (names[key] ?? key, hint.word(self))
    }
  }

  /// A paused run suggests stepping. To do and an open object suggest actions first.
  private var hintedActions: [Action] {
    guard isStopped else { return Action.hintedRunning }
    return showsProblems || !navigation.pages.isEmpty ? Action.hintedActingFirst : Action.hintedSteppingFirst
  }

  private func isHinted(_ action: Action, _ hint: Action.Hint, _ rows: [ObjectRef], _ world: World) -> Bool {
    guard hint.isShown(self) else { return false }
    guard action.isCommand else { return true }
    guard run.isSimulated, !run.access.isReadOnly else { return false }
    switch action.handler {
    case .view: return true
    case .choices:
      return rows.contains { object in
        object.kind == .integration && world.integrations[object.position].awaitsAnswer
      }
    case .command(let builder), .choicesOrCommand(_, let builder):
      return rows.contains { isPossible(action, builder, on: $0, world) }
    }
  }
}

/// The actions that have a hint, most useful first.
extension Action {
  fileprivate static let hintedRunning = hinted([open] + acting)
  fileprivate static let hintedActingFirst = hinted([open] + acting + stepping)
  fileprivate static let hintedSteppingFirst = hinted([open] + stepping + acting)

  private static func hinted(_ first: [Action]) -> [Action] {
    (first + allCases.filter { !first.contains($0) }).filter { $0.hint != nil }
  }
}
