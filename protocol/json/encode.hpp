#pragma once
// From described structs to JSON.

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>

#include "protocol/json/types.hpp"
#include "protocol/json/utf8.hpp"

namespace baton::protocol {

/// JSON of a text. Bytes that are not UTF-8, which file names may hold, become U+FFFD: one such
/// name would make the whole message unreadable. Any thread.
inline boost::json::value encode_text(std::string_view text) {
  if (valid_utf8_length(text) == text.size()) return boost::json::string(text);
  return boost::json::string(repaired_utf8(text));
}

template <class T>
boost::json::value encode(const T& value);

namespace detail {

template <Described T>
boost::json::object encode_struct(const T& value) {
  boost::json::object object;
  object.reserve(boost::mp11::mp_size<Members<T>>::value);
  boost::mp11::mp_for_each<Members<T>>([&](auto member) {
    const auto& field = value.*member.pointer;
    if constexpr (is_optional<std::remove_cvref_t<decltype(field)>>) {
      if (field) object.emplace(member.name, encode(*field));
    } else {
      object.emplace(member.name, encode(field));
    }
  });
  return object;
}

template <class Vector>
boost::json::array encode_vector(const Vector& values) {
  boost::json::array array;
  array.reserve(values.size());
  for (const auto& value : values) array.push_back(encode(value));
  return array;
}

}  // namespace detail

/// Makes JSON from a value. Members that are an empty std::optional are left out; a number that is
/// not finite, for which JSON has no form, becomes null. Any thread.
///
/// @tparam T a described struct, or any type that may be a member of one
template <class T>
boost::json::value encode(const T& value) {
  if constexpr (is_optional<T>) {
    return value ? encode(*value) : boost::json::value(nullptr);
  } else if constexpr (std::same_as<T, boost::json::value> || std::same_as<T, bool>) {
    return value;
  } else if constexpr (std::same_as<T, boost::json::object>) {
    return boost::json::value(value);
  } else if constexpr (std::same_as<T, double>) {
    return std::isfinite(value) ? boost::json::value(value) : boost::json::value(nullptr);
  } else if constexpr (std::same_as<T, std::string>) {
    return encode_text(value);
  } else if constexpr (JsonInteger<T>) {
    return static_cast<std::int64_t>(value);
  } else if constexpr (is_vector<T>) {
    return detail::encode_vector(value);
  } else if constexpr (Described<T>) {
    return detail::encode_struct(value);
  } else {
    static_assert(has_json_form<T>, "describe the struct with BATON_DESCRIBE, or use a type above");
  }
}

/// The object itself, without the copy.
inline boost::json::value encode(boost::json::object&& value) {
  return boost::json::value(std::move(value));  // braces would make an array around it
}

}  // namespace baton::protocol
