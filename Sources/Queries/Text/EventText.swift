import Canvas
import Lifecycles
import Simulation

/// Events in words.
package enum EventText {
  /// `Fetching → FetchError`, or what happened if the status didn't change.
  package static func change(_ event: Event, _ glyphs: Glyphs) -> String {
    if event.object.kind == .feedLine { return event.trigger == .observed ? "anomaly" : event.trigger.title }
    guard let system = event.object.system else { return event.trigger.title }
    let to = label(system, event)
    if event.trigger == .preexisting { return "was \(to) before recording began" }
    if event.trigger == .enterSubstage, case .substage(let number) = event.payload,
      let substage = Substage(rawValue: UInt8(clamping: number))
    {
      return "16 Processing: \(substage.title)"
    }
    guard event.changesStatus else {
      if case .retryScheduled(let attempt, _) = event.payload { return "\(to), retry \(attempt)" }
      return event.trigger.title
    }
    if event.from == StatusID.absentRaw { return "\(glyphs.arrow) \(to)" }
    if event.to == StatusID.absentRaw { return "\(StatusText.label(system, event.from)) \(glyphs.arrow) deleted" }
    return "\(StatusText.label(system, event.from)) \(glyphs.arrow) \(to)"
  }

  /// What the event led to, with its number.
  private static func label(_ system: StatusSystem, _ event: Event) -> String {
    let text = StatusText.label(system, event.to)
    guard system == .integration, text.contains("#") else { return text }
    let due: Instant
    let amount: Int64
    switch event.payload {
    case .integrationStarted(let moment): (due, amount) = (moment, 0)
    case .integrationFinished(let number): (due, amount) = (0, number)
    case .integrationReported(_, let number, _): (due, amount) = (0, number)
    case .none, .failed, .retryScheduled, .datasetQueued, .datasetReported, .datasetPreexisting, .sessionRun,
      .sessionPreexisting, .substage, .connectionCreated, .connectionPreexisting, .dataTypes, .requestPreexisting:
      return text
    }
    let number = due != 0 ? Span.deadlineDays(due - event.time) : amount
    return due != 0 || amount > 0 ? IntegrationKind.fill(text, number) : text
  }

  package static func category(_ event: Event) -> StatusCategory? {
    guard let system = event.object.system, event.to != StatusID.absentRaw else { return nil }
    return Catalog.category(system, event.to)
  }

  package static func cause(_ event: Event) -> String {
    if let command = event.cause.command { return "command \(command)" }
    if let sequence = event.cause.event { return "#\(Count.grouped(sequence))" }
    return ""
  }

  package static func objectName(_ world: World, _ event: Event) -> String {
    let account = StatusText.account(world, event.object)
    let name = StatusText.objectName(world, event.object)
    return account.isEmpty ? name : "\(account) · \(name)"
  }

  /// The columns of the Events table.
  package static let columns: [Column<Event>] = [
    Column(
      "TIME", key: "time", minimum: 8, ideal: 14, rank: 0,
      cell: { context, event in
        let time = CivilTime(event.time)
        let today = CivilTime(context.world.now)
        let clock = ISO8601.clockText(time)
        let isToday = time.day == today.day && time.month == today.month && time.year == today.year
        return CellText(isToday ? clock : "\(ISO8601.dateText(time).dropFirst(5)) \(clock)", .muted)
      }),
    Column(
      "EVENT", key: "sequence", minimum: 7, ideal: 9, rank: 3, align: .trailing,
      cell: { CellText("#" + Count.grouped($1.sequence), .muted) }),
    Column(
      "WHAT", key: "system", minimum: 8, ideal: 11, rank: 2,
      cell: { CellText($1.object.kind == .feedLine ? "feed" : "\($1.object.kind)", .muted) }),
    Column("OBJECT", key: "object", minimum: 16, ideal: 44, rank: 0, cell: { CellText(objectName($0.world, $1)) }),
    Column(
      "CHANGE", key: "change", minimum: 20, ideal: 44, rank: 0,
      cell: { context, event in
        if event.object.kind == .feedLine { return CellText(StatusText.label(context.world, event.object), .warning) }
        let category = category(event)
        let sign = category.map { context.glyphs.sign($0) + " " } ?? ""
        return CellText(sign + change(event, context.glyphs), category?.role ?? .text)
      }),
    Column(
      "CODE", key: "code", minimum: 4, ideal: 5, rank: 4, align: .trailing,
      cell: {
        $1.errorCode.isNone ? CellText("") : CellText($1.errorCode.text, .failed)
      }),
    Column(
      "CAUSE", key: "cause", minimum: 8, ideal: 12, rank: 3, align: .trailing, cell: { CellText(cause($1), .muted) }),
    Column("BY", key: "trigger", minimum: 16, ideal: 24, rank: 4, cell: { CellText($1.trigger.title, .muted) }),
  ]
}

extension EventText {
  /// Whether the event is a failure or a retry.
  package static func isFault(_ event: Event) -> Bool {
    guard event.trigger != .preexisting else { return false }
    switch event.trigger {
    case .beginOutage, .beginMaintenance, .beginRateLimit, .beginSlowness, .beginWrongData, .expireConsent,
      .connectorOffline, .goSilent, .delayAnswer:
      return true
    default: return event.trigger.isMishap || (event.changesStatus && category(event) == .failed)
    }
  }

  /// `invoices: Fetching → FetchError (503)`
  package static func sentence(_ world: World, _ event: Event, _ glyphs: Glyphs) -> String {
    let code = event.errorCode.isNone ? "" : " (\(event.errorCode.text))"
    let name = world.has(event.object) ? objectName(world, event) : "an object that doesn't exist yet"
    let kind = event.object.kind == .feedLine ? "feed" : event.object.kind.name
    return "\(kind) \(name): \(change(event, glyphs))\(code)"
  }

  /// Why it happened: its cause, and the root cause.
  ///
  /// - Returns: nil if it has no cause.
  package static func because(_ event: Event, _ log: EventLog, _ world: World, _ glyphs: Glyphs, _ timeline: Timeline?)
    -> String?
  {
    if let number = event.cause.command { return "caused by " + command(number, timeline, world) }
    guard let sequence = event.cause.event else {
      return event.trigger == .preexisting ? "existed before recording began" : nil
    }
    guard let cause = log.event(sequence) else { return "caused by #\(Count.grouped(sequence))" }
    var text = "caused by #\(Count.grouped(sequence)), \(short(world, cause, glyphs))"
    let chain = log.causes(of: event)
    if let root = chain.last, root.sequence != cause.sequence, chain.count > 2,
      isFault(root) || root.cause.command != nil
    {
      text += "; root cause "
      text +=
        root.cause.command.map { command($0, timeline, world) }
        ?? "#\(Count.grouped(root.sequence)), \(short(world, root, glyphs))"
    }
    return text
  }

  private static func short(_ world: World, _ event: Event, _ glyphs: Glyphs) -> String {
    "\(StatusText.objectName(world, event.object)) \(change(event, glyphs))"
  }

  /// `command 3 (begin outage, Xero)`, `scenario step 2, command 3 (begin outage, Xero)`
  package static func command(_ number: Int64, _ timeline: Timeline?, _ world: World) -> String {
    guard let given = timeline?.command(number) else { return "command \(number)" }
    let name = given.command.object.map { world.has($0) ? ", " + world.name(of: $0) : "" } ?? ""
    let what = " (\(given.command.title)\(name))"
    return given.step.map { "scenario step \($0 + 1), command \(number)\(what)" } ?? "command \(number)\(what)"
  }
}
