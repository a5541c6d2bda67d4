#include "protocol/generator/model.hpp"

#include <boost/json/array.hpp>

#include "protocol/contracts.hpp"
#include "protocol/json/schema.hpp"

namespace baton::protocol::generator {

namespace {

template <Described T>
Type type_of() {
  Type type{std::string(type_name(static_cast<const T*>(nullptr))), {}};
  detail::for_each_field<T>([&]<class Member>(Member member, const FieldDoc& doc) {
    using Value = MemberType<T, Member>;
    type.fields.push_back(
        {member.name, std::string(doc.text), value_schema<Value>(), !is_optional<Value>});
  });
  return type;
}

/// Adds T, when it is a struct, and the structs inside it, unless they are there.
template <class T>
void add_types(std::vector<Type>& types) {
  if constexpr (is_optional<T> || is_vector<T>) {
    add_types<typename T::value_type>(types);
  } else if constexpr (Described<T>) {
    Type type = type_of<T>();
    for (const Type& known : types) {
      if (known.name == type.name) return;
    }
    types.push_back(std::move(type));
    detail::for_each_field<T>(
        [&]<class Member>(Member, const FieldDoc&) { add_types<MemberType<T, Member>>(types); });
  }
}

template <class T>
std::string result_name() {
  if constexpr (Described<T>) return std::string(type_name(static_cast<const T*>(nullptr)));
  return {};
}

}  // namespace

Model protocol_model() {
  Model model;
  for_each_method([&]<class Params, class Result>(const Contract<Params, Result>& contract) {
    model.methods.push_back({std::string(contract.name), std::string(contract.summary),
                             type_of<Params>(), result_name<Result>()});
    add_types<Params>(model.types);
    add_types<Result>(model.types);
  });
  for_each_notification([&]<class Params>(const NotificationContract<Params>& contract) {
    model.notifications.push_back(
        {std::string(contract.name), std::string(contract.summary), type_of<Params>(), {}});
    add_types<Params>(model.types);
  });
  return model;
}

std::string spelled(const boost::json::object& schema, const TypeSpelling& spelling) {
  if (const auto* ref = schema.if_contains("$ref")) {
    const auto& text = ref->as_string();
    const std::string name(text.subview(schema_ref_prefix.size()));
    return std::string(spelling.type_prefix) + name + std::string(spelling.type_suffix);
  }
  const auto* type = schema.if_contains("type");
  if (type == nullptr) return std::string(spelling.any);
  const auto& name = type->as_string();
  if (name == "array") return spelled(schema.at("items").as_object(), spelling) + "[]";
  if (name == "string") return std::string(spelling.string);
  if (name == "integer") return std::string(spelling.integer);
  if (name == "number") return std::string(spelling.number);
  if (name == "boolean") return std::string(spelling.boolean);
  return std::string(spelling.object);
}

}  // namespace baton::protocol::generator
