import Canvas
import Dashboard
import Queries

/// Input lines, and the boxes for columns and the tour.
extension Renderer {
  // MARK: A line

  /// Draws a line with its cursor, scrolled to the cursor if it is long.
  ///
  /// - Parameter wrong: the characters that are wrong.
  /// - Returns: the number of cells used.
  @discardableResult
  mutating func drawLine(_ line: LineEditor, x: Int, y: Int, width: Int, wrong: Range<Int>? = nil) -> Int {
    let characters = Array(line.text)
    // Most of the room is for what precedes the cursor.
    var start = line.cursor
    var room = max(1, width - 1)
    while start > 0, room >= DisplayWidth.of(String(characters[start - 1])) {
      room -= DisplayWidth.of(String(characters[start - 1]))
      start -= 1
    }
    var used = 0
    for index in start..<characters.count {
      let text = String(characters[index])
      let cells = DisplayWidth.of(text)
      guard used + cells <= width else { break }
      let role: Role = wrong?.contains(index) == true ? .error : .input
      canvas.put(text, x: x + used, y: y, Style(role, isCursor: index == line.cursor))
      used += cells
    }
    if line.cursor == characters.count, used < width {
      canvas.put(" ", x: x + used, y: y, Style(.input, isCursor: true))
    }
    return used
  }

  /// Draws the filter line, and below it what is wrong, under its term, or the completions.
  mutating func drawFilter(_ line: FilterLine) {
    let y = board.lines.notice
    let x = 1 + canvas.put("\(line.purpose.label): ", x: 1, y: y, Style(.barKey))
    let problem = board.problem(of: line)
    drawLine(line.editor, x: x, y: y, width: board.viewport.width - x - 2, wrong: problem?.place)
    canvas.fill(x: 0, y: y + 1, width: board.viewport.width, Style(.text))
    if let problem {
      // Under the term, or as far right as the text fits.
      let text = "\(glyphs.isASCII ? "^" : "▴") \(problem.text)"
      let before = DisplayWidth.of(String(line.text.prefix(problem.place.lowerBound)))
      let place = max(1, min(x + before, board.viewport.width - DisplayWidth.of(text) - 1))
      canvas.put(text, x: place, y: y + 1, Style(.error), width: board.viewport.width - place - 1)
    } else {
      drawCandidates(line, y: y + 1)
    }
  }

  private mutating func drawCandidates(_ line: FilterLine, y: Int) {
    var x = 1
    guard let completion = line.completion, !completion.candidates.isEmpty else {
      let hint =
        line.purpose.isFilter
        ? """
        Enter apply  Esc cancel  \(glyphs.keyNames["Up"] ?? "Up") history    words or terms: status: provider: \
        type: actor: age>2h
        """
        : """
        Enter apply, then \(board.keys.word(.nextMatch)) next, \(board.keys.word(.previousMatch)) previous  Esc \
        cancel    plain text
        """
      canvas.put(hint, x: x, y: y, Style(.muted), width: board.viewport.width - 2)
      return
    }
    x += canvas.put("Tab", x: x, y: y, Style(.barKey)) + 1
    for (index, candidate) in completion.candidates.enumerated() {
      guard x + DisplayWidth.of(candidate) < board.viewport.width - 1 else { break }
      x += canvas.put(candidate, x: x, y: y, Style(index == line.chosen ? .tabActive : .barHint)) + 2
    }
  }

  // MARK: Columns

  mutating func drawColumns(_ editor: ColumnsEditor) {
    let width = min(board.viewport.width - 2, 66)
    let height = min(board.viewport.height - 3, editor.entries.count + 5)
    let x = board.viewport.width - width - 1
    let y = max(1, (board.viewport.height - height) / 2)
    drawBox(x: x, y: y, width: width, height: height, title: "Columns of \(editor.screen.title)")
    let room = height - 5
    let top = max(0, min(editor.selected - room / 2, editor.entries.count - room))
    for line in 0..<room where editor.entries.indices.contains(top + line) {
      let entry = editor.entries[top + line]
      let isCursor = top + line == editor.selected
      let at = y + 1 + line
      if isCursor { canvas.fill(x: x + 1, y: at, width: width - 2, Style(.text, isCursor: true)) }
      let sign = entry.isShown ? "[x]" : "[ ]"
      canvas.put(sign, x: x + 3, y: at, Style(entry.isShown ? .accent : .muted, isCursor: isCursor))
      canvas.put(
        entry.face.title, x: x + 7, y: at, Style(entry.isShown ? .text : .muted, isCursor: isCursor), width: width - 28)
      canvas.put(
        entry.width.map { "\($0) cells" } ?? "automatic", x: x + width - 18, y: at,
        Style(.muted, isCursor: isCursor))
    }
    let help = [
      "Space show or hide   < > move   - + width",
      "a automatic width   Enter apply   Esc cancel",
    ]
    for (line, text) in help.enumerated() {
      canvas.put(text, x: x + 3, y: y + height - 3 + line, Style(.muted), width: width - 6)
    }
  }

  // MARK: The tour

  mutating func drawTour(_ number: Int) {
    let steps = board.tour.steps
    guard steps.indices.contains(number) else { return }
    let step = steps[number]
    let width = min(board.viewport.width - 2, 84)
    let lines = HelpText.wrapped(step.text, width: width - 6)
    let height = min(board.viewport.height - 3, lines.count + 4)
    let x = (board.viewport.width - width) / 2
    let y = max(3, board.viewport.height - height - 2)
    drawBox(x: x, y: y, width: width, height: height, title: "\(step.title) (\(number + 1) of \(steps.count))")
    for (line, text) in lines.prefix(height - 3).enumerated() {
      canvas.put(text.drop { $0 == " " }, x: x + 3, y: y + 1 + line, Style(.text), width: width - 6)
    }
    let isLast = number == steps.count - 1
    canvas.put(
      "Enter \(isLast ? "finish" : "next")   Left back   Esc close", x: x + 3,
      y: y + height - 2, Style(.muted), width: width - 6)
  }
}
