#pragma once
// From a message of Goose to turns, whether it is a row or a line.

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/open_calls.hpp"

namespace baton::capture::goose {

/// A message as it is kept; the pointers may be null.
struct Message {
  std::string external_id;
  std::string_view role;
  Milliseconds time = 0;
  const boost::json::array* content = nullptr;
  const boost::json::object* metadata = nullptr;
  bool is_from_subagent = false;  ///< no person types in its session
};

/// Goose counts seconds, and here and there milliseconds.
Milliseconds time_of(std::int64_t created);

/// The id of a message that has none, or one that another copy of it lacks: the session, second and
/// role, and which of several alike it is, from 0.
std::string made_up_id(std::string_view session, std::string_view role, std::int64_t created,
                       int occurrence);

/// Tells the turns of a message; a content item has its index as its part number. Takes the calls
/// that its results answer out of `calls`. Returns the type of an item, or the role, that is not
/// understood; empty when all is. Source: Goose's message types of versions 1.0 to 1.20.
std::string tell_message(const Message& message, OpenCalls& calls, EventSink& sink);

}  // namespace baton::capture::goose
