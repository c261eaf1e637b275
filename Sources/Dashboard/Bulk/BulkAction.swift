import Lifecycles
import Queries
import Simulation

/// One action on many rows: which can be done, and which can't.
package struct BulkAction: Sendable {
  struct Item: Sendable {
    let object: ObjectRef
    let command: Command
    /// The object's status when the key was pressed.
    let status: UInt8
  }

  let action: Action
  private(set) var items: [Item] = []
  /// The rows that the action can't apply to, and why.
  private(set) var refused: [SkippedRow] = []

  init(
    _ action: Action, _ builder: CommandBuilder, _ rows: [ObjectRef], _ world: World, check: (Command) -> Refusal?
  ) {
    self.action = action
    var seen: Set<Command> = []
    for object in rows {
      switch builder.command(action, world, object) {
      case .failure(let refusal): refused.append(SkippedRow(object: object, reason: refusal.reason))
      case .success(let command):
        if let refusal = check(command) {
          refused.append(SkippedRow(object: object, reason: refusal.reason))
        } else if seen.insert(command).inserted {
          let subject = command.object ?? object
          items.append(Item(object: subject, command: command, status: world.status(of: subject)))
        }
      }
    }
  }

  /// The number of rows asked for.
  var count: Int { items.count + refused.count }

  /// The reasons with their counts, most frequent first.
  var reasons: [String] {
    var counts: [String: Int] = [:]
    for row in refused { counts[row.reason, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value): \($0.key)" }
  }
}

/// A row that an action was not applied to.
struct SkippedRow: Sendable {
  let object: ObjectRef
  let reason: String
}

/// A bulk action in progress, some hundred rows at a time.
package struct RunningBulk: Sendable {
  let bulk: BulkAction
  var position = 0
  var done: [ObjectRef] = []
  var skipped: [SkippedRow] = []
  var undo: [Command] = []
  var events = 0

  init(_ bulk: BulkAction) { self.bulk = bulk }

  /// The rows that were not reached.
  var rest: Int { bulk.items.count - done.count - skipped.count }
}
