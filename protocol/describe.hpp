#pragma once
// One macro that makes a protocol struct known: to the JSON mapping, to rpc.discover and to the
// generated clients.

#include <array>
#include <string_view>

#include <boost/describe.hpp>
#include <boost/preprocessor.hpp>

namespace baton::protocol {

/// The documentation of one field of a described struct.
struct FieldDoc {
  std::string_view name;  ///< the C++ member's name, which is also its JSON key
  std::string_view text;  ///< what it means, with units; one or two sentences
};

}  // namespace baton::protocol

#define BATON_DETAIL_FIELD_NAME(r, data, field) BOOST_PP_TUPLE_ELEM(2, 0, field)
#define BATON_DETAIL_FIELD_DOC(r, data, field)                                      \
  ::baton::protocol::FieldDoc{BOOST_PP_STRINGIZE(BOOST_PP_TUPLE_ELEM(2, 0, field)), \
                                                 BOOST_PP_TUPLE_ELEM(2, 1, field)},

/// Describes a struct of namespace scope: BATON_DESCRIBE(Type, (member, "documentation"), ...).
///
/// Gives Boost.Describe its members in this order and defines two functions found by
/// argument-dependent lookup: `field_docs(const Type*)`, a std::array<FieldDoc, N> in the same
/// order, and `type_name(const Type*)`, the name under which the type is published. A struct
/// without members is described by BATON_DESCRIBE_EMPTY.
#define BATON_DESCRIBE(Type, ...)                                                                 \
  BOOST_DESCRIBE_STRUCT(Type, (),                                                                 \
                        (BOOST_PP_SEQ_ENUM(BOOST_PP_SEQ_TRANSFORM(                                \
                            BATON_DETAIL_FIELD_NAME, ~, BOOST_PP_VARIADIC_TO_SEQ(__VA_ARGS__))))) \
  constexpr std::string_view type_name(const Type*) {                                             \
    return #Type;                                                                                 \
  }                                                                                               \
  constexpr auto field_docs(const Type*) {                                                        \
    return std::array{                                                                            \
        BOOST_PP_SEQ_FOR_EACH(BATON_DETAIL_FIELD_DOC, ~, BOOST_PP_VARIADIC_TO_SEQ(__VA_ARGS__))}; \
  }

/// Describes a struct that has no members.
#define BATON_DESCRIBE_EMPTY(Type)                       \
  BOOST_DESCRIBE_STRUCT(Type, (), ())                    \
  constexpr std::string_view type_name(const Type*) {    \
    return #Type;                                        \
  }                                                      \
  constexpr auto field_docs(const Type*) {               \
    return std::array<::baton::protocol::FieldDoc, 0>{}; \
  }
