#pragma once
// Reading JSON whose shape is not promised: what is absent or of another type reads as nothing.

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json.hpp>

namespace baton::capture {

/// How deep a record may be nested; a deeper one is not parsed. Bounds the recursion of everything
/// that walks one.
constexpr std::size_t max_json_depth = 256;

/// The member if it is an object, an array or a string; else null or an empty text.
const boost::json::object* object_member(const boost::json::object& object, std::string_view key);
const boost::json::array* array_member(const boost::json::object& object, std::string_view key);
std::string_view string_member(const boost::json::object& object, std::string_view key);

/// True when the member is `true`.
bool flag_member(const boost::json::object& object, std::string_view key);

/// The member as a whole number; 0 when it is none.
std::int64_t number_member(const boost::json::object& object, std::string_view key);

/// The object that a parser saved as its state; one without members when the text is no JSON
/// object, as it is at a log's beginning.
boost::json::object parse_state(std::string_view state);

/// Compact JSON with the members in their order and numbers as short as they can be
/// (boost::json::serialize writes 1.5 as 1.5E0). UTF-8 is not escaped.
std::string to_compact_json(const boost::json::value& value);

/// A repaired copy of a line that is not JSON because of its characters: ill-formed UTF-8 and NUL
/// are replaced, and so are escapes of lone surrogates, which JavaScript writes where it cut a text
/// within a character.
std::string repaired_json(std::string_view line);

}  // namespace baton::capture
