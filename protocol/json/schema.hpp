#pragma once
// From described structs to JSON Schema (draft 7), the form in which other languages learn about
// them.

#include <string>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>

#include "protocol/json/encode.hpp"
#include "protocol/json/types.hpp"

namespace baton::protocol {

/// Where the schemas of named types are found: a `$ref` is this and the type's name.
inline constexpr std::string_view schema_ref_prefix = "#/components/schemas/";

/// The schema of a value of type T where it is used: a struct is a `$ref`, a std::optional<T> is a
/// T (that it may be absent is said by the enclosing `required`). Any thread.
template <class T>
boost::json::object value_schema() {
  if constexpr (is_optional<T>) {
    return value_schema<typename T::value_type>();
  } else if constexpr (is_vector<T>) {
    return {{"type", "array"}, {"items", value_schema<typename T::value_type>()}};
  } else if constexpr (Described<T>) {
    const std::string_view name = type_name(static_cast<const T*>(nullptr));
    return {{"$ref", std::string(schema_ref_prefix) + std::string(name)}};
  } else if constexpr (std::same_as<T, boost::json::value>) {
    return {};
  } else if constexpr (std::same_as<T, boost::json::object>) {
    return {{"type", "object"}};
  } else if constexpr (std::same_as<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::same_as<T, double>) {
    return {{"type", "number"}};
  } else if constexpr (std::same_as<T, std::string>) {
    return {{"type", "string"}};
  } else if constexpr (JsonInteger<T>) {
    return {{"type", "integer"}};
  } else {
    static_assert(has_json_form<T>, "describe the struct with BATON_DESCRIBE, or use a type above");
  }
}

namespace detail {

/// Calls visit(descriptor, FieldDoc) for each member of T, in order.
template <Described T, class Visitor>
void for_each_field(Visitor&& visit) {
  const auto docs = field_docs(static_cast<const T*>(nullptr));
  std::size_t index = 0;
  boost::mp11::mp_for_each<Members<T>>([&](auto member) { visit(member, docs.at(index++)); });
}

}  // namespace detail

/// The schema of a struct itself: `type`, `properties` with a `description` each, `required`.
///
/// draft 7 ignores what stands beside a `$ref`, so the description of such a property goes around
/// it in an `allOf`. Any thread.
///
/// @param unknown refuse adds `additionalProperties: false`, as parameters need
template <Described T>
boost::json::object json_schema(UnknownKeys unknown = UnknownKeys::ignore) {
  boost::json::object properties;
  boost::json::array required;
  detail::for_each_field<T>([&]<class Member>(Member member, const FieldDoc& doc) {
    boost::json::object schema = value_schema<MemberType<T, Member>>();
    if (schema.contains("$ref")) {
      schema = {{"allOf", boost::json::array{boost::json::value(std::move(schema))}}};
    }
    schema["description"] = doc.text;
    properties.emplace(member.name, std::move(schema));
    if (!is_optional<MemberType<T, Member>>) required.emplace_back(member.name);
  });
  boost::json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema.emplace("required", std::move(required));
  if (unknown == UnknownKeys::refuse) schema.emplace("additionalProperties", false);
  return schema;
}

/// Adds the schemas of T, when it is a struct, and of all structs inside it to `schemas`, by name;
/// those that are there already stay. Any thread.
///
/// @param unknown as for json_schema, for every struct that is added
template <class T>
void collect_schemas(boost::json::object& schemas, UnknownKeys unknown = UnknownKeys::ignore) {
  if constexpr (is_optional<T> || is_vector<T>) {
    collect_schemas<typename T::value_type>(schemas, unknown);
  } else if constexpr (Described<T>) {
    const std::string_view name = type_name(static_cast<const T*>(nullptr));
    if (schemas.contains(name)) return;
    schemas.emplace(name, json_schema<T>(unknown));
    detail::for_each_field<T>([&]<class Member>(Member, const FieldDoc&) {
      collect_schemas<MemberType<T, Member>>(schemas, unknown);
    });
  }
}

}  // namespace baton::protocol
