#include "client/print/json.hpp"

#include <array>
#include <cstdio>

#include <boost/json/serialize.hpp>

#include "client/print/escape.hpp"
#include "client/print/utf8.hpp"

namespace baton::client {

namespace {

void append_escape(std::string& out, unsigned unit) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "\\u%04x", unit & 0xFFFFU);
  out += text.data();
}

std::string in_quotes(boost::json::string_view text) {
  const std::string json = boost::json::serialize(text);
  std::string out;
  for (std::string_view rest = json; !rest.empty();) {
    const Character character = first_character(rest);
    if (!is_hostile(character.code)) {
      out.append(rest.substr(0, character.bytes));
    } else if (character.code < 0x10000) {
      append_escape(out, character.code);
    } else {
      append_escape(out, 0xD800 + ((character.code - 0x10000) >> 10U));
      append_escape(out, 0xDC00 + ((character.code - 0x10000) & 0x3FFU));
    }
    rest.remove_prefix(character.bytes);
  }
  return out;
}

void print_indented(Output& out, const boost::json::value& value, std::size_t depth);

void print_object(Output& out, const boost::json::object& object, std::size_t depth) {
  std::string_view separator = "{\n";
  for (const auto& [key, member] : object) {
    out.write(separator).write(std::string(2 * depth + 2, ' '));
    out.write(Style::cyan, in_quotes(key)).write(": ");
    print_indented(out, member, depth + 1);
    separator = ",\n";
  }
  if (object.empty()) out.write("{}");
  if (!object.empty()) out.write("\n").write(std::string(2 * depth, ' ')).write("}");
}

void print_array(Output& out, const boost::json::array& array, std::size_t depth) {
  std::string_view separator = "[\n";
  for (const auto& element : array) {
    out.write(separator).write(std::string(2 * depth + 2, ' '));
    print_indented(out, element, depth + 1);
    separator = ",\n";
  }
  if (array.empty()) out.write("[]");
  if (!array.empty()) out.write("\n").write(std::string(2 * depth, ' ')).write("]");
}

void print_indented(Output& out, const boost::json::value& value, std::size_t depth) {
  if (const auto* object = value.if_object()) return print_object(out, *object, depth);
  if (const auto* array = value.if_array()) return print_array(out, *array, depth);
  if (const auto* text = value.if_string()) {
    out.write(Style::green, in_quotes(*text));
  } else {
    out.write(boost::json::serialize(value));
  }
}

}  // namespace

void print_json(Output& out, const boost::json::value& value) {
  if (out.is_terminal()) {
    print_indented(out, value, 0);
  } else {
    out.write(boost::json::serialize(value));
  }
  out.write("\n");
}

}  // namespace baton::client
