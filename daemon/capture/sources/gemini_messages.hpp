#pragma once
// From a message of a Gemini CLI session to turns.

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/message_teller.hpp"

namespace baton::capture::gemini {

/// Where a message stands and who wrote it.
struct MessagePlace {
  std::int64_t line = 0;
  bool in_subagent = false;  ///< what its user says is another agent's words
};

/// Tells the turns of a message. Part 0 is a thought or what was typed, the parts from 1 are what
/// was said or sent; each tool call has two parts behind them, whether it has a result yet or not.
/// False when the message's type is not known.
bool tell_message(const boost::json::object& message, const MessagePlace& place, EventSink& sink);

/// The tokens of an answer; empty key when the message tells none.
store::Usage usage_of(const boost::json::object& message);

/// Milliseconds of the message's time; 0 when it has none.
Milliseconds time_of(const boost::json::object& message);

}  // namespace baton::capture::gemini
