#pragma once
// Builds the material of a handoff turn by turn, as the store would give it.

#include <string>
#include <string_view>

#include "daemon/handoff/handoff.hpp"

namespace baton::handoff {

/// One session under construction. Every call appends turns and returns the builder.
class SessionBuilder {
 public:
  explicit SessionBuilder(std::int64_t number);

  SessionBuilder& user(std::string text);
  SessionBuilder& injected(std::string text);
  SessionBuilder& agent(std::string text);
  SessionBuilder& summary(std::string text);
  /// A tool call and its result; `input` is JSON or plain text.
  SessionBuilder& tool(std::string name, store::ToolKind kind, std::string input,
                       std::string output, bool is_error = false);
  /// The call alone.
  SessionBuilder& call(std::string name, store::ToolKind kind, std::string input);
  SessionBuilder& shell(const std::string& command, std::string output, bool is_error = false);
  SessionBuilder& edit(const std::string& path, const std::string& before = "old line of text",
                       const std::string& after = "new line of text");

  /// Leaves the ids of tool calls empty from here on, as some logs do.
  SessionBuilder& without_ids();

  const SessionTurns& done() const { return session_; }

 private:
  store::Turn& add(store::Role role, store::TurnKind kind, std::string text);

  SessionTurns session_;
  bool ids_ = true;
};

/// Material of these sessions, the newest first.
Material material_of(std::vector<SessionTurns> sessions);

/// The lines of a section as text; empty when the document has no such section.
std::vector<std::string> lines_in(const Built& built, SectionName section);

/// True when one of the lines holds the text.
bool any_holds(const std::vector<std::string>& lines, std::string_view text);

}  // namespace baton::handoff
