import Canvas
import Lifecycles
import Queries
import Simulation

/// Filtering tables, and searching open objects and events.
extension BoardState {
  // MARK: Context

  package var currentFilter: String {
    if showsProblems { return attention.filter.text }
    if let kind = shownTable { return tables[kind]?.filter.text ?? "" }
    return navigation.screen == .events && navigation.pages.isEmpty ? tables.events.filter.text : ""
  }

  /// What is wrong with the text being typed, and where.
  package func problem(of line: FilterLine) -> (text: String, place: Range<Int>)? {
    guard line.purpose.isFilter else { return nil }
    return Filter(line.text, isForEvents: navigation.screen == .events).fault.map { ($0.reason, $0.place) }
  }

  // MARK: Opening the line

  /// `/`: filters a table, or searches text and events.
  mutating func beginFilter() {
    if showsText {
      navigation.overlay = .filter(FilterLine(.searchPage, text: ""))
    } else if navigation.screen == .events {
      search.start = tables.events.isFollowing ? nil : tables.events.cursor
      search.before = tables.events.searched
      navigation.overlay = .filter(FilterLine(.searchEvents, text: ""))
    } else {
      narrow()
    }
  }

  /// `&`: hides rows and events that don't match.
  mutating func narrow() {
    var line = FilterLine(.narrow, text: currentFilter)
    line.anchor = shownTable == nil ? nil : target
    navigation.overlay = .filter(line)
  }

  // MARK: Keys

  mutating func pressFilter(_ key: Key, _ line: inout FilterLine) -> [Effect] {
    let before = line.text
    let world = world
    switch key {
    case .enter:
      // A wrong term must be fixed first.
      guard problem(of: line) == nil else { return [] }
      navigation.overlay = nil
      return finish(line)
    case .escape:
      navigation.overlay = nil
      cancel(line)
      return []
    case .up: line.recall(1, preferences.filters)
    case .down: line.recall(-1, preferences.filters)
    case .tab: search.withVocabulary(navigation.screen) { line.choose(1, &$0, world) }
    case .backTab: search.withVocabulary(navigation.screen) { line.choose(-1, &$0, world) }
    case .control("p"), .pageUp, .control("n"), .pageDown:
      let rows = key == .pageUp || key == .pageDown ? tableHeight : 1
      move(table: key == .pageUp || key == .control("p") ? -rows : rows)
      line.anchor = shownTable == nil ? nil : target
    default: if !line.type(key) { say("\(key.name) does nothing in this line; Enter applies it, Esc cancels", .muted) }
    }
    search.withVocabulary(navigation.screen) { line.complete(&$0, world) }
    if line.text != before {
      apply(line.text, line.purpose)
      select(line.anchor)
    }
    navigation.overlay = .filter(line)
    return []
  }

  /// Selects an object's row if it matches the filter.
  private mutating func select(_ object: ObjectRef?) {
    guard let object, let kind = shownTable, let row = kind.row(object, world),
      tables[kind]?.index.position(of: row) != nil
    else { return }
    tables[kind]?.select(row)
  }

  private mutating func move(table offset: Int) {
    let height = tableHeight
    if showsProblems {
      attention.page.move(by: offset, height: pageHeight)
    } else if let kind = shownTable {
      tables[kind]?.move(by: offset, height: height)
    } else if navigation.screen == .events {
      tables.events.move(by: offset, run.log, height: height)
    }
  }

  private mutating func apply(_ text: String, _ purpose: FilterLine.Purpose) {
    switch purpose {
    case .narrow: setFilter(text)
    case .searchEvents: searchEvents(text)
    case .searchPage:
      search.text = text
      let height = pageHeight
      withText { $0.search(text, height: height) }
    }
  }

  /// Sets the filter of the screen.
  mutating func setFilter(_ text: String) {
    if showsProblems {
      attention.filter = Filter(text)
    } else if let kind = shownTable {
      let world = world
      tables[kind]?.setFilter(text, world)
    } else {
      tables.events.setFilter(text, run.log, world)
    }
  }

  private mutating func cancel(_ line: FilterLine) {
    switch line.purpose {
    case .narrow:
      setFilter(line.before)
      select(line.anchor)
    case .searchEvents:
      tables.events.search(search.before.map { Filter($0, isForEvents: true) }, world)
      if let searchStart = search.start { tables.events.select(searchStart) } else { tables.events.follow() }
    case .searchPage:
      search.text = ""
      let height = pageHeight
      withText { $0.search("", height: height) }
    }
  }

  private mutating func finish(_ line: FilterLine) -> [Effect] {
    guard !line.text.isEmpty else { return [] }
    if line.purpose != .narrow, !hasMatch { say("nothing matches \(line.text)", .warning) }
    return line.purpose.isFilter ? remember(filter: line.text) : []
  }

  /// The filters kept, oldest removed first. Nobody presses Up more often.
  private static let mostKept = 200

  /// Keeps a typed filter for the next time, latest last and without repeats.
  private mutating func remember(filter text: String) -> [Effect] {
    guard preferences.filters.last != text else { return [] }
    preferences.filters.removeAll { $0 == text }
    preferences.filters.append(text)
    if preferences.filters.count > Self.mostKept { preferences.filters.removeFirst() }
    return [.keepFilters(preferences.filters)]
  }

  // MARK: Searching

  private var hasMatch: Bool {
    if navigation.screen == .events, navigation.pages.isEmpty { return tables.events.isAtMatch(run.log, world) }
    return (navigation.pages.last?.state ?? overview.page).found != nil
  }

  private mutating func withText(_ change: (inout PageState) -> Void) {
    if navigation.pages.isEmpty {
      change(&overview.page)
    } else {
      change(&navigation.pages[navigation.pages.count - 1].state)
    }
  }

  /// Finds the latest match up to where the search started, or else the first one after it.
  private mutating func searchEvents(_ text: String) {
    let filter = Filter(text, isForEvents: true)
    tables.events.search(filter.isEmpty ? nil : filter, world)
    if let searchStart = search.start { tables.events.select(searchStart) } else { tables.events.follow() }
    guard !filter.isEmpty, filter.problem == nil else { return }
    tables.events.nearestMatch(run.log, world, height: tableHeight)
  }

  mutating func nextMatch(_ direction: Int) {
    if showsText {
      let text = search.text
      let height = pageHeight
      var step = SearchStep.none
      withText { state in
        if state.searched == text {
          step = state.nextMatch(direction, height: height)
        } else {
          state.search(text, height: height)
          step = state.found == nil ? .none : .found
        }
      }
      told(step, text)
    } else if navigation.screen == .events {
      told(tables.events.nextMatch(direction, run.log, world, height: tableHeight), tables.events.searched ?? "")
    }
  }

  private mutating func told(_ step: SearchStep, _ text: String) {
    switch step {
    case .none: say("nothing matches \(text)", .warning)
    case .wrapped: say("search wrapped", .muted)
    case .found: break
    }
  }

  /// Why there is no next match; nil if there can be one.
  var searchRefusal: Refusal? {
    if showsText {
      return search.text.isEmpty ? Refusal("no search yet; \(keys.word(.filter)) searches here") : nil
    }
    if navigation.screen == .events {
      return tables.events.searched == nil ? Refusal("no search yet; \(keys.word(.filter)) searches events") : nil
    }
    return Refusal(
      currentFilter.isEmpty
        ? "no search yet; \(keys.word(.filter)) filters this table"
        : "every row shown matches; \(keys.word(.moveDown)) goes to the next")
  }
}

/// The result of searching for the next match.
package enum SearchStep: Equatable, Sendable { case found, wrapped, none }
