import Foundation
import Lifecycles
import Simulation

/// Rows of the smaller tables, each with its one encoding for the chain.
struct JournalCourseRow {
  var id: Int64
  var parent: Int64
  var event: Int64
  var time: Int64
  var commands: Int64
  var variation: String
}

extension JournalCourseRow {
  init(_ course: Timeline.Course, variation: String) {
    self.init(
      id: Int64(course.number), parent: Int64(course.parent), event: course.parting.sequence,
      time: course.parting.time, commands: Int64(course.parting.inputs), variation: variation)
  }

  func add(to chain: inout JournalChain) {
    for number in [id, parent, event, time, commands] { chain.add(number) }
    chain.add(variation)
  }

  /// - Throws: if the variation is invalid.
  func course() throws -> Timeline.Course {
    Timeline.Course(
      number: Int(id), parent: Int(parent),
      parting: Timeline.Place(sequence: event, time: time, inputs: Int(commands)),
      variation: try JournalJSON.value(variation))
  }
}

struct JournalCommandRow {
  var course: Int64
  var time: Int64
  var event: Int64?
  var sequence: Int64
  var number: Int64
  var title: String
  var command: String
  var step: String?
}

extension JournalCommandRow {
  init(_ given: JournalCommand) throws {
    let input = given.input
    self.init(
      course: Int64(given.course), time: input.time, event: input.event, sequence: input.sequence,
      number: input.number, title: input.command.title.withoutNUL, command: try JournalJSON.text(input.command),
      step: try input.step.map(JournalJSON.text))
  }

  func add(to chain: inout JournalChain) {
    for number in [course, time, event == nil ? 0 : 1, event ?? 0, sequence, number] { chain.add(number) }
    chain.add(title)
    chain.add(command)
    chain.add(step == nil ? UInt8(0) : 1)
    chain.add(step ?? "")
  }

  func given() throws -> JournalCommand {
    JournalCommand(
      course: Int(course),
      input: Input(
        time: time, event: event, command: try JournalJSON.value(command), sequence: sequence, number: number,
        step: try step.map(JournalJSON.value)))
  }
}

struct JournalObjectRow {
  var course: Int64
  var kind: Int64
  var position: Int64
  var account: String
  var provider: String
  var name: String
  var uuid: String
}

extension JournalObjectRow {
  init(_ object: JournalObject, course: Int) {
    self.init(
      course: Int64(course), kind: Int64(object.entity.kind.rawValue), position: Int64(object.entity.position),
      account: object.account.withoutNUL, provider: object.provider.withoutNUL, name: object.name.withoutNUL,
      uuid: object.uuid.withoutNUL)
  }

  func add(to chain: inout JournalChain) {
    for number in [course, kind, position] { chain.add(number) }
    for text in [account, provider, name, uuid] { chain.add(text) }
  }

  var object: JournalObject? {
    guard let raw = UInt8(exactly: kind), let kind = Entity.Kind(rawValue: raw), UInt32(exactly: position) != nil else {
      return nil
    }
    return JournalObject(
      entity: Entity(kind, Int(position)), account: account, provider: provider, name: name, uuid: uuid)
  }
}

extension JournalAct {
  func add(to chain: inout JournalChain) {
    chain.add(time)
    chain.add(title)
    chain.add(content)
  }
}

extension JournalLine {
  func add(to chain: inout JournalChain) {
    chain.add(bytes)
    chain.add(Int64(length))
  }
}

extension JournalCheckpoint {
  func add(to chain: inout JournalChain) {
    chain.add(sequence)
    chain.add(time)
    chain.add(counts)
  }
}

struct JournalBatchRow {
  var totals: JournalLedger.Totals
  var course: Int64
  var sequence: Int64
  var clock: Int64
  var isSynced: Bool
  var written: String
  var hash: [UInt8]

  func add(to chain: inout JournalChain) {
    let numbers = [
      totals.batches, course, sequence, clock, totals.courses, totals.commands, totals.objects, totals.events,
      totals.acts, totals.lines, totals.checkpoints, isSynced ? 1 : 0,
    ]
    for number in numbers { chain.add(number) }
    chain.add(written)
  }
}

extension String {
  /// SQLite text ends at NUL, so a journal stores U+FFFD instead.
  var withoutNUL: String {
    guard utf8.contains(0) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 }))
  }
}

/// Values that a journal stores as JSON, with a fixed order of members.
package enum JournalJSON {
  package static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  package static func value<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }
}
