#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "protocol/generator/model.hpp"

namespace baton::protocol::generator {

namespace {

void write(std::string& out, const boost::json::value& json, std::size_t depth);

void new_line(std::string& out, std::size_t depth) {
  out += '\n';
  out.append(2 * depth, ' ');
}

void write_object(std::string& out, const boost::json::object& object, std::size_t depth) {
  out += '{';
  bool first = true;
  for (const auto& entry : object) {
    if (!first) out += ',';
    first = false;
    new_line(out, depth + 1);
    out += boost::json::serialize(entry.key()) + ": ";
    write(out, entry.value(), depth + 1);
  }
  if (!first) new_line(out, depth);
  out += '}';
}

void write_array(std::string& out, const boost::json::array& array, std::size_t depth) {
  out += '[';
  bool first = true;
  for (const auto& element : array) {
    if (!first) out += ',';
    first = false;
    new_line(out, depth + 1);
    write(out, element, depth + 1);
  }
  if (!first) new_line(out, depth);
  out += ']';
}

void write(std::string& out, const boost::json::value& json, std::size_t depth) {
  if (const auto* object = json.if_object()) return write_object(out, *object, depth);
  if (const auto* array = json.if_array()) return write_array(out, *array, depth);
  out += boost::json::serialize(json);
}

}  // namespace

std::string pretty_json(const boost::json::value& json) {
  std::string out;
  write(out, json, 0);
  out += '\n';
  return out;
}

}  // namespace baton::protocol::generator
