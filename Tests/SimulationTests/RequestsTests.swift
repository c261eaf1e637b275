import Fixtures
import Lifecycles
import Simulation
import Testing

/// A privacy request and its integrations: what follows from what, each consequence with its cause.
@Suite struct RequestsTests {
  static func deletionRequest(_ change: (inout NamedRequest) -> Void = { _ in }) -> NamedRequest {
    var request = NamedRequest()
    request.right = .deletion
    request.receivedAfter = Span.second
    var api = NamedIntegration()
    api.provider = "Xero"
    var contact = NamedIntegration()
    contact.contact = "HR archive"
    request.integrations = [api, contact]
    change(&request)
    return request
  }

  private static func story(
    right: PrivacyRight = .deletion, pauses: Bool = false, _ change: (inout Scenario) -> Void = { _ in }
  ) -> Story {
    var story = Story(["Xero"]) { scenario in
      var request = Self.deletionRequest { $0.integrations[1].pausesWithoutResponse = pauses }
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
    let first: RequestStatus = right.isDeletion ? .deletionAccessing : .accessing
    #expect(received.cause == .root && received.to == first.rawValue)
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

  // MARK: Whole requests

  @Test func deletionRequestsGoThroughBothPhases() {
    var simulator = Simulator.quiet(["Xero"], request: Self.deletionRequest())
    simulator.run(until: simulator.world.now + 3 * Span.day)
    func kinds() -> [IntegrationKind?] { simulator.world.integrations.map(\.kind) }
    // Without chance, Direct Contacts wait for an answer, and a request waits for all of them.
    let contact = 1
    if simulator.world.integrations[contact].kind == .pending { _ = simulator.submit(.integration(contact, .start)) }
    if simulator.world.integrations[contact].kind == .dueIn {
      #expect(simulator.world.requests[0].requestStatus == .deletionAccessing)
      #expect(throws: Never.self) { try simulator.submit(.integration(contact, .answer(.files(3)))).get() }
    }
    if simulator.world.integrations[0].kind == .pending { _ = simulator.submit(.integration(0, .start)) }
    simulator.run(until: simulator.world.now + 3 * Span.day)
    #expect(simulator.world.requests[0].requestStatus == .readyForDeletion)
    #expect(throws: Never.self) { try simulator.submit(.request(0, .chooseData())).get() }
    #expect(simulator.world.requests[0].requestStatus == .deleting)
    for integration in simulator.world.integrations { #expect(integration.integrationStatus.table?.phase == .deletion) }
    simulator.run(until: simulator.world.now + 3 * Span.day)
    for index in 0...1 where simulator.world.integrations[index].kind == .pending {
      _ = simulator.submit(.integration(index, .start))
    }
    if simulator.world.integrations[contact].kind == .dueIn {
      #expect(throws: Never.self) { try simulator.submit(.integration(contact, .answer(.notDeleted))).get() }
      #expect(simulator.world.integrations[contact].kind == .notDeleted)
    }
    simulator.run(until: simulator.world.now + 4 * Span.day)
    #expect(simulator.world.requests[0].requestStatus == .deleted, "\(kinds())")
  }

  /// What a choice leaves out is closed immediately, and the request still waits for the rest.
  @Test(arguments: [0, 1]) func choicesCanLeaveIntegrationsOut(_ leftOut: Int) {
    var simulator = Simulator.quiet(["Xero"], request: Self.deletionRequest())
    for _ in 0..<20 where simulator.world.requests[0].requestStatus != .readyForDeletion {
      simulator.run(until: simulator.world.now + 6 * Span.hour)
      for index in 0...1 where simulator.world.integrations[index].kind == .pending {
        _ = simulator.submit(.integration(index, .start))
      }
      if simulator.world.integrations[1].kind == .dueIn { _ = simulator.submit(.integration(1, .answer(.files(2)))) }
    }
    #expect(simulator.world.requests[0].requestStatus == .readyForDeletion)
    #expect(throws: Refusal.self) { try simulator.submit(.request(0, .chooseData(leavingOut: [7]))).get() }
    #expect(throws: Never.self) { try simulator.submit(.request(0, .chooseData(leavingOut: [leftOut]))).get() }
    #expect(simulator.world.integrations[leftOut].kind == (leftOut == 0 ? .skipped : .stopped))
    #expect(simulator.world.integrations[1 - leftOut].kind?.state != .complete)
    #expect(simulator.world.requests[0].requestStatus == .deleting)
  }

  @Test(arguments: [false, true]) func silenceSkipsOrPauses(_ pauses: Bool) {
    let request = Self.deletionRequest { $0.integrations[1].pausesWithoutResponse = pauses }
    var simulator = Simulator.quiet(["Xero"], request: request)
    simulator.run(until: simulator.world.now + 3 * Span.day)
    if simulator.world.integrations[1].kind == .pending { _ = simulator.submit(.integration(1, .start)) }
    guard simulator.world.integrations[1].kind == .dueIn else { return }
    let due = simulator.world.integrations[1].due
    #expect(due > simulator.world.now + 10 * Span.day)
    simulator.run(until: due)
    #expect(simulator.world.integrations[1].kind == (pauses ? .overdue : .noResponse))
    simulator.run(until: due + 2 * Span.day)
    #expect(simulator.world.integrations[1].kind == (pauses ? .overdue : .skippedNoResponse))
    if pauses {
      #expect(throws: Never.self) { try simulator.submit(.integration(1, .stop)).get() }
      #expect(simulator.world.integrations[1].kind == .stopped)
    }
  }

  @Test func statutoryDeadlines() {
    var request = Request(account: 0, right: .access, statute: .ccpa)
    request.receivedAt = CivilTime(year: 2026, month: 1, day: 31).instant
    #expect(request.deadline == CivilTime(year: 2026, month: 3, day: 17).instant)
    request.statute = .gdpr
    #expect(request.deadline == CivilTime(year: 2026, month: 2, day: 28).instant)
    request.isExtended = true
    #expect(request.deadline == CivilTime(year: 2026, month: 4, day: 30).instant)
  }
}
