// toml++ for Swift: parses a document into one array of nodes, each with its position.
#ifndef SIGNALBOX_CTOML_H
#define SIGNALBOX_CTOML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A line and a column in Unicode scalars, both from 1.
typedef struct {
  uint32_t line;
  uint32_t column;
} sb_toml_position;

/// UTF-8 that belongs to the document; not terminated.
typedef struct {
  const char *bytes;
  size_t count;
} sb_toml_text;

typedef enum {
  SB_TOML_TABLE,
  SB_TOML_ARRAY,
  SB_TOML_TEXT,
  SB_TOML_INTEGER,
  SB_TOML_DECIMAL,
  SB_TOML_FLAG,
  SB_TOML_TIME,
  SB_TOML_DATE,
} sb_toml_kind;

/// A date, with the time 00:00 if it has none.
typedef struct {
  int32_t year, month, day, hour, minute, second, nanosecond;
  /// In minutes east of UTC; 0 if it has none.
  int32_t offset;
} sb_toml_date;

typedef struct {
  sb_toml_kind kind;
  /// The start of the value. For a table with a header, the start of the header.
  sb_toml_position position;
  /// Empty for the root and for elements of arrays.
  sb_toml_text key;
  sb_toml_position key_position;
  /// The number of children of a table or an array.
  size_t count;
  sb_toml_text text;
  int64_t integer;
  double decimal;
  bool flag;
  sb_toml_date date;
} sb_toml_node;

/// Why a text is not TOML. `what` is the part that was being parsed, such as `string`.
typedef struct {
  sb_toml_position position;
  sb_toml_text what;
  sb_toml_text reason;
} sb_toml_problem;

typedef struct sb_toml_document sb_toml_document;

/// Parses a text. The result is freed by the caller with `sb_toml_free`.
sb_toml_document *sb_toml_parse(const char *bytes, size_t count);
void sb_toml_free(sb_toml_document *document);

/// What is wrong with the text; NULL if nothing is.
const sb_toml_problem *sb_toml_problem_of(const sb_toml_document *document);
/// The root and everything in it: a table or an array, then its children with theirs. NULL if there is a problem.
const sb_toml_node *sb_toml_nodes(const sb_toml_document *document);

#ifdef __cplusplus
}
#endif

#endif
