#include "daemon/capture/sources/json_access.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "daemon/base/text.hpp"

namespace baton::capture {

namespace json = boost::json;

namespace {

std::string_view view(const json::string& text) {
  return {text.data(), text.size()};
}

void write_string(std::string& out, std::string_view text) {
  static constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20U) {
          out += "\\u00";
          out += hex[static_cast<unsigned char>(c) >> 4U];
          out += hex[static_cast<unsigned char>(c) & 15U];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

template <class Number>
void write_number(std::string& out, Number number) {
  std::array<char, 40> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), result.ptr);
}

void write(std::string& out, const json::value& value);

void write_object(std::string& out, const json::object& object) {
  char before = '{';
  for (const auto& member : object) {
    out += before;
    before = ',';
    write_string(out, {member.key().data(), member.key().size()});
    out += ':';
    write(out, member.value());
  }
  out += before == '{' ? "{}" : "}";
}

void write_array(std::string& out, const json::array& array) {
  char before = '[';
  for (const json::value& item : array) {
    out += before;
    before = ',';
    write(out, item);
  }
  out += before == '[' ? "[]" : "]";
}

// Recurses at most max_json_depth deep.
void write(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      out += "null";
      break;
    case json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      break;
    case json::kind::int64:
      write_number(out, value.get_int64());
      break;
    case json::kind::uint64:
      write_number(out, value.get_uint64());
      break;
    case json::kind::double_:
      write_number(out, value.get_double());
      break;
    case json::kind::string:
      write_string(out, view(value.get_string()));
      break;
    case json::kind::array:
      write_array(out, value.get_array());
      break;
    case json::kind::object:
      write_object(out, value.get_object());
      break;
  }
}

/// The four hexadecimal digits of an escape `\uXXXX` at `at`.
std::optional<unsigned> escaped_unit(std::string_view line, std::size_t at) {
  if (at + 6 > line.size() || line[at] != '\\' || line[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  const char* end = line.data() + at + 6;
  const auto [stop, error] = std::from_chars(line.data() + at + 2, end, unit, 16);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return unit;
}

bool is_leading(std::optional<unsigned> unit) {
  return unit && *unit >= 0xD800U && *unit <= 0xDBFFU;
}
bool is_trailing(std::optional<unsigned> unit) {
  return unit && *unit >= 0xDC00U && *unit <= 0xDFFFU;
}

}  // namespace

const json::object* object_member(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value == nullptr ? nullptr : value->if_object();
}

const json::array* array_member(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value == nullptr ? nullptr : value->if_array();
}

std::string_view string_member(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_string()) return {};
  return view(value->get_string());
}

bool flag_member(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_bool() && value->get_bool();
}

std::int64_t number_member(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_number()) return 0;
  json::error_code failed;
  const auto number = value->to_number<std::int64_t>(failed);
  return failed ? 0 : number;
}

json::object parse_state(std::string_view state) {
  json::error_code failed;
  json::value value = json::parse(json::string_view(state.data(), state.size()), failed);
  return !failed && value.is_object() ? std::move(value.get_object()) : json::object();
}

std::string to_compact_json(const json::value& value) {
  std::string out;
  write(out, value);
  return out;
}

std::string repaired_json(std::string_view line) {
  std::string text = to_valid_utf8(line);
  for (std::size_t at = text.find('\\'); at != std::string::npos; at = text.find('\\', at)) {
    const auto unit = escaped_unit(text, at);
    if (is_leading(unit) && is_trailing(escaped_unit(text, at + 6))) {
      at += 12;
    } else if (is_leading(unit) || is_trailing(unit)) {
      text.replace(at, 6, "\\ufffd");
      at += 6;
    } else {
      at += 2;
    }
  }
  return text;
}

}  // namespace baton::capture
