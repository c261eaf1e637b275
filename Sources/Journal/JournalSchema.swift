import GRDB
import Lifecycles

/// The tables of a journal, and what a file must contain to be one.
package enum JournalSchema {
  /// `SBOX`, in the file's header.
  static let applicationID = 0x5342_4F58
  /// The format that this version writes. Others are refused by number, never rewritten.
  package static let format = 1

  /// The table with by far the most rows.
  package static let eventsTable = """
    CREATE TABLE events (
      id INTEGER PRIMARY KEY,
      sequence INTEGER NOT NULL,
      time INTEGER NOT NULL,
      object INTEGER NOT NULL REFERENCES objects (id),
      "trigger" INTEGER NOT NULL REFERENCES triggers (id),
      status_from INTEGER NOT NULL,
      status_to INTEGER NOT NULL,
      code INTEGER NOT NULL,
      value INTEGER NOT NULL,
      related INTEGER NOT NULL,
      cause INTEGER NOT NULL
    ) STRICT
    """

  static let tables = [
    """
    CREATE TABLE meta (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE kinds (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
    "CREATE TABLE triggers (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
    """
    CREATE TABLE statuses (
      kind INTEGER NOT NULL REFERENCES kinds (id),
      id INTEGER NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (kind, id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE courses (
      id INTEGER PRIMARY KEY,
      parent INTEGER NOT NULL,
      after_event INTEGER NOT NULL,
      after_time INTEGER NOT NULL,
      after_commands INTEGER NOT NULL,
      variation TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE commands (
      id INTEGER PRIMARY KEY,
      course INTEGER NOT NULL REFERENCES courses (id),
      time INTEGER NOT NULL,
      after_event INTEGER,
      sequence INTEGER NOT NULL,
      number INTEGER NOT NULL,
      title TEXT NOT NULL,
      command TEXT NOT NULL,
      step TEXT
    ) STRICT
    """,
    """
    CREATE TABLE objects (
      id INTEGER PRIMARY KEY,
      course INTEGER NOT NULL REFERENCES courses (id),
      kind INTEGER NOT NULL REFERENCES kinds (id),
      position INTEGER NOT NULL,
      account TEXT NOT NULL,
      provider TEXT NOT NULL,
      name TEXT NOT NULL,
      uuid TEXT NOT NULL
    ) STRICT
    """,
    eventsTable,
    """
    CREATE TABLE acts (
      id INTEGER PRIMARY KEY,
      time INTEGER NOT NULL,
      title TEXT NOT NULL,
      content TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE lines (
      id INTEGER PRIMARY KEY,
      line BLOB NOT NULL,
      length INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE checkpoints (
      id INTEGER PRIMARY KEY,
      sequence INTEGER NOT NULL,
      time INTEGER NOT NULL,
      counts TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE batches (
      id INTEGER PRIMARY KEY,
      course INTEGER NOT NULL REFERENCES courses (id),
      sequence INTEGER NOT NULL,
      clock INTEGER NOT NULL,
      courses INTEGER NOT NULL,
      commands INTEGER NOT NULL,
      objects INTEGER NOT NULL,
      events INTEGER NOT NULL,
      acts INTEGER NOT NULL,
      lines INTEGER NOT NULL,
      checkpoints INTEGER NOT NULL,
      synced INTEGER NOT NULL,
      written TEXT NOT NULL,
      hash BLOB NOT NULL
    ) STRICT
    """,
  ]

  /// Times as text and names beside ids, for people using `sqlite3`.
  static let views = [
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

  /// The tables that grow. The others are complete from the start.
  static let growing = ["courses", "commands", "objects", "events", "acts", "lines", "checkpoints"]

  /// Prevents any program from changing or deleting what was written.
  static let triggers: [String] = (["meta", "kinds", "triggers", "statuses", "batches"] + growing).flatMap { table in
    ["UPDATE", "DELETE"].map { act in
      """
      CREATE TRIGGER \(table)_no_\(act.lowercased()) BEFORE \(act) ON \(table)
      BEGIN SELECT RAISE(ABORT, 'a journal is only added to'); END
      """
    }
  }

  static var all: [String] { tables + views + triggers }

  /// The names of ids.
  struct Names {
    var kinds: [(id: Int64, name: String)] = []
    var triggers: [(id: Int64, name: String)] = []
    var statuses: [(kind: Int64, id: Int64, name: String)] = []
  }

  /// Creates the tables of a new file.
  static func create(_ db: Database, meta: [(key: String, value: String)], names: Names) throws {
    for statement in all { try db.execute(sql: statement) }
    for (key, value) in meta {
      try db.execute(sql: "INSERT INTO meta (key, value) VALUES (?, ?)", arguments: [key, value])
    }
    for kind in names.kinds {
      try db.execute(sql: "INSERT INTO kinds (id, name) VALUES (?, ?)", arguments: [kind.id, kind.name])
    }
    for trigger in names.triggers {
      try db.execute(sql: "INSERT INTO triggers (id, name) VALUES (?, ?)", arguments: [trigger.id, trigger.name])
    }
    for status in names.statuses {
      try db.execute(
        sql: "INSERT INTO statuses (kind, id, name) VALUES (?, ?, ?)", arguments: [status.kind, status.id, status.name])
    }
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    try db.execute(sql: "PRAGMA user_version = \(format)")
  }

  /// Whether the file's tables, views and triggers match the format exactly.
  static func isWhole(_ db: Database) throws -> Bool {
    let found = try String.fetchSet(db, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return found == Set(all)
  }
}
