import Canvas
import Lifecycles

/// The help, made from the list of actions.
package enum HelpText {
  package static func lines(_ glyphs: Glyphs, _ keys: KeyBindings, width: Int) -> [PageLine] {
    var lines = [
      PageLine("A sign and a word stand beside every colour:", .text)
    ]
    var legend = PageLine("  ")
    for standing in Standing.allCases {
      legend = legend.adding("\(glyphs.sign(standing)) \(glyphs.word(standing))   ", standing.role)
    }
    lines.append(legend)
    for section in Action.Section.allCases {
      lines += [PageLine(), PageLine(section.rawValue, .heading)]
      for action in Action.allCases where action.spec.section == section {
        lines += line(action, glyphs, keys, width)
      }
    }
    for (title, texts) in guides(glyphs, keys) {
      lines += [PageLine(), PageLine(title, .heading)]
      for text in texts { lines += wrapped(text, width: min(width, 132) - 6).map { PageLine($0) } }
    }
    return lines
  }

  /// What a list of keys does not tell.
  private static func guides(_ glyphs: Glyphs, _ keys: KeyBindings) -> [(String, [String])] {
    func k(_ action: Action) -> String { keys.word(action) }
    return [
      (
        "A situation on demand, and why it came about",
        [
          "\(k(.pause)) pauses. Select a row (\(k(.datasets)) shows the data types, \(k(.filter)) narrows them) and press \(k(.inject)): everything that its rules let go wrong is listed, what can be now first, then what waits until the object stands in some status. Troubles of its provider, its consent and its connector are in the same list.",
          "\(k(.requeue)) queues a sync. \(k(.step)) goes on by one event and \(k(.stepBack)) goes back by one; \(k(.nextOfRow)) and \(k(.previousOfRow)) go to the next and the previous event of the selected row. What a step changed is marked, and the line below says what happened and why.",
          "\(k(.goTo)) goes to a time, an event, or the next event of some kind: \(k(.goTo)) status:AuthError. \(k(.breakpoints)) pauses the run whenever such an event comes.",
          "\(k(.why)) shows the causes of the row's latest change, back to the first. \(k(.whatIf)) makes the same run again without the fault or the command that you choose, and shows what differs; y goes on in that course.",
          "\(k(.takeHome)) saves the run as a scenario and its events. signalbox simulate --scenario RUN.toml --check RUN.jsonl is then a test: exit code 1 where the events differ.",
        ]
      ),
      (
        "The line of the run, while it is paused",
        [
          "From the start to the furthest that has been seen; what lies ahead of you is dotted, and kept until you change something. A change there begins another course; \(k(.courses)) leads back to the one that was left. The signs on it: \(glyphs.todo) commands and steps of the scenario, \(glyphs.problem) what went wrong by chance, \(glyphs.stop) hits of breakpoints, \(glyphs.checkpoint) copies by which one goes back."
        ]
      ),
      (
        "Filter",
        [
          "Words match account, provider, data type, status and id. More exact: status: code: standing: provider: account: type: actor: id: system:, age>2h, due<5d, marked. Tab completes the word, Up brings what was typed before. A leading - turns a term round; quotes hold a name together: account:\"Cobalt Foods\".",
          "About events (the Events screen, \(k(.goTo)), \(k(.breakpoints)), --until) also: to: and from: a status, trigger:, fault:any or fault:outage, cause:71200, cause:command3 or cause:outage, which meets everything that follows from it.",
        ]
      ),
    ]
  }

  /// Broken at spaces to the width, indented.
  static func wrapped(_ text: String, width: Int) -> [String] {
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

  /// On one line where there is room, with the explanation below otherwise.
  private static func line(_ action: Action, _ glyphs: Glyphs, _ bindings: KeyBindings, _ width: Int) -> [PageLine] {
    let spec = action.spec
    let keys = bindings.list(action).map { glyphs.keyNames[$0] ?? $0 }.joined(separator: " ")
    let help = "\(spec.help)\(spec.isDestructive ? " Asks first." : "")"
    let head = PageLine("  \(keys)", .barKey).adding(spec.title, .text, at: 13)
    return width >= 130 && help.count < 76
      ? [head.adding(" \(help)", .muted, at: 50)]
      : [head] + wrapped(help, width: min(width, 132) - 16).map { PageLine("", .muted).adding($0, .muted, at: 11) }
  }
}
