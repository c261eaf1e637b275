import Canvas
import Lifecycles
import Simulation

/// What was done at this board, and taking it back.
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
        .adding(action.undo == .none ? "" : "  \(keys.word(.undo)) takes it back while it is the latest", .muted)
    }
    overlay = .text(TextPage(title: "What was done at this board, the latest first", lines: lines))
  }

  /// Takes the latest action back, where the rules have a way.
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
      say("it cannot be taken back any more: \(reason)", .warning)
      return
    }
    record(Act(time: source.world.now, title: "taken back: \(last.title)", takesBack: true))
    let rest = commands.count - count
    let needsCustomer = commands.contains { if case .reconnect = $0 { true } else { false } }
    sayDone(
      "taken back: \(last.title)\(rest > 0 ? "; \(rest) could not be: \(reason)" : "")\(needsCustomer ? "; the customers have to sign in again, \(keys.word(.sendLink)) sends the link" : "")"
    )
  }
}
