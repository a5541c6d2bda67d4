#pragma once
// From the items of a Codex log, which are those of OpenAI's Responses API, to turns.

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"
#include "daemon/capture/sources/open_calls.hpp"

namespace baton::capture::codex {

/// Tells the turns of items: messages, thoughts, tool calls and their outputs.
class ItemReader {
 public:
  /// @param calls what waits for outputs; outlives the reader
  explicit ItemReader(OpenCalls& calls) : calls_(calls) {}

  /// Tells the item's turns. False when its type is not known; `origin.injected` says that no
  /// person typed what is in the user's messages. The item's own id takes the place of
  /// `origin.external_id`.
  bool tell(const boost::json::object& item, MessageOrigin origin, EventSink& sink);

 private:
  void tell_message(const boost::json::object& item, const MessageOrigin& origin, EventSink& sink);
  void tell_call(std::string_view call_id, std::string_view tool, std::string_view input,
                 MessageTeller& teller);
  void tell_function_call(const boost::json::object& item, MessageTeller& teller);
  void tell_output(const boost::json::object& item, MessageTeller& teller);
  void tell_found_tools(const boost::json::object& item, MessageTeller& teller);

  OpenCalls& calls_;
  JsonReader nested_;
};

}  // namespace baton::capture::codex
