import Canvas
import Lifecycles
import Queries
import Simulation

/// Lines of input, and what they are for.
extension BoardState {
  mutating func openPrompt(_ purpose: Prompt.Purpose, text: String = "") {
    navigation.overlay = .prompt(Prompt(purpose: purpose, text: text))
  }

  mutating func pressPrompt(_ key: Key, _ prompt: inout Prompt) -> [Effect] {
    prompt.problem = nil
    switch key {
    case .escape:
      navigation.overlay = nil
      return []
    case .enter:
      switch finish(prompt) {
      case .success(let effects): return effects
      case .failure(let refusal): prompt.problem = refusal.reason
      }
    default: _ = prompt.line.press(key)
    }
    navigation.overlay = .prompt(prompt)
    return []
  }

  /// Applies what was typed and closes the line, or says what is wrong with it.
  private mutating func finish(_ prompt: Prompt) -> Result<[Effect], Refusal> {
    let text = prompt.text
    switch prompt.purpose {
    case .goTo:
      return Destination.parse(text, now: world.now, sequence: run.sequence).map { destination in
        close { $0.go(to: destination) }
      }
    case .breakpoint(let isOneShot):
      return condition(text, isForEvents: true).map {
        close { $0.addBreakpoint(.filter(text), title: text, isOneShot: isOneShot) }
      }
    case .notify: return condition(text, isForEvents: true).map { close { $0.notify(on: text) } }
    case .mark: return condition(text, isForEvents: false).map { close { $0.mark(matching: text) } }
    case .view:
      if let refusal = refusal(ofViewName: text) { return .failure(refusal) }
      navigation.overlay = nil
      return .success(save(view: text))
    case .note: return .success(close { $0.acknowledge(text) })
    case .save(let export):
      if text.isEmpty { return .failure(Refusal("enter a file name")) }
      return effect(saving: export, to: text).map { effect in
        navigation.overlay = nil
        return [effect]
      }
    }
  }

  private mutating func close(_ change: (inout BoardState) -> Void) -> [Effect] {
    navigation.overlay = nil
    change(&self)
    return []
  }

  /// Checks a filter that must not be empty.
  private func condition(_ text: String, isForEvents: Bool) -> Result<Void, Refusal> {
    let filter = Filter(text, isForEvents: isForEvents)
    if let problem = filter.problem { return .failure(Refusal(problem)) }
    guard filter.isEmpty else { return .success(()) }
    return .failure(Refusal("enter a \(isForEvents ? "condition" : "filter"), such as status:AuthError"))
  }
}
