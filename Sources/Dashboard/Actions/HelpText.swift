import Canvas
import Lifecycles
import Queries

/// The help, derived from the list of actions.
package enum HelpText {
  package static func lines(_ glyphs: Glyphs, _ keys: KeyBindings, width: Int) -> [PageLine] {
    var lines = [
      PageLine("Every color comes with a glyph and a word:", .text)
    ]
    var legend = PageLine("  ")
    for category in StatusCategory.allCases {
      legend = legend.adding("\(glyphs.sign(category)) \(glyphs.word(category))   ", category.role)
    }
    lines.append(legend)
    for section in Action.Section.allCases {
      lines += [PageLine(), PageLine(section.rawValue, .heading)]
      for action in Action.allCases where action.section == section {
        lines += line(action, glyphs, keys, width)
      }
    }
    for (title, texts) in guides(glyphs, keys) {
      lines += [PageLine(), PageLine(title, .heading)]
      for text in texts { lines += wrapped(text, width: min(width, 132) - 6).map { PageLine($0) } }
    }
    return lines
  }

  /// Guides to workflows, which a list of keys can't explain.
  private static func guides(_ glyphs: Glyphs, _ keys: KeyBindings) -> [(String, [String])] {
    func k(_ action: Action) -> String { keys.word(action) }
    return [
      (
        "Reproduce a situation and find its cause",
        [
          """
          \(k(.pause)) pauses. Select a row (\(k(.datasets)) shows the data types, \(k(.filter)) filters them) and \
          press \(k(.inject)): the list shows every fault that its rules allow, first those possible now, then \
          those that wait for a status. Provider conditions, consent and connector are in the same list.
          """,
          """
          \(k(.requeue)) queues a sync. \(k(.step)) steps one event forward and \(k(.stepBack)) one back; \
          \(k(.nextOfRow)) and \(k(.previousOfRow)) go to the next and previous event of the selected row. Changes \
          are highlighted, and the line below says what happened and why.
          """,
          """
          \(k(.goTo)) goes to a time, an event, or the next matching event: \(k(.goTo)) status:AuthError. \
          \(k(.breakpoints)) pauses the run at every such event.
          """,
          """
          \(k(.why)) shows the causes of the row's latest change, back to the root. \(k(.whatIf)) replays the run \
          without a fault or command that you choose, and shows what differs; y continues in that branch.
          """,
          """
          \(k(.export)) exports the run as a scenario and its events. signalbox simulate --scenario RUN.toml \
          --check RUN.jsonl turns them into a test: the exit code is 1 if the events differ.
          """,
        ]
      ),
      (
        "The timeline of a paused run",
        [
          """
          The timeline spans the run from its start to the latest event seen. Events ahead are dotted and kept \
          until you change something: a change starts another branch, and \(k(.branches)) switches back. Glyphs: \
          \(glyphs.todo) commands and scenario steps, \(glyphs.problem) chance failures, \(glyphs.stop) breakpoint \
          hits, \(glyphs.checkpoint) checkpoints.
          """
        ]
      ),
      (
        "Filter",
        [
          """
          Words match account, provider, data type, status and id. Terms are more precise: status: code: standing: \
          provider: account: type: actor: id: system:, age>2h, due<5d, marked. Tab completes, Up recalls earlier \
          filters. A leading - negates a term; quotes keep a name with spaces together: account:"Cobalt Foods".
          """,
          """
          For events (the Events screen, \(k(.goTo)), \(k(.breakpoints)), --until) there are also to: and from: a \
          status, trigger:, fault:any or fault:outage, cause:71200, cause:command3 or cause:outage, which matches \
          everything that follows from it.
          """,
        ]
      ),
    ]
  }

  /// Wraps text at spaces to a width, indented.
  package static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = " "
    for word in text.split(separator: " ") {
      if DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) > width {
        lines.append(line)
        line = " "
      }
      line += " " + word
    }
    return lines + [line]
  }

  /// One line if there is room, otherwise with the explanation below.
  private static func line(_ action: Action, _ glyphs: Glyphs, _ bindings: KeyBindings, _ width: Int) -> [PageLine] {
    let keys = bindings.list(action).map { glyphs.keyNames[$0] ?? $0 }.joined(separator: " ")
    let help = "\(action.help)\(action.asksFirst ? " Asks first." : "")"
    let head = PageLine("  \(keys)", .barKey).adding(action.title, .text, at: 13)
    return width >= 130 && help.count < 76
      ? [head.adding(" \(help)", .muted, at: 50)]
      : [head] + wrapped(help, width: min(width, 132) - 16).map { PageLine("", .muted).adding($0, .muted, at: 11) }
  }
}
