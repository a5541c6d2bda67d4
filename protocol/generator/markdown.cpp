#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <boost/json/object.hpp>

#include "protocol/contracts.hpp"
#include "protocol/envelope.hpp"
#include "protocol/errors.hpp"
#include "protocol/generator/model.hpp"

namespace baton::protocol::generator {

namespace {

constexpr TypeSpelling spelling{"string", "integer", "number", "boolean", "object", "any", "", ""};

std::string in_cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) {
    text.insert(at, 1, '\\');
  }
  return text;
}

/// The name of a published type as a link to its section.
std::string linked(const std::string& type) {
  std::string anchor = type;
  std::transform(anchor.begin(), anchor.end(), anchor.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return "[" + type + "](#" + anchor + ")";
}

std::string type_cell(const boost::json::object& schema) {
  std::string text = spelled(schema, spelling);
  const std::size_t brackets = std::min(text.find('['), text.size());
  const std::string element = text.substr(0, brackets);
  const bool is_published = std::isupper(static_cast<unsigned char>(element.front())) != 0;
  if (!is_published) return text;
  // The brackets of an array must not look like another link.
  return linked(element) + (brackets < text.size() ? "\\" + text.substr(brackets) : "");
}

std::string fields_table(const Type& type) {
  std::string out = "| name | type | | meaning |\n|---|---|---|---|\n";
  for (const Field& field : type.fields) {
    out += "| `" + field.name + "` | " + type_cell(field.schema) + " | ";
    out += std::string(field.required ? "required" : "optional") + " | ";
    out += in_cell(field.text) + " |\n";
  }
  return out + "\n";
}

/// A plausible value for the example of a request: by the parameter's name, else by its type.
boost::json::value example_value(const Field& field) {
  static const std::array<std::pair<std::string_view, boost::json::value>, 9> known{{
      {"project", "/home/ada/src/engine"},
      {"query", "\"disk full\" retry"},
      {"path", "/home/ada/.claude/projects"},
      {"topics", {"capture", "handoff"}},
      {"id", 7},
      {"session_id", 7},
      {"number", 3},
      {"ordinal", 41},
      {"limit", 20},
  }};
  for (const auto& [name, value] : known) {
    if (name == field.name) return value;
  }
  const std::string type = spelled(field.schema, spelling);
  if (type == "integer" || type == "number") return 1;
  if (type == "boolean") return true;
  if (type == "string") return boost::json::string(field.name);
  if (type.ends_with("[]")) return boost::json::array();
  return boost::json::object();
}

/// What is required; the first parameter when nothing is.
std::string example_request(const Call& call) {
  boost::json::object params;
  for (const Field& field : call.params.fields) {
    if (field.required) params.emplace(field.name, example_value(field));
  }
  if (params.empty() && !call.params.fields.empty()) {
    const Field& first = call.params.fields.front();
    params.emplace(first.name, example_value(first));
  }
  const boost::json::value given =
      params.empty() ? boost::json::value(nullptr) : boost::json::value(std::move(params));
  return make_request(std::int64_t{1}, call.name, given);
}

std::string call_head(const Call& call) {
  std::string out = "### " + call.name + "\n\n" + call.summary + "\n\n";
  if (call.params.fields.empty()) return out + "Parameters: none.\n\n";
  return out + "Parameters:\n\n" + fields_table(call.params);
}

std::string method_section(const Call& call) {
  std::string out = call_head(call);
  out += "Result: " + (call.result.empty() ? "an OpenRPC document" : linked(call.result)) + ".\n\n";
  return out + "```json\n" + example_request(call) + "\n```\n\n";
}

std::string errors_section() {
  std::string out =
      "## Errors\n\nA method may answer with any code below that is marked so; the others are "
      "about "
      "the message itself.\n\n| code | name | by methods | meaning |\n|---|---|---|---|\n";
  for (const ErrorInfo& error : error_table()) {
    out += "| " + std::to_string(static_cast<int>(error.code)) + " | `" + std::string(error.name);
    out += std::string("` | ") + (error.from_method ? "yes" : "no") + " | ";
    out += in_cell(std::string(error.meaning)) + " |\n";
  }
  return out + "\n";
}

std::string introduction() {
  return "<!-- Made by baton_protocol_generator from protocol/methods; do not edit. -->\n\n"
         "# Protocol reference\n\n"
         "JSON-RPC 2.0 over a Unix socket, version " +
         std::to_string(protocol_version) +
         " of this protocol. Messages are one JSON text per line, or are preceded by "
         "`Content-Length` "
         "headers as in the Language Server Protocol; the first byte of a connection decides. "
         "Parameters are given by name; unknown ones are refused. Clients must ignore keys of "
         "results "
         "that they do not know. Any method may answer with the [errors](#errors) marked so. A "
         "batch "
         "has at most " +
         std::to_string(max_batch_entries) + " entries, a message at most " +
         std::to_string(max_nesting) + " levels of nesting.\n\n";
}

bool is_params(const Model& model, const Type& type) {
  return std::any_of(model.methods.begin(), model.methods.end(),
                     [&](const Call& call) { return call.params.name == type.name; });
}

}  // namespace

std::string markdown(const Model& model) {
  std::string out = introduction() + "## Methods\n\n";
  for (const Call& call : model.methods) out += method_section(call);
  out += "## Notifications\n\n";
  for (const Call& call : model.notifications) out += call_head(call);
  out += "## Types\n\nOptional members are left out when they have no value.\n\n";
  for (const Type& type : model.types) {
    if (!is_params(model, type)) out += "### " + type.name + "\n\n" + fields_table(type);
  }
  out += errors_section();
  out.pop_back();  // the blank line after the last table
  return out;
}

}  // namespace baton::protocol::generator
