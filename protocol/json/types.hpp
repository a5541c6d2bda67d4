#pragma once
// The types that the JSON mapping knows, told apart at compile time.

#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>

#include "protocol/describe.hpp"

namespace baton::protocol {

/// What to do with an object's key that the described struct does not have.
enum class UnknownKeys {
  refuse,  ///< it is a mistake of the sender: for parameters
  ignore,  ///< it comes from a newer sender: for results and notifications
};

/// A struct made known by BATON_DESCRIBE or BATON_DESCRIBE_EMPTY.
template <class T>
concept Described = requires(const T* type) {
  field_docs(type);
  { type_name(type) } -> std::convertible_to<std::string_view>;
};

/// An integer that is neither bool nor a character.
template <class T>
concept JsonInteger = std::integral<T> && !std::same_as<T, bool> && sizeof(T) >= 2;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

/// Only ever instantiated for a type without a JSON form, to make its static_assert fail there.
template <class T>
inline constexpr bool has_json_form = false;

/// The members of a described struct in the order of their description, for
/// boost::mp11::mp_for_each.
template <Described T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

/// The type of the member that a descriptor from Members<T> stands for.
template <Described T, class Descriptor>
using MemberType =
    std::remove_cvref_t<decltype(std::declval<T&>().*std::declval<Descriptor>().pointer)>;

}  // namespace baton::protocol
