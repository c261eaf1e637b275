import Canvas
import Queries
import Simulation

/// The mouse: click to select, double-click to open, scroll, sort by headings, switch screens by tabs.
extension BoardState {
  /// The lines scrolled by one turn of the wheel.
  private static let wheelStep = 3

  mutating func press(_ mouse: Mouse) -> [Effect] {
    guard !viewport.isTooSmall else { return [] }
    alerts.message = nil
    let isDouble = viewport.note(mouse)
    if isBusy { return [] }
    switch mouse.kind {
    case .wheelUp: return wheel(-1)
    case .wheelDown: return wheel(1)
    case .press:
      return navigation.overlay == nil ? click(mouse, isDouble: isDouble) : clickOverlay(mouse, isDouble: isDouble)
    }
  }

  /// Scrolls lists and pages by the keys that move in them.
  private mutating func wheel(_ direction: Int) -> [Effect] {
    let key: Key = direction > 0 ? .down : .up
    switch navigation.overlay {
    case nil:
      for _ in 0..<Self.wheelStep { _ = perform(direction > 0 ? .moveDown : .moveUp) }
    case .filter, .prompt, .confirmation: break
    case .picker: return pressOverlay(key)
    case .help, .comparison, .text, .columns, .tour:
      for _ in 0..<Self.wheelStep where navigation.overlay != nil { _ = pressOverlay(key) }
    }
    return []
  }

  private mutating func clickOverlay(_ mouse: Mouse, isDouble: Bool) -> [Effect] {
    switch navigation.overlay {
    case .picker(var picker):
      let frame = PickerFrame(picker, width: viewport.width, height: viewport.height)
      guard let item = frame.item(x: mouse.x, y: mouse.y, picker) else { return [] }
      picker.move(by: item - picker.selected)
      navigation.overlay = .picker(picker)
      return isDouble ? pressOverlay(.enter) : preview(picker)
    case .text(var page):
      if lines.fullPage.contains(mouse.y) { page.state.click(line: mouse.y - lines.page.lowerBound) }
      navigation.overlay = .text(page)
      return isDouble ? pressOverlay(.enter) : []
    case .tour: return pressOverlay(.enter)
    case .confirmation:
      say("y confirms, any other key cancels", .muted)
      return []
    case .help, .filter, .prompt, .comparison, .columns, nil: return []
    }
  }

  private mutating func click(_ mouse: Mouse, isDouble: Bool) -> [Effect] {
    if mouse.y == lines.tabs, let tab = TabFrame.all(self).first(where: { ($0.x..<$0.x + $0.width).contains(mouse.x) })
    {
      return perform(tab.screen.action)
    }
    if mouse.y == lines.columnTitles, let kind = shownTable, let column = column(at: mouse.x) {
      if kind.columns[column].sortKey != nil { sort(by: column, further: mouse.isExtending) }
      return []
    }
    guard select(at: mouse) else { return [] }
    return isDouble ? perform(.open) : []
  }

  private func column(at x: Int) -> Int? {
    layout(navigation.screen).first { (1 + $0.x..<1 + $0.x + $0.width).contains(x) }?.index
  }

  /// Selects what is at a cell.
  ///
  /// - Returns: whether there is something.
  private mutating func select(at mouse: Mouse) -> Bool {
    // The timeline and the hints are below.
    guard mouse.y < lines.page.upperBound else { return false }
    let pageLine = mouse.y - lines.page.lowerBound
    if !navigation.pages.isEmpty { return navigation.pages[navigation.pages.count - 1].state.click(line: pageLine) }
    if showsProblems { return attention.page.click(line: pageLine) }
    if navigation.screen == .overview { return overview.page.click(line: pageLine) }
    let line = mouse.y - lines.rows.lowerBound
    if let kind = shownTable, let table = tables[kind] {
      guard table.window.indices.contains(line) else { return false }
      tables[kind]?.select(Int(table.window[line].id))
      return true
    }
    guard tables.events.window.indices.contains(line) else { return false }
    tables.events.select(tables.events.window[line].id)
    return true
  }
}

extension PageState {
  /// Selects the link on a line, or on the line that this one belongs to.
  ///
  /// - Returns: whether there is one.
  @discardableResult
  mutating func click(line: Int) -> Bool {
    let index = top + line
    guard line >= 0, lines.indices.contains(index) else { return false }
    let owner = lines[index].link != nil ? index : index - 1
    // Details are indented below the line that they belong to.
    guard lines.indices.contains(owner), lines[owner].link != nil,
      owner == index || lines[index].text.hasPrefix("    ")
    else { return false }
    select(line: owner)
    return true
  }
}
