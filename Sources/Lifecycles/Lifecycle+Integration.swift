extension Lifecycle {
  /// Integrations of privacy requests: six tables, two phases, two types (seed 003).
  package static let integration = Lifecycle(
    system: .integration, statuses: integrationStatuses, rules: integrationRules)

  private static let integrationStatuses: [StatusInfo] = IntegrationTable.all.flatMap { table in
    table.kinds.map { kind in integrationInfo(table, kind) }
  }

  private static func integrationInfo(_ table: IntegrationTable, _ kind: IntegrationKind) -> StatusInfo {
    let words = IntegrationWords(table: table, kind: kind)
    let sublabel = kind.sublabel(table.phase)
    // The seed has no Complete row for a skipped deletion of a Direct Contact, only the Processing row before it.
    // That row is decided here.
    let isDecided = kind == .skippedNoResponse && table.phase == .deletion
    return StatusInfo(
      id: IntegrationStatus(table, kind).id,
      key: sublabel.map { "\(kind.state.rawValue) · \($0)" } ?? kind.state.rawValue,
      aliases: sublabel.map { [$0] } ?? [],
      stage: "\(table.phase == .access ? "Access" : "Deletion")",
      category: words.category, actor: words.actor, meaning: words.meaning, nextStep: words.nextStep,
      provenance: isDecided ? .decided : .stated,
      isFinal: kind.state == .complete,
      closesPhase: kind.state == .complete || (kind == .noExtraction && table.type == .directContact),
      listing: [.pending, .overdue, .notDeleted].contains(kind) ? .own : nil)
  }

  // MARK: Rules

  private static let integrationRules: [Rule] = IntegrationTable.all.flatMap { table in
    entryRules(table) + (table.type == .api ? apiRules(table) : contactRules(table)) + crossingRules(table)
  }

  private static func rule(
    _ table: IntegrationTable, _ from: IntegrationKind?, _ trigger: Trigger, _ to: IntegrationKind,
    _ provenance: Provenance
  ) -> Rule {
    Rule(
      from.map { IntegrationStatus(table, $0).raw } ?? StatusID.absentRaw, trigger,
      IntegrationStatus(table, to).raw, provenance)
  }

  /// How an integration enters and leaves the Not Started rows. Creation differs per table, so it isn't a rule
  /// from `absent` (six tables would clash there); `enrollment` says what can be created.
  private static func entryRules(_ table: IntegrationTable) -> [Rule] {
    let provenance: Provenance = table.phase == .deletion && table.type == .api ? .stated : .decided
    var rules = [
      rule(table, .notStarted, .prepare, .pending, provenance),
      rule(table, .inWorkflow, .prepare, .pending, .decided),
    ]
    if table.kinds.contains(.noExtraction) {
      if table.phase == .deletion { rules.append(rule(table, .noExtraction, .prepare, .pending, .decided)) }
    }
    return rules
  }

  private static func apiRules(_ table: IntegrationTable) -> [Rule] {
    var rules = [
      rule(table, .pending, .start, .submitted, .stated),
      rule(table, .submitted, .retryLater, .submitted, .decided),
      rule(table, .submitted, .fail, .error, .stated),
      rule(table, .pending, .fail, .error, .decided),
      rule(table, .error, .retry, .submitted, .decided),
    ]
    if table.phase == .access {
      rules += [
        rule(table, .submitted, .finishWithRecords, .records, .stated),
        rule(table, .submitted, .finishWithoutRecords, .noRecords, .stated),
      ]
      if table.isDeletion { rules.append(rule(table, .noExtraction, .finishWithoutExtraction, .fullDeletion, .stated)) }
    } else {
      rules += [
        rule(table, .submitted, .finishWithRecords, .recordsDeleted, .stated),
        rule(table, .submitted, .finishWithoutRecords, .noRecordsDeleted, .decided),
        rule(table, .pending, .finishWithoutRecords, .noRecordsDeleted, .stated),
        rule(table, .submitted, .finishFullDeletion, .deletionDone, .stated),
      ]
    }
    rules += table.kinds.filter { $0.state != .complete }.map { rule(table, $0, .skip, .skipped, .decided) }
    return rules
  }

  private static func contactRules(_ table: IntegrationTable) -> [Rule] {
    var rules = [
      rule(table, .pending, .start, .dueIn, .stated),
      rule(table, .dueIn, .passDeadlineSkipping, .noResponse, .stated),
      rule(table, .dueIn, .passDeadlinePausing, .overdue, .stated),
      rule(table, .noResponse, .closeUnanswered, .skippedNoResponse, table.phase == .access ? .stated : .decided),
      rule(table, .dueIn, .fail, .error, .stated),
      rule(table, .pending, .fail, .error, .decided),
      rule(table, .error, .retry, .dueIn, .decided),
    ]
    let answers: [(Trigger, IntegrationKind)] =
      table.phase == .access
      ? [(.answerWithFiles, .files), (.answerWithoutFiles, .noFiles)]
      : [(.answerDeleted, .deletionDone), (.answerNothingHeld, .nothingToDelete), (.answerNotDeleted, .notDeleted)]
    for (trigger, kind) in answers {
      rules.append(rule(table, .dueIn, trigger, kind, .stated))
      rules.append(rule(table, .overdue, trigger, kind, .decided))
    }
    rules += table.kinds.filter { $0.state != .complete && $0 != .noExtraction }.map {
      rule(table, $0, .stop, .stopped, .decided)
    }
    return rules
  }

  /// From the access phase of a deletion request to its deletion phase.
  private static func crossingRules(_ table: IntegrationTable) -> [Rule] {
    guard table.isDeletion, table.phase == .access else { return [] }
    let next = IntegrationTable(isDeletion: true, phase: .deletion, type: table.type)
    return table.kinds.filter { $0.state == .complete || ($0 == .noExtraction && table.type == .directContact) }
      .flatMap { kind -> [Rule] in
        let isFull = kind == .fullDeletion
        let to: IntegrationKind = isFull ? .noExtraction : .notStarted
        let trigger: Trigger = isFull ? .enterDeletionInFull : .enterDeletion
        var rules = [
          Rule(
            IntegrationStatus(table, kind).raw, trigger, IntegrationStatus(next, to).raw,
            isFull || table.type == .api ? .stated : .decided)
        ]
        if !isFull {
          rules.append(
            Rule(
              IntegrationStatus(table, kind).raw, .deferToWorkflow, IntegrationStatus(next, .inWorkflow).raw, .decided))
        }
        return rules
      }
  }

  /// The rows in which an integration can be created, each with its trigger.
  package static func enrollment(_ table: IntegrationTable) -> [(trigger: Trigger, kind: IntegrationKind)] {
    guard table.phase == .access else { return [] }
    let all: [(Trigger, IntegrationKind)] = [
      (.enroll, .notStarted), (.deferToWorkflow, .inWorkflow), (.enrollWithoutExtraction, .noExtraction),
    ]
    return all.filter { table.kinds.contains($0.1) }.map { (trigger: $0.0, kind: $0.1) }
  }
}
