import Canvas
import Lifecycles
import Queries
import Simulation

/// Marks. Actions apply to all marked rows.
extension BoardState {
  /// The marked objects of the table on the screen, in table order if they are shown.
  var marked: [ObjectRef] {
    // A problem stands for all of its rows.
    if let problem = selectedProblem { return problem.rows.count > 1 ? problem.rows : [] }
    guard let kind = shownTable, let table = tables[kind], !table.marks.isEmpty else { return [] }
    let marks = table.marks
    let world = world
    let shown = table.index.rows.map { kind.object(Int($0), world) }.filter(marks.contains)
    let hidden = marks.subtracting(shown).sorted { ($0.kind.rawValue, $0.index) < ($1.kind.rawValue, $1.index) }
    return shown + hidden
  }

  package func isMarked(_ row: Int, _ kind: TableKind) -> Bool {
    guard let marks = tables[kind]?.marks, !marks.isEmpty else { return false }
    return marks.contains(kind.object(row, world))
  }

  /// The marked objects of a table.
  func marks(_ kind: TableKind) -> Set<ObjectRef> { tables[kind]?.marks ?? [] }

  /// Marks or unmarks the selected row, and goes to the next.
  mutating func markRow() {
    guard let kind = shownTable, let row = tables[kind]?.cursor else {
      say("no row is selected", .muted)
      return
    }
    let object = kind.object(row, world)
    let height = tableHeight
    changeMarks(kind) { table, marks in
      if marks.remove(object) == nil { marks.insert(object) }
      table.lastMarked = object
      table.move(by: 1, height: height)
    }
  }

  /// Marks from the row marked last to the selected one.
  mutating func markRange() {
    guard let kind = shownTable, let here = tables[kind]?.position else {
      say("no row is selected", .muted)
      return
    }
    let world = world
    changeMarks(kind) { table, marks in
      let index = table.index
      let anchor = table.lastMarked.flatMap { kind.row($0, world) }.flatMap { index.position(of: $0) } ?? here
      for position in min(anchor, here)...max(anchor, here) { marks.insert(kind.object(index[position], world)) }
      table.lastMarked = kind.object(index[here], world)
    }
  }

  /// Marks every row shown, or unmarks them if all are marked.
  mutating func markAll() {
    guard let kind = shownTable else { return }
    let world = world
    changeMarks(kind) { table, marks in
      let all = Set(table.index.rows.map { kind.object(Int($0), world) })
      if all.isSubset(of: marks) { marks.subtract(all) } else { marks.formUnion(all) }
    }
  }

  mutating func unmark() {
    guard let kind = shownTable else { return }
    changeMarks(kind) { _, marks in marks = [] }
  }

  private mutating func changeMarks(_ kind: TableKind, _ change: (inout TableState, inout Set<ObjectRef>) -> Void) {
    let world = world
    tables.change(kind, world) { table in
      var marks = table.marks
      change(&table, &marks)
      table.setMarks(marks, world)
    }
    sayMarks(kind)
  }

  /// Marks every row of the table that matches a filter.
  mutating func mark(matching text: String) {
    guard let kind = shownTable else { return }
    let world = world
    let matcher = Matcher(Filter(text), world, marked: marks(kind))
    let rows = (0..<kind.rowSpace(world)).filter { kind.exists($0, world) }
    let hits = rows.map { kind.object($0, world) }.filter { matcher.matches($0, world) }
    changeMarks(kind) { _, marks in marks.formUnion(hits) }
  }

  private mutating func sayMarks(_ kind: TableKind) {
    let count = marks(kind).count
    say(
      count == 0
        ? "nothing is marked"
        : "\(Count.grouped(count)) marked: actions apply to all of them; \(keys.word(.back)) unmarks",
      .muted)
  }

  /// Removes the marks of rows that no longer exist, and says so.
  mutating func dropLostMarks(_ kind: TableKind) {
    let own = marks(kind)
    guard !own.isEmpty else { return }
    let world = world
    let kept = own.filter { object in
      world.has(object) && kind.row(object, world).map { kind.exists($0, world) } == true
    }
    guard kept.count < own.count else { return }
    tables[kind]?.setMarks(kept, world)
    let lost = own.count - kept.count
    let name = own.subtracting(kept).first.map { world.has($0) ? world.name(of: $0) : "" } ?? ""
    say(
      "\(lost == 1 ? "\(name) no longer exists" : "\(lost) marked rows no longer exist")",
      .warning)
  }

  /// The number of marked rows hidden by the filter.
  package var hiddenMarks: Int {
    guard let kind = shownTable, let table = tables[kind], !table.marks.isEmpty, !table.filter.isEmpty else {
      return 0
    }
    let world = world
    return table.marks.count { object in kind.row(object, world).flatMap { table.index.position(of: $0) } == nil }
  }
}
