#include "protocol/contracts.hpp"
#include "protocol/errors.hpp"
#include "protocol/generator/model.hpp"

namespace baton::protocol::generator {

namespace {

constexpr TypeSpelling spelling{"string",  "number", "number", "boolean", "Record<string, unknown>",
                                "unknown", "",       ""};

std::string interface_of(const Type& type) {
  if (type.fields.empty()) return "export type " + type.name + " = Record<string, never>;\n\n";
  std::string out = "export interface " + type.name + " {\n";
  for (const Field& field : type.fields) {
    out += "  /** " + field.text + " */\n";
    out += "  " + field.name + (field.required ? ": " : "?: ");
    out += spelled(field.schema, spelling) + ";\n";
  }
  return out + "}\n\n";
}

std::string methods_map(const Model& model) {
  std::string out =
      "/** Each method's parameters and result, by name. */\nexport interface Methods {\n";
  for (const Call& call : model.methods) {
    const std::string result = call.result.empty() ? std::string(spelling.object) : call.result;
    out += "  /** " + call.summary + " */\n";
    out +=
        "  \"" + call.name + "\": { params: " + call.params.name + "; result: " + result + " };\n";
  }
  return out + "}\n\n";
}

std::string notifications_map(const Model& model) {
  std::string out =
      "/** Each notification's parameters, by name. */\nexport interface Notifications {\n";
  for (const Call& call : model.notifications) {
    out += "  /** " + call.summary + " */\n";
    out += "  \"" + call.name + "\": " + call.params.name + ";\n";
  }
  return out + "}\n\n";
}

std::string error_codes() {
  std::string out = "/** The codes of error responses. */\nexport const ErrorCode = {\n";
  for (const ErrorInfo& error : error_table()) {
    out += "  /** " + std::string(error.meaning) + " */\n";
    out += "  " + std::string(error.name) + ": " + std::to_string(static_cast<int>(error.code)) +
           ",\n";
  }
  return out + "} as const;\n";
}

}  // namespace

std::string typescript(const Model& model) {
  std::string out =
      "// Made by baton_protocol_generator from protocol/methods; do not edit.\n\n"
      "/** Refuse a daemon whose daemon.status reports a lower protocol_version. */\n"
      "export const protocolVersion = " +
      std::to_string(protocol_version) + ";\n\n";
  for (const Type& type : model.types) out += interface_of(type);
  return out + methods_map(model) + notifications_map(model) + error_codes();
}

}  // namespace baton::protocol::generator
