import Canvas
import Lifecycles
import Simulation

/// The action log, and undo.
extension Model {
  mutating func showReport() {
    if let report { overlay = .text(report) }
  }

  mutating func showActions() {
    let lines = actions.reversed().map { action in
      PageLine(
        "  \(ISO8601.display(action.time))  ", .muted,
        link: action.entity.flatMap { source.world.has($0) ? .entity($0) : nil }
      ).adding(action.title)
        .adding(action.undo == .none ? "" : "  \(keys.word(.undo)) undoes it while it is the latest", .muted)
    }
    overlay = .text(TextPage(title: "Done at this board, newest first", lines: lines))
  }

  /// Undoes the latest action, if the rules allow it.
  mutating func undo() {
    guard let last = actions.last else { return }
    switch last.undo {
    case .none: break
    case .commands(let commands): undo(last, commands)
    case .bringBack(let root): bringBack(root, takesBack: true)
    }
  }

  private mutating func undo(_ last: Act, _ commands: [Command]) {
    var count = 0
    var reason = ""
    for command in commands {
      switch source.submit(command) {
      case .success(let caused):
        take(caused)
        count += 1
      case .failure(let refusal): reason = refusal.reason
      }
    }
    guard count > 0 else {
      say("it can no longer be undone: \(reason)", .warning)
      return
    }
    record(Act(time: source.world.now, title: "undone: \(last.title)", takesBack: true))
    let rest = commands.count - count
    let needsCustomer = commands.contains { if case .reconnect = $0 { true } else { false } }
    sayDone(
      "undone: \(last.title)\(rest > 0 ? "; \(rest) could not be: \(reason)" : "")\(needsCustomer ? "; the customer must sign in again, \(keys.word(.sendLink)) sends the link" : "")"
    )
  }
}
