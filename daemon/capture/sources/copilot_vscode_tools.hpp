#pragma once
// The tool calls of an answer in VS Code's chat.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"

namespace baton::capture::copilot_vscode {

/// The text of a Markdown value, which is a string or an object with one; empty for others.
std::string_view markdown_text(const boost::json::value* value);

/// The path of an address as VS Code writes it: `{"scheme":"file","fsPath":…,"path":…}` or text.
std::string path_of_address(const boost::json::value* address);

/// Tells the tool calls of one request's answer. What the answer's parts tell of a call is what was
/// shown; what the model gave and got stands in the request's `result.metadata`, which comes when
/// the answer is complete.
class ToolTeller {
 public:
  /// @param request must live as long as this
  explicit ToolTeller(const boost::json::object& request);

  /// Tells the call of a `toolInvocationSerialized` part and, once it has run, its result. Takes
  /// two part numbers.
  void tell_invocation(const boost::json::object& part, MessageTeller& teller);
  /// Tells a `textEditGroup` part as a call of its own, since it says what was really changed.
  /// Takes one part number.
  void tell_edits(const boost::json::object& part, MessageTeller& teller);

 private:
  struct Call {
    std::string_view id;
    std::string_view name;
    std::string_view arguments;
  };
  const Call* call_of(const boost::json::object& part);
  std::string input_of(const boost::json::object& part, const Call* call) const;
  std::string output_of(const boost::json::object& part, const Call* call) const;
  std::vector<store::FileTouch> files_of(const boost::json::object& part, const Call* call);

  std::vector<Call> calls_;  // as the model made them
  const boost::json::object* results_ = nullptr;
  std::size_t invocations_ = 0;    // told so far
  bool same_order_ = false;        // ids differ, but there is one invocation for each call
  bool has_edits_ = false;         // the answer has textEditGroup parts
  std::vector<std::string> made_;  // files that calls created
  JsonReader arguments_;
};

}  // namespace baton::capture::copilot_vscode
