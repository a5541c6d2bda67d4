#include "daemon/capture/sources/json_lines.hpp"

#include <algorithm>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_raw = 64U << 10U;

json::parse_options options() {
  json::parse_options options;
  options.max_depth = max_json_depth;
  return options;
}

/// Some file systems fill a file with NUL where a write was lost.
std::string_view without_nul_ends(std::string_view line) {
  constexpr std::string_view blanks(" \t\r\n\0", 5);
  const std::size_t first = line.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(blanks) - first + 1);
}

}  // namespace

void report_unparsed(const JsonLine& line, std::string reason, EventSink& sink) {
  store::UnparsedRecord record;
  record.line = line.number;
  record.offset = line.offset;
  record.reason = std::move(reason);
  record.raw = utf8_prefix(trim(line.bytes), longest_raw);
  sink.on_unparsed(std::move(record));
}

JsonReader::JsonReader() : parser_(json::storage_ptr(), options()) {}

std::optional<json::value> JsonReader::parse(std::string_view text, std::string& fault) {
  std::optional<json::value> value = parse_once(text, fault);
  // The rare text with broken characters is worth a second look; one that is cut fails again.
  if (!value) value = parse_once(repaired_json(text), fault);
  return value;
}

std::optional<json::value> JsonReader::parse_once(std::string_view text, std::string& fault) {
  parser_.reset();
  tree_.release();
  parser_.reset(json::storage_ptr(&tree_));
  json::error_code failed;
  parser_.write(text.data(), text.size(), failed);
  if (failed) {
    fault = failed.message();
    return std::nullopt;
  }
  return parser_.release();
}

void JsonReader::each_line(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                           EventSink& sink, const VisitRecord& visit) {
  JsonLine line{{}, offset, first_line};
  while (!bytes.empty()) {
    const std::size_t length = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    line.bytes = bytes.substr(0, length);
    read_line(line, sink, visit);
    line.offset += length;
    ++line.number;
    bytes.remove_prefix(length);
  }
}

void JsonReader::read_line(const JsonLine& line, EventSink& sink, const VisitRecord& visit) {
  std::string_view text = without_nul_ends(line.bytes);
  if (line.offset == 0 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.empty()) return;
  std::string fault;
  const std::optional<json::value> value = parse(text, fault);
  if (!value) return report_unparsed(line, "not JSON: " + fault, sink);
  if (!value->is_object()) return report_unparsed(line, "not a JSON object", sink);
  visit(line, value->get_object());
}

}  // namespace baton::capture
