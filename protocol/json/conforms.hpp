#pragma once
// Whether a JSON value is what a schema promises: tests hold every real result against its
// documented type.

#include <optional>
#include <string>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "protocol/json/types.hpp"

namespace baton::protocol {

/// Checks `json` against a schema as made by json_schema() or value_schema(). Knows the keywords
/// that these use (`$ref`, `allOf`, `type`, `properties`, `required`, `additionalProperties:
/// false`, `items`) and no others. Any thread.
///
/// @param schema  the schema of the value
/// @param schemas the named schemas that a `$ref` may mean, by name
/// @param unknown refuse also reports keys that are not among `properties`, which a result from the
/// same
///                build must not have
/// @param path    what the value is called in the answer
/// @return what is wrong and where, e.g. `result.turns[0].id: expected integer`; nothing when all
/// is well
std::optional<std::string> find_nonconformity(const boost::json::value& json,
                                              const boost::json::object& schema,
                                              const boost::json::object& schemas,
                                              UnknownKeys unknown = UnknownKeys::refuse,
                                              const std::string& path = "result");

}  // namespace baton::protocol
