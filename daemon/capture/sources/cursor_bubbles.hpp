#pragma once
// The messages of a conversation in Cursor's database, which it calls bubbles.

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"

namespace baton::capture::cursor {

/// What a bubble does not tell of itself.
struct BubbleOrigin {
  std::string id;         ///< the bubble's
  Milliseconds time = 0;  ///< of the conversation: for bubbles without one
  std::string model;      ///< of the conversation
  bool injected = false;  ///< a subagent's: what it is asked no person typed
};

/// Tells the turns and the usage of bubbles. Each part of a bubble has its number whether it is
/// there or not: thinking 0, text 1 (of a user 0 to 2), a tool's call 2 and its result 3.
class BubbleTeller {
 public:
  /// False when the bubble is of no known type.
  bool tell(const boost::json::object& bubble, const BubbleOrigin& origin, EventSink& sink);

 private:
  JsonReader inner_;
};

}  // namespace baton::capture::cursor
