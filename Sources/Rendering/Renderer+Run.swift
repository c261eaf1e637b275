import Canvas
import Dashboard
import Queries
import Simulation

/// The timeline, input lines, and branches side by side.
extension Renderer {
  // MARK: The timeline

  /// A mark on the timeline. Later marks cover earlier ones.
  private struct Mark {
    var sequence: Int64
    var sign: String
    var role: Role
  }

  /// Draws the position between the run's start and its latest event.
  mutating func drawRun() {
    guard board.showsRun, let timeline = board.run.timeline else { return }
    let y = board.lines.timeline
    canvas.fill(x: 0, y: y, width: board.viewport.width, Style(.text))
    let left = " \(Count.grouped(timeline.head.sequence - timeline.sequence)) ahead"
    let label = timeline.isBehind ? left : " at the end"
    // Before anything was done, the timeline shows what led here.
    let isFresh = timeline.head.sequence <= timeline.start.sequence
    let start = isFresh ? 0 : min(timeline.start.sequence, timeline.sequence)
    let span = max(1, timeline.head.sequence - start)
    let width = max(8, board.viewport.width - DisplayWidth.of(label) - 8)
    func x(_ sequence: Int64) -> Int { 5 + Int(max(0, min(span, sequence - start)) * Int64(width - 1) / span) }
    canvas.put("run", x: 1, y: y, Style(.barKey))
    let here = x(timeline.sequence)
    canvas.fill(x: 5, y: y, width: here - 5 + 1, Style(.frame), with: glyphs.rule)
    canvas.fill(x: here + 1, y: y, width: max(0, 5 + width - here - 1), Style(.muted), with: glyphs.ahead)
    for mark in marks(timeline) where mark.sequence >= start && mark.sequence <= timeline.head.sequence {
      canvas.put(mark.sign, x: x(mark.sequence), y: y, Style(mark.role))
    }
    canvas.put(glyphs.here, x: here, y: y, Style(.accent))
    canvas.put(label, x: 5 + width, y: y, Style(timeline.isBehind ? .warning : .muted))
  }

  private func marks(_ timeline: Timeline) -> [Mark] {
    let checkpoints = timeline.checkpointSequences.map { Mark(sequence: $0, sign: glyphs.checkpoint, role: .muted) }
    let mishaps = board.playback.failures.map { Mark(sequence: $0, sign: glyphs.problem, role: .failed) }
    let steps = timeline.scenario.script.compactMap { step -> Mark? in
      let moment = timeline.scenario.start + step.after
      guard moment <= timeline.head.time, let sequence = board.run.log.sequence(at: moment) else { return nil }
      return Mark(sequence: sequence, sign: glyphs.todo, role: step.verb.isFault ? .failed : .accent)
    }
    let inputs = timeline.inputs.map {
      Mark(sequence: $0.sequence, sign: glyphs.todo, role: $0.command.isFault ? .failed : .accent)
    }
    let hits = board.playback.breakpoints.flatMap(\.hits).map { Mark(sequence: $0, sign: glyphs.stop, role: .warning) }
    return checkpoints + mishaps + steps + inputs + hits
  }

  // MARK: Input lines

  /// Draws a label, the text typed so far, and what is wrong with it.
  mutating func drawInput(_ label: String, _ line: LineEditor, hint: String, problem: String?) {
    let y = board.lines.notice
    var x = 1 + canvas.put("\(label): ", x: 1, y: y, Style(.barKey))
    x += drawLine(line, x: x, y: y, width: board.viewport.width - x - 12) + 3
    guard let problem else {
      if line.isEmpty { canvas.put(hint, x: x, y: y, Style(.muted), width: max(1, board.viewport.width - x - 1)) }
      return
    }
    // A long message takes the line above.
    if DisplayWidth.of(problem) < board.viewport.width - x {
      canvas.put(problem, x: x, y: y, Style(.error))
    } else {
      canvas.fill(x: 0, y: y - 1, width: board.viewport.width, Style(.text))
      canvas.put(problem, x: 1, y: y - 1, Style(.error), width: board.viewport.width - 2)
    }
  }

  // MARK: Branches side by side

  mutating func drawComparison(_ page: ComparisonPage) {
    drawFull("What if", page.state)
    drawKeys([
      ("y", "continue in that branch"), (glyphs.keyNames["Enter"] ?? "Enter", "open"), ("+ -", "extend or shorten"),
      ("Esc", "close"),
    ])
  }

  mutating func drawText(_ page: TextPage) {
    drawFull(page.title, page.state)
    drawKeys([(glyphs.keyNames["Enter"] ?? "Enter", "open"), ("Esc", "close")])
  }

  private mutating func drawFull(_ title: String, _ state: PageState) {
    for y in board.lines.rule..<board.viewport.height {
      canvas.fill(x: 0, y: y, width: board.viewport.width, Style(.text))
    }
    drawRule(left: title, right: "")
    drawLines(state)
  }

  private mutating func drawKeys(_ keys: [(String, String)]) {
    var x = 1
    for (key, word) in keys {
      x += canvas.put(key, x: x, y: board.lines.hints, Style(.barKey)) + 1
      x += canvas.put(word, x: x, y: board.lines.hints, Style(.barHint)) + 2
    }
  }
}
