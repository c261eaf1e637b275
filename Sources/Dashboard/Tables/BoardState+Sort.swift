import Canvas
import Queries
import Simulation

/// Sort order and columns of tables.
extension BoardState {
  // MARK: Preferences

  /// Applies the preferred order and columns to tables.
  mutating func setUpTables() {
    for (screen, choices) in preferences.sort { sort(screen, by: choices) }
  }

  mutating func sort(_ screen: Screen, by choices: [SortChoice]) {
    guard let kind = screen.table else { return }
    let terms = choices.compactMap { choice in
      kind.columns.firstIndex { $0.key == choice.key }.map {
        SortTerm(column: $0, isDescending: choice.isDescending)
      }
    }
    sort(kind, by: terms)
  }

  private mutating func sort(_ kind: TableKind, by terms: [SortTerm]) {
    let (world, ranks) = (world, tables.ranks)
    tables.open(kind)
    tables[kind]?.sort(by: terms, world, ranks)
  }

  // MARK: Sort

  mutating func openSort(further: Bool) {
    guard let kind = shownTable, let table = tables[kind] else { return }
    let columns = kind.columns
    let items = columns.indices.filter { columns[$0].sortKey != nil }.map { index in
      Picker.Item(
        columns[index].title, detail: Self.place(of: index, in: table.sort),
        choice: further ? .sortFurther(column: index) : .sort(column: index))
    }
    let first = table.sort[0].column
    let selected = further ? 0 : items.firstIndex { $0.choice == .sort(column: first) } ?? 0
    var picker = Picker(
      title: further ? "Then sort by" : "Sort by", items: items, selected: selected)
    picker.help = further ? "" : "Enter sorts by this column alone; Tab adds it, or reverses it"
    navigation.overlay = .picker(picker)
  }

  /// `now ascending; choose again to reverse`, or `2. descending; …` with several columns.
  private static func place(of column: Int, in sort: [SortTerm]) -> String {
    guard let place = sort.firstIndex(where: { $0.column == column }) else { return "" }
    let number = sort.count == 1 ? "now" : "\(place + 1)."
    return "\(number) \(sort[place].isDescending ? "descending" : "ascending"); choose again to reverse"
  }

  mutating func reverseSort() {
    guard let kind = shownTable, var terms = tables[kind]?.sort else { return }
    terms[0].isDescending.toggle()
    sort(kind, terms)
  }

  /// Sorts by a column alone, or additionally. Again reverses it.
  mutating func sort(by column: Int, further: Bool) {
    guard let kind = shownTable, var terms = tables[kind]?.sort else { return }
    let place = terms.firstIndex { $0.column == column }
    if further {
      if let place { terms[place].isDescending.toggle() } else { terms.append(SortTerm(column: column)) }
    } else {
      terms = [SortTerm(column: column, isDescending: place == 0 ? !terms[0].isDescending : false)]
    }
    sort(kind, terms)
  }

  private mutating func sort(_ kind: TableKind, _ terms: [SortTerm]) {
    sort(kind, by: terms)
    say("sorted by \(sortText(kind))", .muted)
  }

  /// `ACCOUNT, then SINCE descending`
  private func sortText(_ kind: TableKind) -> String {
    let columns = kind.columns
    return (tables[kind]?.sort ?? []).map { "\(columns[$0.column].title)\($0.isDescending ? " descending" : "")" }
      .joined(separator: ", then ")
  }

  /// Tab in the list of columns adds one and keeps the list open.
  mutating func chooseFurther(_ picker: inout Picker) -> [Effect]? {
    guard case .sort(let column) = picker.current?.choice else { return nil }
    sort(by: column, further: true)
    let selected = picker.selected
    openSort(further: false)
    if case .picker(var fresh) = navigation.overlay {
      fresh.move(to: selected, like: picker)
      navigation.overlay = .picker(fresh)
    }
    return []
  }

  // MARK: Columns

  /// The screen whose table is shown; Events has columns too.
  package var screenOfTable: Screen? {
    navigation.pages.isEmpty && !showsProblems && navigation.screen != .overview ? navigation.screen : nil
  }

  mutating func openColumns() {
    guard let screen = screenOfTable else { return }
    navigation.overlay = .columns(
      ColumnsEditor(screen, preferences.columns[screen], shown: layout(screen).map(\.index)))
  }

  /// The columns as laid out on the screen.
  package func layout(_ screen: Screen) -> [PlacedColumn] {
    ColumnLayout.place(screen.columns, preferences.columns[screen], width: viewport.width - 2)
  }

  mutating func pressColumns(_ key: Key, _ editor: inout ColumnsEditor) {
    switch key {
    case .escape:
      preferences.columns[editor.screen] = editor.before
      navigation.overlay = nil
      return
    case .enter:
      navigation.overlay = nil
      say("columns changed; \(keys.word(.views)) saves them as a view", .muted)
      return
    default: editor.press(key)
    }
    preferences.columns[editor.screen] = editor.choices
    navigation.overlay = .columns(editor)
  }
}

extension Screen {
  /// The columns of its table; none on Overview.
  package var columns: [ColumnFace] {
    if self == .events { return EventText.columns.map { ColumnFace($0) } }
    return table?.columns.map { ColumnFace($0) } ?? []
  }
}
