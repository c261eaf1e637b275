#include "CTOML.h"

#include <exception>
#include <string>
#include <string_view>
#include <vector>

// On some malformed input toml++ asserts, which would end the process, where it should report an error: a header such as
// `[=]`, a list that ends in `}`, and a date followed by `T` but no time. So an assertion that fails is an error like any
// other. Inside the library's parser, `set_error` is the member that reports one with its position; anywhere else it is
// this function, and the error has no position.
struct failed_assertion : std::exception {};
[[noreturn]] static void set_error(std::string_view) { throw failed_assertion{}; }

#undef NDEBUG
#define TOML_ASSERT(condition) ((condition) ? void() : set_error(std::string_view{"unexpected character"}))
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_UNDEF_MACROS 0
#include <toml++/toml.h>

struct sb_toml_document {
  toml::table root;
  std::vector<sb_toml_node> nodes;
  std::string message;
  sb_toml_problem problem = {};
  bool is_valid = false;
};

static sb_toml_position position(const toml::source_position &source) { return {source.line, source.column}; }
static sb_toml_text text(std::string_view text) { return {text.data(), text.size()}; }

static sb_toml_date date(const toml::date &date) { return {date.year, date.month, date.day, 0, 0, 0, 0, 0}; }

static sb_toml_date date(const toml::date_time &moment) {
  sb_toml_date result = date(moment.date);
  result.hour = moment.time.hour;
  result.minute = moment.time.minute;
  result.second = moment.time.second;
  result.nanosecond = static_cast<int32_t>(moment.time.nanosecond);
  result.offset = moment.offset ? moment.offset->minutes : 0;
  return result;
}

/// Thrown for a document that is nested too deeply. toml++ limits that for values, but not for dotted keys.
struct too_deep {
  toml::source_position position;
};

/// Appends a value and everything in it.
static void append(
    std::vector<sb_toml_node> &nodes, const toml::node &value, const toml::key *key = nullptr, int depth = 0) {
  if (depth > TOML_MAX_NESTED_VALUES) throw too_deep{value.source().begin};
  sb_toml_node node = {};
  node.position = position(value.source().begin);
  if (key) {
    node.key = text(key->str());
    node.key_position = position(key->source().begin);
  }
  if (const auto *table = value.as_table()) {
    node.kind = SB_TOML_TABLE;
    node.count = table->size();
    nodes.push_back(node);
    for (const auto &[name, member] : *table) append(nodes, member, &name, depth + 1);
    return;
  }
  if (const auto *array = value.as_array()) {
    node.kind = SB_TOML_ARRAY;
    node.count = array->size();
    nodes.push_back(node);
    for (const auto &element : *array) append(nodes, element, nullptr, depth + 1);
    return;
  }
  if (const auto *string = value.as_string()) {
    node.kind = SB_TOML_TEXT;
    node.text = text(string->get());
  } else if (const auto *integer = value.as_integer()) {
    node.kind = SB_TOML_INTEGER;
    node.integer = integer->get();
  } else if (const auto *decimal = value.as_floating_point()) {
    node.kind = SB_TOML_DECIMAL;
    node.decimal = decimal->get();
  } else if (const auto *flag = value.as_boolean()) {
    node.kind = SB_TOML_FLAG;
    node.flag = flag->get();
  } else if (const auto *day = value.as_date()) {
    node.kind = SB_TOML_DATE;
    node.date = date(day->get());
  } else if (const auto *moment = value.as_date_time()) {
    node.kind = SB_TOML_DATE;
    node.date = date(moment->get());
  } else {
    node.kind = SB_TOML_TIME;
  }
  nodes.push_back(node);
}

/// Splits a message such as "Error while parsing string: encountered end-of-file".
static void report(sb_toml_document &document, std::string_view message, sb_toml_position position) {
  constexpr std::string_view start = "Error while parsing ";
  document.message = message.substr(0, start.size()) == start ? message.substr(start.size()) : message;
  const std::string_view whole = document.message;
  const auto colon = whole.find(": ");
  document.problem.position = position;
  const bool has_part = colon != std::string_view::npos;
  document.problem.what = text(has_part ? whole.substr(0, colon) : std::string_view{});
  document.problem.reason = text(has_part ? whole.substr(colon + 2) : whole);
}

sb_toml_document *sb_toml_parse(const char *bytes, size_t count) {
  auto *document = new sb_toml_document;
  try {
    document->root = toml::parse(std::string_view{bytes, count});
    append(document->nodes, document->root);
    document->is_valid = true;
  } catch (const toml::parse_error &error) {
    report(*document, error.description(), position(error.source().begin));
  } catch (const too_deep &error) {
    report(*document, "document: it is nested too deeply", position(error.position));
  } catch (const std::exception &error) {
    report(*document, error.what(), {1, 1});
  }
  return document;
}

void sb_toml_free(sb_toml_document *document) { delete document; }

const sb_toml_problem *sb_toml_problem_of(const sb_toml_document *document) {
  return document->is_valid ? nullptr : &document->problem;
}

const sb_toml_node *sb_toml_nodes(const sb_toml_document *document) {
  return document->is_valid ? document->nodes.data() : nullptr;
}
