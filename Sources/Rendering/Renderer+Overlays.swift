import Canvas
import Dashboard
import Lifecycles
import Queries
import Simulation

/// Help, palette and confirmations.
extension Renderer {
  // MARK: Overlays

  mutating func drawOverlay() {
    switch board.navigation.overlay {
    case .help(let top): drawHelp(top)
    case .picker(let picker): drawPicker(picker)
    case .confirmation(let confirmation): drawConfirmation(confirmation)
    case .comparison(let page): drawComparison(page)
    case .text(let page): drawText(page)
    case .columns(let editor): drawColumns(editor)
    case .tour(let step): drawTour(step)
    case .filter, .prompt, nil: break
    }
  }

  mutating func drawBox(x: Int, y: Int, width: Int, height: Int, title: String) {
    let corners = glyphs.corners
    for line in y..<y + height { canvas.fill(x: x, y: line, width: width, Style(.text)) }
    for line in [y, y + height - 1] { canvas.fill(x: x, y: line, width: width, Style(.frame), with: glyphs.rule) }
    for line in y + 1..<max(y + 1, y + height - 1) {
      canvas.put(glyphs.side, x: x, y: line, Style(.frame))
      canvas.put(glyphs.side, x: x + width - 1, y: line, Style(.frame))
    }
    canvas.put(corners.0, x: x, y: y, Style(.frame))
    canvas.put(corners.1, x: x + width - 1, y: y, Style(.frame))
    canvas.put(corners.2, x: x, y: y + height - 1, Style(.frame))
    canvas.put(corners.3, x: x + width - 1, y: y + height - 1, Style(.frame))
    canvas.put(" \(title) ", x: x + 2, y: y, Style(.accent), width: width - 4)
  }

  mutating func drawHelp(_ top: Int) {
    let lines = HelpText.lines(glyphs, board.keys, width: board.viewport.width)
    let width = min(board.viewport.width, 132)
    let height = min(board.viewport.height - 1, lines.count + 2)
    let x = (board.viewport.width - width) / 2
    drawBox(x: x, y: 0, width: width, height: height, title: "Help (any other key closes it)")
    for line in 0..<height - 2 where lines.indices.contains(top + line) {
      drawLine(lines[top + line], y: 1 + line, isCursor: false, x: x + 2, width: width - 4)
    }
    let rest = lines.count - top - (height - 2)
    if rest > 0 { canvas.put(" \(Count.text(rest, "more line")): Down, PgDn ", x: x + 2, y: height - 1, Style(.muted)) }
  }

  mutating func drawPicker(_ picker: Picker) {
    let frame = PickerFrame(picker, width: board.viewport.width, height: board.viewport.height)
    let (x, y, width, height) = (frame.x, frame.y, frame.width, frame.height)
    drawBox(x: x, y: y, width: width, height: height, title: picker.title)
    if picker.query.isEmpty {
      canvas.put("type to filter", x: x + 2, y: y + 1, Style(.muted), width: width - 4)
    } else {
      drawLine(picker.line, x: x + 2, y: y + 1, width: width - 4)
    }
    let room = frame.room
    let top = frame.top
    if picker.matches.isEmpty { canvas.put("nothing matches", x: x + 2, y: y + 2, Style(.muted)) }
    for line in 0..<room where picker.matches.indices.contains(top + line) {
      let item = picker.items[picker.matches[top + line]]
      drawItem(item, x: x, y: y + 2 + line, width: width, isCursor: top + line == picker.selected)
    }
    let below = picker.matches.count - top - room
    if below > 0 {
      let more = " \(below) more "
      canvas.put(more, x: x + width - 2 - DisplayWidth.of(more), y: y + height - 1, Style(.muted))
    }
    if let refusal = picker.current?.refusal {
      canvas.put("not now: \(refusal)", x: x + 2, y: y + height - 2, Style(.warning), width: width - 4)
    } else if case .action(let action) = picker.current?.choice {
      canvas.put(action.help, x: x + 2, y: y + height - 2, Style(.muted), width: width - 4)
    } else {
      canvas.put(picker.help, x: x + 2, y: y + height - 2, Style(.muted), width: width - 4)
    }
  }

  mutating func drawItem(_ item: Picker.Item, x: Int, y: Int, width: Int, isCursor: Bool) {
    if isCursor { canvas.fill(x: x + 1, y: y, width: width - 2, Style(.text, isCursor: true)) }
    let role: Role = item.refusal == nil ? .text : .muted
    let detail = glyphs.keyNames[item.detail] ?? item.detail
    let detailWidth = DisplayWidth.of(detail)
    canvas.put(item.title, x: x + 3, y: y, Style(role, isCursor: isCursor), width: width - 7 - detailWidth)
    canvas.put(detail, x: x + width - 3 - detailWidth, y: y, Style(.barKey, isCursor: isCursor))
  }

  mutating func drawConfirmation(_ confirmation: Confirmation) {
    let button = " \(confirmation.button)    "
    let cancel = "any other key: cancel"
    let longest = (confirmation.lines + ["y" + button + cancel]).map(DisplayWidth.of).max() ?? 0
    let width = min(board.viewport.width - 2, max(48, longest + 6))
    let height = confirmation.lines.count + 5
    let x = (board.viewport.width - width) / 2
    let y = max(1, (board.viewport.height - height) / 2)
    drawBox(x: x, y: y, width: width, height: height, title: confirmation.title)
    for (line, text) in confirmation.lines.enumerated() {
      canvas.put(text, x: x + 3, y: y + 2 + line, Style(line == 0 ? .heading : .text), width: width - 6)
    }
    let last = y + height - 2
    let used =
      canvas.put("y", x: x + 3, y: last, Style(.barKey))
      + canvas.put(button, x: x + 4, y: last, Style(.text))
    canvas.put(cancel, x: x + 3 + used, y: last, Style(.accent), width: width - 6 - used)
  }
}
