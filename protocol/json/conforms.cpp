#include "protocol/json/conforms.hpp"

#include <string_view>

#include <boost/json/array.hpp>

#include "protocol/json/schema.hpp"

namespace baton::protocol {

namespace {

using Complaint = std::optional<std::string>;

std::string_view text_of(const boost::json::value& json) {
  const auto& text = json.as_string();
  return {text.data(), text.size()};
}

bool has_type(const boost::json::value& json, std::string_view type) {
  if (type == "object") return json.is_object();
  if (type == "array") return json.is_array();
  if (type == "string") return json.is_string();
  if (type == "boolean") return json.is_bool();
  if (type == "integer") return json.is_int64() || json.is_uint64();
  if (type == "number") return json.is_number();
  return false;
}

class Checker {
 public:
  Checker(const boost::json::object& schemas, UnknownKeys unknown)
      : schemas_(schemas), unknown_(unknown) {}

  Complaint check(const boost::json::value& json, const boost::json::object& schema,
                  const std::string& path) const {
    if (const auto* ref = schema.if_contains("$ref")) return check_ref(json, text_of(*ref), path);
    if (const auto* all = schema.if_contains("allOf")) {
      for (const auto& part : all->as_array()) {
        if (auto complaint = check(json, part.as_object(), path)) return complaint;
      }
    }
    if (const auto* type = schema.if_contains("type"); type && !has_type(json, text_of(*type))) {
      return path + ": expected " + std::string(text_of(*type));
    }
    if (const auto* array = json.if_array()) return check_items(*array, schema, path);
    if (const auto* object = json.if_object()) return check_object(*object, schema, path);
    return std::nullopt;
  }

 private:
  Complaint check_ref(const boost::json::value& json, std::string_view ref,
                      const std::string& path) const {
    if (!ref.starts_with(schema_ref_prefix)) return path + ": cannot follow " + std::string(ref);
    const auto* schema = schemas_.if_contains(ref.substr(schema_ref_prefix.size()));
    if (schema == nullptr) return path + ": there is no " + std::string(ref);
    return check(json, schema->as_object(), path);
  }

  Complaint check_items(const boost::json::array& array, const boost::json::object& schema,
                        const std::string& path) const {
    const auto* items = schema.if_contains("items");
    if (items == nullptr) return std::nullopt;
    for (std::size_t i = 0; i < array.size(); ++i) {
      const std::string at = path + "[" + std::to_string(i) + "]";
      if (auto complaint = check(array[i], items->as_object(), at)) return complaint;
    }
    return std::nullopt;
  }

  Complaint check_object(const boost::json::object& object, const boost::json::object& schema,
                         const std::string& path) const {
    if (const auto* required = schema.if_contains("required")) {
      for (const auto& key : required->as_array()) {
        if (object.contains(text_of(key))) continue;
        return path + "." + std::string(text_of(key)) + ": is missing";
      }
    }
    const auto* properties = schema.if_contains("properties");
    if (properties == nullptr) return std::nullopt;  // an object of any shape
    const bool closed = unknown_ == UnknownKeys::refuse || schema.contains("additionalProperties");
    for (const auto& entry : object) {
      const std::string at = path + "." + std::string(entry.key());
      const auto* property = properties->as_object().if_contains(entry.key());
      if (property == nullptr && closed) return at + ": is not documented";
      if (property == nullptr) continue;
      if (auto complaint = check(entry.value(), property->as_object(), at)) return complaint;
    }
    return std::nullopt;
  }

  const boost::json::object& schemas_;
  UnknownKeys unknown_;
};

}  // namespace

std::optional<std::string> find_nonconformity(const boost::json::value& json,
                                              const boost::json::object& schema,
                                              const boost::json::object& schemas,
                                              UnknownKeys unknown, const std::string& path) {
  return Checker(schemas, unknown).check(json, schema, path);
}

}  // namespace baton::protocol
