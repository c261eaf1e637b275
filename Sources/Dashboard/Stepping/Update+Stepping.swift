import Canvas
import Lifecycles
import Simulation

/// Lists and input lines for stepping.
extension Model {
  // MARK: Input lines

  mutating func openPrompt(_ purpose: Prompt.Purpose, text: String = "") {
    overlay = .prompt(Prompt(purpose: purpose, text: text))
  }

  mutating func pressPrompt(_ key: Key, _ prompt: inout Prompt) -> [Effect] {
    prompt.problem = nil
    switch key {
    case .escape:
      overlay = nil
      return []
    case .enter: return finish(prompt)
    default: _ = prompt.line.press(key)
    }
    overlay = .prompt(prompt)
    return []
  }

  private mutating func finish(_ prompt: Prompt) -> [Effect] {
    func refuse(_ problem: String) {
      var prompt = prompt
      prompt.problem = problem
      overlay = .prompt(prompt)
    }
    switch prompt.purpose {
    case .goTo:
      switch Destination.parse(prompt.text, now: source.world.now, sequence: sequence) {
      case .failure(let refusal): refuse(refusal.reason)
      case .success(let destination):
        overlay = nil
        go(to: destination)
      }
    case .breakpoint(let isOneShot):
      let filter = Filter(prompt.text, isForEvents: true)
      if filter.isEmpty || filter.problem != nil {
        refuse(filter.problem ?? "enter a condition, such as status:AuthError")
      } else {
        overlay = nil
        add(.filter(prompt.text), title: prompt.text, isOneShot: isOneShot)
      }
    case .mark:
      let filter = Filter(prompt.text)
      if filter.isEmpty || filter.problem != nil {
        refuse(filter.problem ?? "enter a filter, such as status:AuthError")
      } else {
        overlay = nil
        mark(matching: prompt.text)
      }
    case .notify:
      let filter = Filter(prompt.text, isForEvents: true)
      if filter.isEmpty || filter.problem != nil {
        refuse(filter.problem ?? "enter a condition, such as status:AuthError")
      } else {
        overlay = nil
        watchFor(prompt.text)
      }
    case .view:
      if let problem = problem(ofViewName: prompt.text) {
        refuse(problem)
      } else {
        overlay = nil
        return save(view: prompt.text)
      }
    case .note:
      overlay = nil
      acknowledge(prompt.text)
    case .save(let what):
      guard !prompt.text.isEmpty else {
        refuse("enter a file name")
        return []
      }
      overlay = nil
      if what.isOfTheScreen { return [.write(what, text: text(of: what), path: prompt.text)] }
      return [.save(what, path: prompt.text)]
    }
    return []
  }

  // MARK: Breakpoints

  mutating func openBreakpoints() {
    var items = [
      Picker.Item("New breakpoint on a condition", choice: .prompt(.breakpoint(isOneShot: false))),
      Picker.Item("New one-time breakpoint", choice: .prompt(.breakpoint(isOneShot: true))),
    ]
    if let target, let kind = shownTable ?? TableKind(of: target.kind) {
      let name = Self.name(of: target, source.world)
      items.append(
        Picker.Item(
          "Any event of \(name)", choice: .breakpoint(.add(.row(kind, target), "any event of \(name)"))))
    }
    let fixed = [
      ("Any failure", "standing:failed"), ("Any fault, including retries", "fault:any"),
    ]
    items += fixed.map { Picker.Item($0.0, detail: $0.1, choice: .breakpoint(.add(.filter($0.1), $0.1))) }
    for breakpoint in breakpoints {
      let hits = breakpoint.hits.count
      items.append(
        Picker.Item(
          "\(breakpoint.isOn ? "on " : "off") \(breakpoint.title)",
          detail: "\(breakpoint.isOneShot ? "once, " : "")\(Count.text(hits, "hit"))",
          choice: .breakpoint(.open(breakpoint.id))))
    }
    overlay = .picker(Picker(title: "Breakpoints: the run pauses right after a matching event", items: items))
  }

