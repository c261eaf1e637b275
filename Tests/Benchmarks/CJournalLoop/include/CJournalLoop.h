// The best that SQLite can do: prepared inserts in a loop, and nothing else.
#ifndef SIGNALBOX_CJOURNALLOOP_H
#define SIGNALBOX_CJOURNALLOOP_H

#include <stdint.h>

/// The ten numbers of an event's row.
typedef struct {
  int64_t column[10];
} cj_row;

/// Writes rows into a new database with a journal's tables and pragmas, so many per transaction.
/// - Returns: 0, or SQLite's error.
int cj_insert(const char *path, const char *table, const cj_row *rows, long count, long batch);

#endif
