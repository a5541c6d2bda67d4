#pragma once
// From the pieces of one message in a log to its turns.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/injected.hpp"

namespace baton::capture {

/// Where and when a message was found.
struct MessageOrigin {
  std::string external_id;  ///< the format's own id; empty when it has none
  std::int64_t line = 0;    ///< TurnEvent::line
  Milliseconds time = 0;    ///< 0 when the log has no time
  bool injected = false;    ///< the user's text of this message was typed by no person
};

/// A tool's answer.
struct ToolResult {
  std::string_view call_id;
  std::string_view tool;  ///< its name as the agent gives it
  std::string_view text;  ///< `(no output)` stands in when it is blank
  bool is_error = false;
  std::vector<store::FileTouch> files;
};

/// Tells the turns of one message. Each call takes the next part numbers whether there is something
/// to tell or not, so that what is told later of the same message does not move what was told
/// before.
class MessageTeller {
 public:
  MessageTeller(MessageOrigin origin, EventSink& sink) : origin_(std::move(origin)), sink_(sink) {}

  /// A user's text; what the marks call injected becomes turns of its own.
  void user_text(std::string_view text, const InjectedMarks& marks);
  /// What an assistant or a system says.
  void text(store::Role role, std::string_view text, bool is_error = false);
  void thinking(std::string_view text);
  /// A summary that replaces what was said before.
  void summary(std::string_view text);
  /// @param input compact JSON, or whatever the tool is given
  void tool_call(std::string_view call_id, std::string_view tool, std::string_view input,
                 std::vector<store::FileTouch> files = {});
  void tool_result(ToolResult result);
  /// Passes over a part number.
  void skip() { ++part_; }

 private:
  TurnEvent next(store::Role role, store::TurnKind kind, std::string_view text);
  void tell(TurnEvent turn);

  MessageOrigin origin_;
  EventSink& sink_;
  int part_ = 0;
};

}  // namespace baton::capture
