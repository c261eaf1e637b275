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
    lines += [
      PageLine(), PageLine("Filter", .heading),
      PageLine("  Words match account, provider, data type, status and id. Also status: code: standing: provider:"),
      PageLine("  account: type: actor: id:, age>2h, due<5d; a leading - turns a term round."),
    ]
    return lines
  }

  /// On one line where there is room, with the explanation below otherwise.
  private static func line(_ action: Action, _ glyphs: Glyphs, _ width: Int) -> [PageLine] {
    let spec = action.spec
    let keys = spec.keys.map { glyphs.keyNames[$0.name] ?? $0.name }.joined(separator: " ")
    let help = "\(spec.help)\(spec.isDestructive ? " Asks first." : "")"
    let head = PageLine("  \(keys.isEmpty ? ":" : keys)", .barKey).adding(spec.title, .text, at: 13)
    return width >= 130 ? [head.adding(" \(help)", .muted, at: 50)] : [head, PageLine("").adding(help, .muted, at: 13)]
  }
}
