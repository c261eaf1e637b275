import Lifecycles
import Testing

/// What every table must satisfy.
@Suite struct LifecycleTests {
  static let lifecycles = Catalog.all.map(\.system)

  /// The full product of statuses and triggers: legal where a rule says so, refused everywhere else.
  @Test(arguments: lifecycles) func everyStatusAgainstEveryTrigger(_ system: StatusSystem) {
    let lifecycle = Catalog[system]
    var legal = 0
    for raw in [StatusID.absentRaw] + lifecycle.statuses.map(\.id.raw) {
      for trigger in Trigger.allCases {
        let rules = lifecycle.rules.filter { $0.from == raw && $0.trigger == trigger }
        #expect(rules.count <= 1)
        #expect(lifecycle.target(from: raw, trigger) == rules.first?.to)
        if rules.first != nil { legal += 1 }
      }
    }
    #expect(legal == lifecycle.rules.count)
  }

  /// Every status can be reached from nothing by declared edges.
  @Test(arguments: lifecycles) func everyStatusIsReachable(_ system: StatusSystem) {
    let lifecycle = Catalog[system]
    var reached: Set<UInt8> = [StatusID.absentRaw]
    if system == .integration {
      for table in IntegrationTable.all {
        for entry in Lifecycle.enrollment(table) { reached.insert(IntegrationStatus(table, entry.kind).raw) }
      }
    }
    var grew = true
    while grew {
      let next = reached.union(lifecycle.rules.filter { reached.contains($0.from) }.map(\.to))
      grew = next.count > reached.count
      reached = next
    }
    for info in lifecycle.statuses { #expect(reached.contains(info.id.raw), "\(info.key) can't be reached") }
  }

  /// A status from which only deletion leads is declared final.
  @Test(arguments: lifecycles) func noUndeclaredDeadEnd(_ system: StatusSystem) {
    let lifecycle = Catalog[system]
    for info in lifecycle.statuses {
      let onward = lifecycle.rules(from: info.id.raw).filter { $0.to != StatusID.absentRaw && $0.to != info.id.raw }
      #expect(!onward.isEmpty || info.isFinal, "\(info.key) is a dead end and not declared final")
    }
  }

  @Test(arguments: lifecycles) func everyRuleNamesKnownStatuses(_ system: StatusSystem) {
    let lifecycle = Catalog[system]
    for rule in lifecycle.rules {
      #expect(rule.from == StatusID.absentRaw || lifecycle.info(rule.from) != nil)
      #expect(rule.to == StatusID.absentRaw || lifecycle.info(rule.to) != nil)
    }
  }

  @Test(arguments: lifecycles) func everyStatusIsExplained(_ system: StatusSystem) {
    for info in Catalog[system].statuses {
      #expect(!info.meaning.isEmpty && !info.nextStep.isEmpty && !info.stage.isEmpty)
      #expect(info.category != .unknown)
      #expect(Explanation.text(for: info.key)?.contains(info.meaning) == true, "\(info.key)")
      for alias in info.aliases { #expect(Explanation.text(for: alias)?.contains(info.meaning) == true) }
    }
  }

  @Test func unknownStatusesAreNeverGuessed() {
    #expect(Catalog.statuses(named: "3").isEmpty)
    #expect(Catalog.statuses(named: "Frobnicating").isEmpty)
    #expect(Catalog.category(StatusID(.session, StatusID.unknownRaw)) == .unknown)
    for number in [1, 3, 4, 5, 10, 24] { #expect(Lifecycle.session.info(UInt8(number)) == nil) }
  }

  @Test(arguments: Diagram.Format.allCases) func diagramsShowEveryRule(_ format: Diagram.Format) {
    for lifecycle in Catalog.all {
      let lines = Diagram.render(lifecycle, format: format).split(separator: "\n")
      let edges = lines.filter { $0.contains("-->") || $0.contains("->") }
      #expect(edges.count == lifecycle.rules.count, "\(lifecycle.system) as \(format)")
    }
  }
}
