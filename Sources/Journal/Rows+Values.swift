import Lifecycles
import Simulation

// Values as rows, and back.

extension BranchRow {
  init(_ branch: Timeline.Branch) throws(RowError) {
    let start = branch.forkPoint
    do throws(JournalJSON.Failure) { variation = try JournalJSON.text(branch.variation) } catch {
      throw RowError("the variation of branch \(branch.number) can't be stored: \(error.reason)")
    }
    (id, parent) = (Int64(branch.number), Int64(branch.parent))
    (event, time, commands) = (start.sequence, start.time, Int64(start.inputs))
  }

  func branch() throws(RowError) -> Timeline.Branch {
    do throws(JournalJSON.Failure) {
      return Timeline.Branch(
        number: Int(id), parent: Int(parent),
        forkPoint: Timeline.Position(sequence: event, time: time, inputs: Int(commands)),
        variation: try JournalJSON.value(variation))
    } catch {
      throw RowError("the variation of branch \(id) can't be read: \(error.reason)")
    }
  }
}

extension CommandRow {
  init(_ given: JournalCommand) throws(RowError) {
    let input = given.input
    do throws(JournalJSON.Failure) {
      command = try JournalJSON.text(input.command)
      if let step = input.step { self.step = try JournalJSON.text(step) }
    } catch {
      throw RowError("the command \"\(input.command.title)\" can't be stored: \(error.reason)")
    }
    (branch, time, event) = (Int64(given.branch), input.time, input.event)
    (sequence, number, title) = (input.sequence, input.number, input.command.title.withoutNUL)
  }

  func given() throws(RowError) -> JournalCommand {
    do throws(JournalJSON.Failure) {
      var input = Input(
        time: time, event: event, command: try JournalJSON.value(command), sequence: sequence, number: number, step: nil
      )
      if let step { input.step = try JournalJSON.value(step) }
      return JournalCommand(branch: Int(branch), input: input)
    } catch {
      throw RowError("the command \"\(title)\" can't be read: \(error.reason)")
    }
  }
}

extension ObjectRow {
  init(_ object: JournalObject, branch: Int) {
    self.init(
      branch: Int64(branch), kind: Int64(object.reference.kind.rawValue), position: Int64(object.reference.position),
      account: object.account.withoutNUL, provider: object.provider.withoutNUL, name: object.name.withoutNUL,
      uuid: object.uuid.withoutNUL)
  }

  /// Nil if the kind is unknown, or the position is out of range.
  var object: JournalObject? {
    guard let raw = UInt8(exactly: kind), let kind = ObjectRef.Kind(rawValue: raw), UInt32(exactly: position) != nil
    else {
      return nil
    }
    return JournalObject(
      reference: ObjectRef(kind, Int(position)), account: account, provider: provider, name: name, uuid: uuid)
  }
}

extension EventRow {
  init(_ event: Event, object: UInt32) {
    self.init(
      sequence: event.sequence, time: event.time, cause: event.cause.raw, value: event.journaled.value, object: object,
      related: event.journaled.related, code: event.journaled.code, trigger: event.trigger.rawValue, from: event.from,
      to: event.to)
  }

  /// Nil if the trigger is unknown.
  func event(_ object: ObjectRef) -> Event? {
    Trigger(rawValue: trigger).map {
      Event(
        sequence: sequence, time: time, cause: Cause(raw: cause), object: object, trigger: $0, from: from, to: to,
        packed: Event.Packed(value: value, related: related, code: code))
    }
  }
}

extension ActRow {
  init(_ act: JournalAct) {
    self.init(time: act.time, title: act.title.withoutNUL, content: act.content.withoutNUL)
  }

  var act: JournalAct { JournalAct(time: time, title: title, content: content) }
}

extension LineRow {
  init(_ line: JournalLine) { self.init(bytes: line.bytes, length: Int64(line.length)) }

  /// - Throws: if the length is impossible.
  func line() throws(RowError) -> JournalLine {
    guard (Int64(bytes.count)...JournalLine.longest).contains(length) else {
      throw RowError("a line's length is wrong")
    }
    return JournalLine(bytes: bytes, length: Int(length))
  }
}

extension CheckpointRow {
  init(_ checkpoint: JournalCheckpoint) {
    self.init(sequence: checkpoint.sequence, time: checkpoint.time, counts: checkpoint.counts)
  }

  var checkpoint: JournalCheckpoint { JournalCheckpoint(sequence: sequence, time: time, counts: counts) }
}

extension String {
  /// SQLite text ends at NUL, so a journal stores U+FFFD instead.
  var withoutNUL: String {
    guard utf8.contains(0) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 }))
  }
}
