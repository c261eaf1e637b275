/// The lines of the screen, numbered from the top, for drawing and for the mouse.
package struct ScreenLines: Equatable, Sendable {
  /// The number of lines on the screen.
  package let height: Int
  /// The number of lines that the timeline takes, if it is shown.
  package let timelineHeight: Int

  package init(height: Int, timelineHeight: Int = 0) {
    self.height = height
    self.timelineHeight = timelineHeight
  }

  // MARK: From the top

  /// The run, the clock and the counts.
  package var top: Int { 0 }
  /// The names of the screens.
  package var tabs: Int { 1 }
  /// The rule with the filter, the sort order and the count, or the title of an open object.
  package var rule: Int { 2 }
  /// The titles of a table's columns.
  package var columnTitles: Int { 3 }
  /// The rows of a table, at least one.
  package var rows: Range<Int> { 4..<max(5, timeline) }
  /// The lines of a page, at least one.
  package var page: Range<Int> { 3..<max(4, timeline) }
  /// The lines of a page that covers the timeline, at least one.
  package var fullPage: Range<Int> { 3..<max(4, notice) }

  // MARK: From the bottom

  /// The first line of the timeline. Without one, it is the notice.
  package var timeline: Int { notice - timelineHeight }
  /// The message, or the line that is being typed.
  package var notice: Int { height - 2 }
  /// The keys, or the completions of the line that is being typed.
  package var hints: Int { height - 1 }
}
