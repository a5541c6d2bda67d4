#pragma once
// From a message of Crush to turns.

#include <string>
#include <string_view>

#include <boost/json/array.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/open_calls.hpp"

namespace baton::capture::crush {

/// What the turns of one message have in common.
struct Message {
  std::string id;
  std::string role;  ///< user, assistant, tool or system
  Milliseconds time = 0;
  bool is_summary = false;
  bool is_from_subagent = false;  ///< no person types in its session
};

/// Tells the turns of messages. A part has twice its index as its part number, since a command that
/// a person ran is two turns. A call that has no input yet is left out.
class MessageTelling {
 public:
  /// Tells one message. Takes the calls that its results answer out of `calls`. Returns the type of
  /// a part, or the role, that is not understood; empty when all is. Source: Crush's message types
  /// of July 2025 to 2026.
  std::string tell(const Message& message, const boost::json::array& parts, OpenCalls& calls,
                   EventSink& sink);

 private:
  JsonReader inputs_;  // a call's input and a result's metadata are JSON within JSON
};

}  // namespace baton::capture::crush