  package static func name(of entity: Entity, _ world: World) -> String {
    let parts = [StatusText.account(world, entity), StatusText.object(world, entity)]
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  mutating func change(_ change: Picker.BreakpointChange) {
    switch change {
    case .add(let condition, let title): add(condition, title: title, isOneShot: false)
    case .open(let id): openBreakpoint(id)
    case .toggle(let id):
      changeBreakpoint(id) { $0.isOn.toggle() }
    case .once(let id): changeBreakpoint(id) { $0.isOneShot.toggle() }
    case .remove(let id):
      guard let index = breakpoints.firstIndex(where: { $0.id == id }) else { return }
      say("breakpoint \(breakpoints.remove(at: index).title) removed", .muted)
    case .goTo(let number): go(to: .event(number))
    }
  }

  /// Changes a breakpoint. A one-time breakpoint can be gone while its list is open.
  private mutating func changeBreakpoint(_ id: Int, _ change: (inout Breakpoint) -> Void) {
    guard let index = breakpoints.firstIndex(where: { $0.id == id }) else {
      say("that breakpoint was hit and removed", .muted)
      return
    }
    change(&breakpoints[index])
    let breakpoint = breakpoints[index]
    say(
      "\(breakpoint.title) \(breakpoint.isOn ? "pauses \(breakpoint.isOneShot ? "once" : "every time")" : "is off")",
      .muted)
  }

  private mutating func add(_ condition: Breakpoint.Condition, title: String, isOneShot: Bool) {
    if let index = breakpoints.firstIndex(where: { $0.condition == condition }) {
      breakpoints[index].isOn = true
      breakpoints[index].isOneShot = isOneShot
    } else {
      breakpointCount += 1
      var breakpoint = Breakpoint(id: breakpointCount, condition, title: title)
      breakpoint.isOneShot = isOneShot
      breakpoints.append(breakpoint)
    }
    say("the run will pause on \(title)\(isPaused ? "; \(keys.word(.pause)) resumes" : "")")
  }

  private mutating func openBreakpoint(_ id: Int) {
    guard let breakpoint = breakpoints.first(where: { $0.id == id }) else { return }
    var items = [
      Picker.Item(breakpoint.isOn ? "Turn off" : "Turn on", choice: .breakpoint(.toggle(id))),
      Picker.Item(breakpoint.isOneShot ? "Pause every time" : "Pause only once", choice: .breakpoint(.once(id))),
      Picker.Item("Remove", choice: .breakpoint(.remove(id))),
    ]
    items += breakpoint.hits.reversed().prefix(30).map {
      Picker.Item("Go to the hit at #\(Count.grouped($0))", choice: .breakpoint(.goTo($0)))
    }
    overlay = .picker(Picker(title: breakpoint.title, items: items))
  }

  // MARK: Branches and export

  mutating func openBranches() {
    guard let timeline = source.timeline else { return }
    let items = timeline.branches.indices.reversed().map { index -> Picker.Item in
      let branch = timeline.branches[index]
      let commands = branch.inputs.count
      return Picker.Item(
        "\(branch.name): \(Count.text(commands, "command")), up to \(ISO8601.display(branch.head.time))",
        detail: "diverges at #\(Count.grouped(branch.fork))", choice: .branch(index))
    }
    overlay = .picker(Picker(title: "Switch to a branch (the current one is kept)", items: Array(items)))
  }

  mutating func take(branch index: Int) {
    let name = source.timeline?.branches[index].name ?? ""
    changeCourse { $0.take(branch: index) }
    say("now on \(name), at its end; \(keys.word(.branches)) switches back")
  }

  /// Switches to another branch, and reloads everything.
  mutating func changeCourse(_ change: (inout Timeline) -> Void) {
    guard source.timeline != nil else { return }
    change(&source.timeline!)
    log.replace(with: source.timeline!.record(latest: 200_000))
    for kind in tables.keys { tables[kind]?.invalidate() }
    forgetWhatIsGone()
    events.follow()
    mishaps = log.events.filter { $0.cause == .root && EventText.isFault($0) }.map(\.sequence)
    activity = Activity()
    for event in log.events.suffix(50_000) { activity.note(event) }
    overviewAt = .min
    isPaused = true
  }

  mutating func openExports() {
    var items: [Picker.Item] = []
    if source.kind == .simulated {
      items += [
        Picker.Item(
          "Scenario with all commands", detail: "TOML, replays to the same bytes",
          choice: .export(.scenario)),
        Picker.Item("All events up to here", detail: "JSON Lines, for simulate --check", choice: .export(.events)),
      ]
      if let target, target.system != nil {
        let name = Self.name(of: target, source.world)
        items += [
          Picker.Item("History as JSON", detail: name, choice: .export(.historyJSON(target))),
          Picker.Item("History as a Swift test fixture", detail: name, choice: .export(.historySwift(target))),
        ]
      }
    }
    if let target, target.system != nil, !ErrorLog(entity: target, world: source.world, log: log).isEmpty {
      items += [
        Picker.Item(
          "Error log of this \(target.kind.name), text", choice: .export(.errorLog(target, isJSON: false))),
        Picker.Item(
          "Error log of this \(target.kind.name), JSON",
          choice: .export(.errorLog(target, isJSON: true))),
      ]
    }
    if let kind = shownTable {
      let words = ["csv": "CSV", "json": "JSON", "md": "Markdown"]
      items += TakeHome.TableFormat.allCases.map {
        Picker.Item(
          "Table as shown, \(words[$0.rawValue] ?? "")", detail: kind.noun, choice: .export(.table(kind, $0)))
      }
    }
    overlay = .picker(Picker(title: "Export", items: items))
  }

  /// The exports that the board itself writes.
  private func text(of what: TakeHome) -> String {
    let context = ColumnContext(world: source.world, glyphs: glyphs)
    switch what {
    case .errorLog(let entity, let isJSON):
      let errors = ErrorLog(entity: entity, world: source.world, log: log)
      return isJSON ? errors.json : errors.text
    case .table(let kind, let format):
      guard let table = tables[kind] else { return "" }
      let entities = table.index.rows.map { kind.entity(Int($0), source.world) }
      let columns = kind.columns
      let chosen = preferences.columns[screen]?.compactMap { choice in columns.first { $0.key == choice.key } }
      let export = TableExport(columns: chosen ?? columns, context: context)
      return switch format {
      case .csv: export.csv(entities)
      case .json: export.json(entities)
      case .md: export.markdown(entities)
      }
    case .scenario, .events, .historyJSON, .historySwift: return ""
    }
  }

  mutating func save(_ what: TakeHome) {
    let name = (source.scenario?.name ?? title).lowercased().map {
      $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-"
    }
    let object =
      switch what {
      case .historyJSON(let entity), .historySwift(let entity), .errorLog(let entity, _):
        "-\(entity.kind)-\(source.world.shortID(of: entity))"
      case .table(let kind, _): "-\(kind.noun.replacing(" ", with: "-"))"
      case .scenario, .events: ""
      }
    openPrompt(.save(what), text: "\(String(name))\(object)-\(sequence).\(what.suffix)")
  }
}
