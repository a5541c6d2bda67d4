#include "protocol/openrpc.hpp"

#include <string>

#include <boost/json/array.hpp>

#include "protocol/contracts.hpp"
#include "protocol/errors.hpp"
#include "protocol/json/schema.hpp"

namespace baton::protocol {

namespace {

using boost::json::array;
using boost::json::object;

template <Described Params>
array content_descriptors() {
  array params;
  detail::for_each_field<Params>([&]<class Member>(Member member, const FieldDoc& doc) {
    using Field = MemberType<Params, Member>;
    params.push_back(object{{"name", member.name},
                            {"description", doc.text},
                            {"required", !is_optional<Field>},
                            {"schema", value_schema<Field>()}});
  });
  return params;
}

template <class Result>
object result_descriptor() {
  if constexpr (Described<Result>) {
    const std::string_view name = type_name(static_cast<const Result*>(nullptr));
    return {{"name", name}, {"schema", value_schema<Result>()}};
  } else {
    return {{"name", "Document"}, {"schema", value_schema<Result>()}};
  }
}

array error_references() {
  array references;
  for (const ErrorInfo& error : error_table()) {
    if (!error.from_method) continue;
    references.push_back(object{{"$ref", "#/components/errors/" + std::string(error.name)}});
  }
  return references;
}

object error_components() {
  object errors;
  for (const ErrorInfo& error : error_table()) {
    const auto code = static_cast<std::int64_t>(error.code);
    errors.emplace(error.name, object{{"code", code}, {"message", error.meaning}});
  }
  return errors;
}

template <class Params, class Result>
object method_object(const Contract<Params, Result>& contract) {
  return {{"name", contract.name},
          {"summary", contract.summary},
          {"paramStructure", "by-name"},
          {"params", content_descriptors<Params>()},
          {"result", result_descriptor<Result>()},
          {"errors", error_references()}};
}

template <class Params>
object notification_object(const NotificationContract<Params>& contract) {
  return {{"name", contract.name},
          {"summary", contract.summary},
          {"paramStructure", "by-name"},
          {"params", content_descriptors<Params>()}};
}

/// Adds the structs inside Params, which may be referred to; not Params itself, which has no name
/// on the wire.
template <Described Params>
void collect_param_schemas(object& schemas) {
  detail::for_each_field<Params>([&]<class Member>(Member, const FieldDoc&) {
    collect_schemas<MemberType<Params, Member>>(schemas, UnknownKeys::refuse);
  });
}

}  // namespace

boost::json::object openrpc_document(std::string_view version) {
  array methods;
  array notifications;
  object schemas;
  for_each_method([&]<class Params, class Result>(const Contract<Params, Result>& contract) {
    methods.push_back(method_object(contract));
    collect_param_schemas<Params>(schemas);
    collect_schemas<Result>(schemas);
  });
  for_each_notification([&]<class Params>(const NotificationContract<Params>& contract) {
    notifications.push_back(notification_object(contract));
    collect_param_schemas<Params>(schemas);
  });
  return {
      {"openrpc", "1.3.2"},
      {"info",
       {{"title", "Baton"},
        {"description",
         "The local daemon that hands each AI coding session's context to the next. JSON-RPC 2.0 "
         "over a Unix socket, one JSON text per line or Content-Length headers."},
        {"version", version},
        {"x-protocol-version", protocol_version}}},
      {"methods", std::move(methods)},
      {"x-notifications", std::move(notifications)},
      {"components", {{"schemas", std::move(schemas)}, {"errors", error_components()}}}};
}

}  // namespace baton::protocol
