#pragma once
// A session as a sequence of steps: messages, and tool calls together with their results.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace baton::handoff {

enum class StepRole { user, assistant, tool, summary, note };
enum class StepKind { none, read, search, edit, write, remove, shell, task, todo, ask, web, other };

struct StepTodo {
  std::string text;
  std::string status;
};

/// What a tool was given and what it put out.
struct StepTool {
  std::string name;
  StepKind kind = StepKind::none;
  std::string path;
  std::vector<std::string> paths;
  std::string command;
  std::string arguments;  ///< all other input, as text: patterns, descriptions, edit bodies
  std::string output;
  std::optional<std::int64_t> exit_code;
  bool failed = false;
  std::vector<StepTodo> todos;
};

struct Step {
  StepRole role = StepRole::user;
  std::int64_t index = 0;  ///< of the turn in its session, as citations name it
  std::string time;        ///< RFC 3339, empty when unknown
  std::string text;        ///< of a message; empty for a tool's step
  StepTool tool;
};

/// Something that a step names, as it is written there.
struct Name {
  std::string key;
  std::string written_as;
};

/// What a step names, by the role in which it names it, in the order of the text.
struct StepNames {
  std::vector<Name> given;
  std::vector<Name> written;
  std::vector<Name> shown;
  std::vector<std::string> topics;
};

/// What a step names, by the role in which it names it; each key once, not resolved.
struct StepKeys {
  std::vector<std::string> given;    ///< by the user, or to a tool: paths, command, patterns
  std::vector<std::string> written;  ///< in prose of the agent, or in the body of an edit
  std::vector<std::string> shown;    ///< in a tool's output
  std::vector<std::string> topics;   ///< words of prose, without `t:`
};

/// The entities and topic words of a step. Pure.
StepNames names_of(const Step& step);
StepKeys keys_of(const StepNames& names);
StepKeys keys_of(const Step& step);

/// Whether a shell step went well, by its exit code or by what it put out; nothing when that does
/// not tell. Pure.
std::optional<bool> outcome_of(const StepTool& tool);

/// The text that an agent gave a tool in order to act: paths, command and short arguments, never
/// the bodies of edits. Pure.
std::string given_text(const StepTool& tool);

}  // namespace baton::handoff
