#pragma once
// From JSON to described structs, with errors that name the place. The only way into a params
// struct.

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>

#include "protocol/errors.hpp"
#include "protocol/json/types.hpp"

namespace baton::protocol {

/// The place of a value within a message. Each node lives on the decoder's stack and points to its
/// parent, so that a path costs nothing until an error has to spell it out.
class JsonPath {
 public:
  /// @param root what the whole value is called, e.g. "params"; must outlive the path
  explicit JsonPath(std::string_view root) : key_(root) {}
  /// The value of `key` in the object at `parent`; both must outlive the path.
  JsonPath(const JsonPath& parent, std::string_view key) : parent_(&parent), key_(key) {}
  /// The element `index` (from 0) of the array at `parent`, which must outlive the path.
  JsonPath(const JsonPath& parent, std::size_t index) : parent_(&parent), index_(index) {}

  /// E.g. `params.topics[2]`; keys longer than 64 bytes are cut.
  std::string to_string() const;

 private:
  const JsonPath* parent_ = nullptr;
  std::string_view key_;  // a null view for an array's element
  std::size_t index_ = 0;
};

namespace detail {

// What does not depend on the struct's type is compiled once, in decode.cpp. Each throws RpcError
// invalid_params with the path.
[[noreturn]] void fail_decoding(const JsonPath& path, std::string_view complaint);
const boost::json::object& expect_object(const boost::json::value& json, const JsonPath& path);
const boost::json::array& expect_array(const boost::json::value& json, const JsonPath& path);
bool expect_bool(const boost::json::value& json, const JsonPath& path);
double expect_number(const boost::json::value& json, const JsonPath& path);
std::string expect_string(const boost::json::value& json, const JsonPath& path);
std::int64_t expect_integer(const boost::json::value& json, std::int64_t low, std::int64_t high,
                            const JsonPath& path);
void refuse_unknown_keys(const boost::json::object& json, std::span<const FieldDoc> known,
                         const JsonPath& path);
// The empty object for params that are absent (null) or `[]`, else `params` itself.
const boost::json::value& named_params(const boost::json::value& params);

template <class T>
T decode_at(const boost::json::value& json, const JsonPath& path, UnknownKeys unknown);

template <class T, class Descriptor>
void decode_member(T& result, Descriptor member, const boost::json::object& json,
                   const JsonPath& path, UnknownKeys unknown) {
  using Member = MemberType<T, Descriptor>;
  const JsonPath at(path, std::string_view(member.name));
  if (const boost::json::value* found = json.if_contains(member.name)) {
    result.*member.pointer = decode_at<Member>(*found, at, unknown);
  } else if constexpr (!is_optional<Member>) {
    fail_decoding(at, "is required");
  }
}

template <Described T>
T decode_struct(const boost::json::value& json, const JsonPath& path, UnknownKeys unknown) {
  const boost::json::object& object = expect_object(json, path);
  // Before the members: a mistyped required name should be reported as such, not as missing.
  if (unknown == UnknownKeys::refuse) {
    const auto docs = field_docs(static_cast<const T*>(nullptr));
    refuse_unknown_keys(object, docs, path);
  }
  T result{};
  boost::mp11::mp_for_each<Members<T>>(
      [&](auto member) { decode_member(result, member, object, path, unknown); });
  return result;
}

template <class Vector>
Vector decode_vector(const boost::json::value& json, const JsonPath& path, UnknownKeys unknown) {
  const boost::json::array& array = expect_array(json, path);
  Vector result;
  result.reserve(array.size());
  for (std::size_t i = 0; i < array.size(); ++i) {
    const JsonPath at(path, i);
    result.push_back(decode_at<typename Vector::value_type>(array[i], at, unknown));
  }
  return result;
}

template <class T>
T decode_at(const boost::json::value& json, const JsonPath& path, UnknownKeys unknown) {
  if constexpr (is_optional<T>) {
    if (json.is_null()) return std::nullopt;
    return decode_at<typename T::value_type>(json, path, unknown);
  } else if constexpr (std::same_as<T, boost::json::value>) {
    return json;
  } else if constexpr (std::same_as<T, boost::json::object>) {
    return expect_object(json, path);
  } else if constexpr (std::same_as<T, bool>) {
    return expect_bool(json, path);
  } else if constexpr (std::same_as<T, double>) {
    return expect_number(json, path);
  } else if constexpr (std::same_as<T, std::string>) {
    return expect_string(json, path);
  } else if constexpr (JsonInteger<T>) {
    using Limits = std::numeric_limits<T>;
    static_assert(std::in_range<std::int64_t>(Limits::max()), "JSON integers are 64 bits, signed");
    return static_cast<T>(expect_integer(json, Limits::min(), Limits::max(), path));
  } else if constexpr (is_vector<T>) {
    return decode_vector<T>(json, path, unknown);
  } else if constexpr (Described<T>) {
    return decode_struct<T>(json, path, unknown);
  } else {
    static_assert(has_json_form<T>, "describe the struct with BATON_DESCRIBE, or use a type above");
  }
}

}  // namespace detail

/// Makes a T from JSON.
///
/// A member that is not a std::optional is required; null counts as absent for one that is. A
/// number without a fraction is an integer however it is written (2.0, 2e0). Any thread.
///
/// @tparam T      a described struct, or any type that may be a member of one
/// @param json    the value to read
/// @param path    what the value is called in error messages
/// @param unknown what to do with keys that a struct does not have, at every level
/// @throws RpcError invalid_params, e.g. `params.topics[2]: expected a string`
template <class T>
T decode(const boost::json::value& json, std::string_view path = "params",
         UnknownKeys unknown = UnknownKeys::refuse) {
  return detail::decode_at<T>(json, JsonPath(path), unknown);
}

/// Makes a method's parameters from the `params` of a request. Absent (null) and `[]` are no
/// parameters; other arrays are refused, because this protocol names its parameters. Unknown names
/// are refused. Any thread.
///
/// @throws RpcError invalid_params
template <Described T>
T decode_params(const boost::json::value& params) {
  return decode<T>(detail::named_params(params));
}

/// Makes a method's result from the `result` of a response, for clients; keys that a newer daemon
/// added are ignored. Any thread.
///
/// @throws RpcError invalid_params with a path that begins with `result`, when it is not of this
/// type
template <class T>
T decode_result(const boost::json::value& result) {
  return decode<T>(result, "result", UnknownKeys::ignore);
}

}  // namespace baton::protocol
