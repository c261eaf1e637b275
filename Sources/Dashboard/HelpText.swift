import Canvas
import Lifecycles

/// The help, made from the list of actions.
package enum HelpText {
  package static func lines(_ glyphs: Glyphs) -> [PageLine] {
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
        lines.append(line(action, glyphs))
      }
    }
    lines += [
      PageLine(), PageLine("Filter", .heading),
      PageLine("  Words match account, provider, data type, status and id. Also status: code: standing: provider:"),
      PageLine("  account: type: actor: id:, age>2h, due<5d; a leading - turns a term round."),
    ]
    return lines
  }

  private static func line(_ action: Action, _ glyphs: Glyphs) -> PageLine {
    let spec = action.spec
    let keys = spec.keys.map { glyphs.keyNames[$0.name] ?? $0.name }.joined(separator: " ")
    return PageLine("  \(keys.isEmpty ? ":" : keys)", .barKey).adding(spec.title, .text, at: 13)
      .adding(" \(spec.help)\(spec.isDestructive ? " Asks first." : "")", .muted, at: 48)
  }
}
