import GRDB
import Lifecycles

/// The tables of a journal, and what a file must contain to be one.
package enum JournalSchema {
  /// `SBOX`, in the file's header.
  static let applicationID = 0x5342_4F58
  /// The format that this version writes. Others are refused by number, never rewritten.
  package static let format = 1

  /// Creates the table with by far the most rows.
  package static var eventsTable: String { EventRow.creation }

  private static let rows: [any TableRow.Type] = [
    MetaRow.self, KindRow.self, TriggerRow.self, StatusRow.self, BranchRow.self, CommandRow.self, ObjectRow.self,
    EventRow.self, ActRow.self, LineRow.self, CheckpointRow.self, BatchRow.self,
  ]

  private static var tables: [String] { rows.map { $0.creation } }

  /// Times as text and names beside ids, for people using `sqlite3`.
  private static let views = [
    """
    CREATE VIEW event_list AS
    SELECT e.id, o.course, e.sequence,
      strftime('%Y-%m-%dT%H:%M:%S', e.time / 1000, 'unixepoch') || printf('.%03dZ', e.time % 1000) AS time,
      k.name AS kind, o.account, o.provider, o.name, o.uuid, t.name AS "trigger",
      f.name AS status_from, s.name AS status_to, e.code, e.value,
      CASE WHEN e.cause > 0 THEN 'event ' || e.cause WHEN e.cause < 0 THEN 'command ' || -e.cause ELSE '' END AS cause
    FROM events e
    JOIN objects o ON o.id = e.object
    JOIN kinds k ON k.id = o.kind
    JOIN triggers t ON t.id = e."trigger"
    LEFT JOIN statuses f ON f.kind = o.kind AND f.id = e.status_from
    LEFT JOIN statuses s ON s.kind = o.kind AND s.id = e.status_to
    """,
    """
    CREATE VIEW command_list AS
    SELECT c.id, c.course, c.number,
      strftime('%Y-%m-%dT%H:%M:%S', c.time / 1000, 'unixepoch') || printf('.%03dZ', c.time % 1000) AS time,
      c.sequence AS after_event, c.title, c.command
    FROM commands c
    """,
  ]

  /// Prevents any program from changing or deleting what was written.
  private static var triggers: [String] {
    Table.allCases.flatMap { table in
      ["UPDATE", "DELETE"].map { act in
        """
        CREATE TRIGGER \(table)_no_\(act.lowercased()) BEFORE \(act) ON \(table)
        BEGIN SELECT RAISE(ABORT, 'a journal is only added to'); END
        """
      }
    }
  }

  private static let all = tables + views + triggers

  /// What a file contains before its first batch.
  struct Start {
    var meta: [MetaRow] = []
    var kinds: [KindRow] = []
    var triggers: [TriggerRow] = []
    var statuses: [StatusRow] = []

    /// The start of the hash chain.
    var hash: [UInt8] {
      var chain = HashChain()
      for row in meta { row.add(to: &chain) }
      for row in kinds { row.add(to: &chain) }
      for row in triggers { row.add(to: &chain) }
      for row in statuses { row.add(to: &chain) }
      return chain.close()
    }
  }

  /// Creates the tables of a new file.
  static func create(_ db: Database, _ start: Start) throws {
    for statement in all { try db.execute(sql: statement) }
    try db.insert(start.meta)
    try db.insert(start.kinds)
    try db.insert(start.triggers)
    try db.insert(start.statuses)
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    try db.execute(sql: "PRAGMA user_version = \(format)")
  }

  static func start(_ db: Database) throws(RowError) -> Start {
    Start(
      meta: try db.all(MetaRow.self), kinds: try db.all(KindRow.self), triggers: try db.all(TriggerRow.self),
      statuses: try db.all(StatusRow.self))
  }

  /// Whether the file's tables, views and triggers match the format exactly.
  static func isWhole(_ db: Database) throws -> Bool {
    let found = try String.fetchSet(db, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return found == Set(all)
  }
}
