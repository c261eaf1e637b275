import Canvas
import Lifecycles
import Queries
import Simulation

/// The list of breakpoints, and changing them.
extension BoardState {
  mutating func openBreakpoints() {
    var items = [
      Picker.Item("New breakpoint on a condition", choice: .prompt(.breakpoint(isOneShot: false))),
      Picker.Item("New one-time breakpoint", choice: .prompt(.breakpoint(isOneShot: true))),
    ]
    if let target, let kind = shownTable ?? TableKind(of: target.kind) {
      let name = world.name(of: target)
      items.append(
        Picker.Item(
          "Any event of \(name)", choice: .breakpoint(.add(.row(kind, target), "any event of \(name)"))))
    }
    let fixed = [
      ("Any failure", "standing:failed"), ("Any fault, including retries", "fault:any"),
    ]
    items += fixed.map { Picker.Item($0.0, detail: $0.1, choice: .breakpoint(.add(.filter($0.1), $0.1))) }
    for breakpoint in playback.breakpoints {
      let hits = breakpoint.hits.count
      items.append(
        Picker.Item(
          "\(breakpoint.isOn ? "on " : "off") \(breakpoint.title)",
          detail: "\(breakpoint.isOneShot ? "once, " : "")\(Count.text(hits, "hit"))",
          choice: .breakpoint(.open(breakpoint.id))))
    }
    navigation.overlay = .picker(
      Picker(title: "Breakpoints: the run pauses right after a matching event", items: items))
  }

  mutating func change(_ change: Picker.BreakpointChange) {
    switch change {
    case .add(let condition, let title): addBreakpoint(condition, title: title, isOneShot: false)
    case .open(let id): openBreakpoint(id)
    case .toggle(let id):
      changeBreakpoint(id) { $0.isOn.toggle() }
    case .once(let id): changeBreakpoint(id) { $0.isOneShot.toggle() }
    case .remove(let id):
      guard let index = playback.breakpoints.firstIndex(where: { $0.id == id }) else { return }
      say("breakpoint \(playback.breakpoints.remove(at: index).title) removed", .muted)
    case .goTo(let number): go(to: .event(number))
    }
  }

  /// Changes a breakpoint. A one-time breakpoint can be gone while its list is open.
  private mutating func changeBreakpoint(_ id: Int, _ change: (inout Breakpoint) -> Void) {
    guard let index = playback.breakpoints.firstIndex(where: { $0.id == id }) else {
      say("that breakpoint was hit and removed", .muted)
      return
    }
    change(&playback.breakpoints[index])
    let breakpoint = playback.breakpoints[index]
    say(
      "\(breakpoint.title) \(breakpoint.isOn ? "pauses \(breakpoint.isOneShot ? "once" : "every time")" : "is off")",
      .muted)
  }

  mutating func addBreakpoint(_ condition: Breakpoint.Condition, title: String, isOneShot: Bool) {
    playback.add(condition, title: title, isOneShot: isOneShot)
    say("the run will pause on \(title)\(playback.isPaused ? "; \(keys.word(.pause)) resumes" : "")")
  }

  private mutating func openBreakpoint(_ id: Int) {
    guard let breakpoint = playback.breakpoints.first(where: { $0.id == id }) else { return }
    var items = [
      Picker.Item(breakpoint.isOn ? "Turn off" : "Turn on", choice: .breakpoint(.toggle(id))),
      Picker.Item(breakpoint.isOneShot ? "Pause every time" : "Pause only once", choice: .breakpoint(.once(id))),
      Picker.Item("Remove", choice: .breakpoint(.remove(id))),
    ]
    items += breakpoint.hits.reversed().prefix(30).map {
      Picker.Item("Go to the hit at #\(Count.grouped($0))", choice: .breakpoint(.goTo($0)))
    }
    navigation.overlay = .picker(Picker(title: breakpoint.title, items: items))
  }
}
