import Lifecycles
import Simulation
import Testing

/// A privacy request and its integrations: what follows from what, each consequence with its cause.
@Suite struct RequestConsequenceTests {
  typealias Story = ConsequenceTests.Story

  private static func story(
    right: PrivacyRight = .deletion, pauses: Bool = false, _ change: (inout Scenario) -> Void = { _ in }
  ) -> Story {
    var story = Story(["Xero"]) { scenario in
      var request = CouplingTests.deletionRequest { $0.integrations[1].pausesWithoutResponse = pauses }
      request.right = right
      scenario.named[0].requests = [request]
      scenario.settings.nothingFound = 0
      scenario.settings.prepareDelay = DurationTable([Span.second, 2 * Span.second])
      change(&scenario)
    }
    // Received a second after the start.
    story.go(2 * Span.second)
    return story
  }

  private func raw(_ phase: Phase, _ type: IntegrationType, _ kind: IntegrationKind, deletion: Bool = true) -> UInt8 {
    IntegrationStatus(IntegrationTable(isDeletion: deletion, phase: phase, type: type), kind).raw
  }

  @Test(arguments: PrivacyRight.allCases) func receivedRequestsFanOut(_ right: PrivacyRight) throws {
    let story = Self.story(right: right)
    let received = try story.one(right.isDeletion ? .enroll : .receive, .request(0))
    #expect(received.cause == .root && received.to == RequestStatus.first(for: right).rawValue)
    for (index, type) in [IntegrationType.api, .directContact].enumerated() {
      _ = try story.expect(
        .enroll, .integration(index), to: raw(.access, type, .notStarted, deletion: right.isDeletion), from: received)
    }
  }

  /// The last integration of the access phase lets the request go on, the choice ends or continues it.
  @Test(arguments: [PrivacyRight.access, .deletion]) func phasesEndWithTheirLastIntegration(_ right: PrivacyRight)
    throws
  {
    var story = Self.story(right: right)
    let isDeletion = right.isDeletion
    story.go(until: { $0.integrations[0].kind == .records && $0.integrations[1].kind == .dueIn })
    #expect(story.all(.finishAccess, .request).isEmpty, "one of two is not enough")
    try story.give(.integration(1, .answer(.files(2))))
    let answered = try story.one(.answerWithFiles, .integration(1))
    let ready: RequestStatus = isDeletion ? .readyForDeletion : .accessedChoose
    _ = try story.expect(.finishAccess, .request(0), to: ready.rawValue, from: answered)
    try story.give(.request(0, .chooseData()))
    let chosen = try story.one(.chooseData, .request(0))
    #expect(chosen.to == (isDeletion ? RequestStatus.deleting : .accessedClosed).rawValue)
    guard isDeletion else {
      #expect(story.events.count == 1)
      return
    }
    for (index, type) in [IntegrationType.api, .directContact].enumerated() {
      _ = try story.expect(.enterDeletion, .integration(index), to: raw(.deletion, type, .notStarted), from: chosen)
    }
    story.go(until: { $0.integrations[1].kind == .dueIn && $0.integrations[0].kind == .recordsDeleted })
    // The cache drops what was deleted: the data types that can hold it are queued by the deletion.
    let deleted = try story.one(.finishWithRecords, .integration(0))
    let begun = try story.expect(.sync, .session(0), to: SessionStatus.authorized.rawValue, from: deleted)
    let queued = story.all(.queue, .dataset)
    #expect(queued.map { story.world.datasets[$0.object.position].type.name } == ["invoices"])
    #expect(queued.allSatisfy { $0.cause == .event(begun.sequence) })
    try story.give(.integration(1, .answer(.deleted)))
    let last = try story.one(.answerDeleted, .integration(1))
    _ = try story.expect(.finishDeletion, .request(0), to: RequestStatus.deleted.rawValue, from: last)
  }

  /// What a choice leaves out is skipped or stopped by the choice itself.
  @Test(arguments: [(0, Trigger.skip), (1, .stop)]) func choicesEndWhatTheyLeaveOut(_ index: Int, _ trigger: Trigger)
    throws
  {
    var story = Self.story()
    story.go(until: { $0.integrations[0].kind == .records && $0.integrations[1].kind == .dueIn })
    try story.give(.integration(1, .answer(.noFiles)))
    try story.give(.request(0, .chooseData(leavingOut: [index])))
    let chosen = try story.one(.chooseData, .request(0))
    let type: IntegrationType = index == 0 ? .api : .directContact
    let kind: IntegrationKind = index == 0 ? .skipped : .stopped
    _ = try story.expect(trigger, .integration(index), to: raw(.deletion, type, kind), from: chosen)
    #expect(story.world.requests[0].requestStatus == .deleting)
  }

  /// Fourteen days without an answer, by the integration's setting.
  @Test(arguments: [false, true]) func unansweredDeadlinesSkipOrPause(_ pauses: Bool) throws {
    var story = Self.story(pauses: pauses)
    story.go(until: { $0.integrations[1].kind == .dueIn })
    let asked = try story.one(.start, .integration(1))
    let due = asked.time + 14 * Span.day
    #expect(asked.payload == .integrationStarted(due: due))
    story.go(15 * Span.day)
    let trigger: Trigger = pauses ? .passDeadlinePausing : .passDeadlineSkipping
    let passed = try story.expect(
      trigger, .integration(1), to: raw(.access, .directContact, pauses ? .overdue : .noResponse), from: asked)
    #expect(passed.time == due)
    guard !pauses else {
      #expect(story.all(.finishAccess, .request).isEmpty)
      try story.give(.integration(1, .stop))
      let stopped = try story.one(.stop, .integration(1))
      _ = try story.expect(.finishAccess, .request(0), to: RequestStatus.readyForDeletion.rawValue, from: stopped)
      return
    }
    let closed = try story.expect(
      .closeUnanswered, .integration(1), to: raw(.access, .directContact, .skippedNoResponse), from: passed)
    _ = try story.expect(.finishAccess, .request(0), to: RequestStatus.readyForDeletion.rawValue, from: closed)
  }

  /// An integration that starts on a connection that is lost fails with the reason.
  @Test(arguments: [true, false]) func startsNeedTheConnection(_ isDisconnected: Bool) throws {
    var story = Self.story { $0.settings.startDelay = DurationTable([Span.hour, 2 * Span.hour]) }
    try story.give(isDisconnected ? .connection(0, .disconnect) : .inject(Fault(.connection(0), .loseAuthorization)))
    story.go(until: { $0.integrations[0].kind == .error })
    let prepared = try story.one(.prepare, .integration(0))
    let code = isDisconnected ? ErrorCode.disconnected : 401
    _ = try story.expect(
      .fail, .integration(0), to: raw(.access, .api, .error), from: prepared, code: code)
  }

  /// Without records in the access phase there is nothing to delete; a full deletion deletes without looking.
  @Test func deletionsFollowTheAccessPhase() throws {
    var story = Self.story { $0.settings.nothingFound = 1_000_000 }
    story.go(until: { $0.integrations[0].kind == .noRecords && $0.integrations[1].kind == .dueIn })
    try story.give(.integration(1, .answer(.noFiles)))
    try story.give(.request(0, .chooseData()))
    story.go(until: { $0.integrations[0].kind == .noRecordsDeleted })
    let pending = try story.one(.prepare, .integration(0))
    _ = try story.expect(
      .finishWithoutRecords, .integration(0), to: raw(.deletion, .api, .noRecordsDeleted), from: pending)
    #expect(story.all(.queue, .dataset).isEmpty, "nothing was deleted, so nothing is synced")
  }
}
