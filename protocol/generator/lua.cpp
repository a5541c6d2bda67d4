#include <algorithm>

#include "protocol/contracts.hpp"
#include "protocol/errors.hpp"
#include "protocol/generator/model.hpp"

namespace baton::protocol::generator {

namespace {

constexpr TypeSpelling spelling{"string", "integer", "number", "boolean", "table<string, any>",
                                "any",    "baton.",  ""};

std::string class_of(const Type& type) {
  std::string out = "---@class baton." + type.name + "\n";
  for (const Field& field : type.fields) {
    out += "---@field " + field.name + (field.required ? " " : "? ");
    out += spelled(field.schema, spelling) + " " + field.text + "\n";
  }
  return out + "\n";
}

std::string names_table(std::string_view table, const std::vector<Call>& calls) {
  std::string out = "  " + std::string(table) + " = {\n";
  for (const Call& call : calls) {
    std::string key = call.name;
    std::replace(key.begin(), key.end(), '.', '_');
    out += "    --- " + call.summary + "\n";
    out += "    " + key + " = \"" + call.name + "\",\n";
  }
  return out + "  },\n";
}

std::string errors_table() {
  std::string out = "  errors = {\n";
  for (const ErrorInfo& error : error_table()) {
    out += "    --- " + std::string(error.meaning) + "\n";
    out += "    " + std::string(error.name) + " = " + std::to_string(static_cast<int>(error.code)) +
           ",\n";
  }
  return out + "  },\n";
}

}  // namespace

std::string lua(const Model& model) {
  std::string out = "-- Made by baton_protocol_generator from protocol/methods; do not edit.\n\n";
  for (const Type& type : model.types) out += class_of(type);
  out += "return {\n";
  out += "  --- Refuse a daemon whose daemon.status reports a lower protocol_version.\n";
  out += "  version = " + std::to_string(protocol_version) + ",\n";
  out += names_table("methods", model.methods);
  out += names_table("notifications", model.notifications);
  return out + errors_table() + "}\n";
}

}  // namespace baton::protocol::generator
