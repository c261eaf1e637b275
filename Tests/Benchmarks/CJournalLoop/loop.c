#include "CJournalLoop.h"

#include <sqlite3.h>
#include <stddef.h>

int cj_insert(const char *path, const char *table, const cj_row *rows, long count, long batch) {
  sqlite3 *db = NULL;
  sqlite3_stmt *insert = NULL;
  int code = sqlite3_open(path, &db);
  if (code == SQLITE_OK) code = sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 4194304; PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
  if (code == SQLITE_OK) code = sqlite3_exec(db, table, NULL, NULL, NULL);
  if (code == SQLITE_OK) {
    code = sqlite3_prepare_v2(db,
      "INSERT INTO events (sequence, time, object, \"trigger\", status_from, status_to, code, value, related, cause) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", -1, &insert, NULL);
  }
  for (long start = 0; code == SQLITE_OK && start < count; start += batch) {
    code = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    for (long row = start; code == SQLITE_OK && row < start + batch && row < count; row++) {
      for (int column = 0; column < 10; column++) sqlite3_bind_int64(insert, column + 1, rows[row].column[column]);
      int step = sqlite3_step(insert);
      if (step != SQLITE_DONE) code = step;
      sqlite3_reset(insert);
    }
    if (code == SQLITE_OK) code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
  }
  sqlite3_finalize(insert);
  sqlite3_close(db);
  return code;
}
