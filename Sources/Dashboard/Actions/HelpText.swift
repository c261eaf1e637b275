import Canvas
import Lifecycles

/// The help, made from the list of actions.
package enum HelpText {
  package static func lines(_ glyphs: Glyphs, width: Int) -> [PageLine] {
    var lines = [
      PageLine("A sign and a word stand beside every colour:", .text)
    ]
    var legend = PageLine("  ")
    for standing in Standing.allCases {
      legend = legend.adding("\(glyphs.sign(standing)) \(standing.word)   ", standing.role)
    }
    lines.append(legend)
    for section in Action.Section.allCases {
      lines += [PageLine(), PageLine(section.rawValue, .heading)]
      for action in Action.allCases where action.spec.section == section {
        lines += line(action, glyphs, width)
      }
    }
    for (title, texts) in guides(glyphs) {
      lines += [PageLine(), PageLine(title, .heading)]
      for text in texts { lines += wrapped(text, width: min(width, 132) - 6) }
    }
    return lines
  }

  /// What a list of keys does not tell.
  private static func guides(_ glyphs: Glyphs) -> [(String, [String])] {
    [
      (
        "A situation on demand, and why it came about",
        [
          "p pauses. Select a row (4 shows the data types, / narrows them) and press i: everything that its rules let go wrong is listed, what can be now first, then what waits until the object stands in some status. Troubles of its provider, its consent and its connector are in the same list.",
          "r queues a sync. . goes on by one event and , goes back by one; > and < go to the next and the previous event of the selected row. What a step changed is marked, and the line below says what happened and why.",
          "g goes to a time, an event, or the next event of some kind: g status:AuthError. b pauses the run whenever such an event comes.",
          "w shows the causes of the row's latest change, back to the first. f makes the same run again without the fault or the command that you choose, and shows what differs; y goes on in that course.",
          "e saves the run as a scenario and its events. signalbox simulate --scenario RUN.toml --check RUN.jsonl is then a test: exit code 1 where the events differ.",
        ]
      ),
      (
        "The line of the run, while it is paused",
        [
          "From the start to the furthest that has been seen; what lies ahead of you is dotted, and kept until you change something. A change there begins another course; :courses leads back to the one that was left. The signs on it: \(glyphs.todo) commands and steps of the scenario, \(glyphs.problem) what went wrong by chance, \(glyphs.stop) hits of breakpoints, \(glyphs.checkpoint) copies by which one goes back."
        ]
      ),
      (
        "Filter",
        [
          "Words match account, provider, data type, status and id. More exact: status: code: standing: provider: account: type: actor: id: system:, age>2h, due<5d. A leading - turns a term round; quotes hold a name together: account:\"Cobalt Foods\".",
          "About events (the Events screen, g, b, --until) also: to: and from: a status, trigger:, fault:any or fault:outage, cause:71200, cause:command3 or cause:outage, which meets everything that follows from it.",
        ]
      ),
    ]
  }

  /// Broken at spaces to the width, indented.
  private static func wrapped(_ text: String, width: Int) -> [PageLine] {
    var lines: [PageLine] = []
    var line = " "
    for word in text.split(separator: " ") {
      if DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) > width {
        lines.append(PageLine(line))
        line = " "
      }
      line += " " + word
    }
    return lines + [PageLine(line)]
  }

  /// On one line where there is room, with the explanation below otherwise.
  private static func line(_ action: Action, _ glyphs: Glyphs, _ width: Int) -> [PageLine] {
    let spec = action.spec
    let keys = spec.keys.map { glyphs.keyNames[$0.name] ?? $0.name }.joined(separator: " ")
    let help = "\(spec.help)\(spec.isDestructive ? " Asks first." : "")"
    let head = PageLine("  \(keys.isEmpty ? ":" : keys)", .barKey).adding(spec.title, .text, at: 13)
    return width >= 130 && help.count < 76
      ? [head.adding(" \(help)", .muted, at: 50)]
      : [head] + wrapped(help, width: min(width, 132) - 16).map { PageLine("", .muted).adding($0.text, .muted, at: 11) }
  }
}
