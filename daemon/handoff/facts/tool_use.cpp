#include "daemon/handoff/facts/tool_use.hpp"

#include <boost/json/parse.hpp>

#include "daemon/base/text.hpp"

namespace baton::handoff {
namespace {

using store::ToolKind;
using store::TurnKind;

boost::json::object parse_input(std::string_view text) {
  const auto trimmed = trim(text);
  if (trimmed.empty() || trimmed.front() != '{') return {};
  boost::system::error_code error;
  auto value = boost::json::parse(boost::json::string_view(trimmed.data(), trimmed.size()), error);
  return !error && value.is_object() ? std::move(value.as_object()) : boost::json::object{};
}

std::string_view view(const boost::json::string& text) {
  return {text.data(), text.size()};
}

bool is_check_line(const CommandLine& line) {
  const auto* command = line.main();
  return command != nullptr && is_check(command->purpose);
}

void start(ToolUse& use, const store::Turn& call) {
  use.call = &call;
  use.input = parse_input(call.text);
  if (call.tool_kind == ToolKind::shell) use.command = parse_command_line(use.command_text());
}

void finish(ToolUse& use, const store::Turn& result) {
  use.result = &result;
  use.outcome =
      outcome_of(use.output(), result.is_error, is_check_line(use.command), use.command.piped);
}

}  // namespace

std::string_view ToolUse::input_text(std::initializer_list<std::string_view> names) const {
  for (const auto name : names) {
    const auto* member = input.if_contains(boost::json::string_view(name.data(), name.size()));
    if (member != nullptr && member->is_string() && !member->get_string().empty())
      return view(member->get_string());
  }
  return {};
}

std::string_view ToolUse::path() const {
  return input_text({"file_path", "notebook_path", "path", "filePath", "target_file",
                     "absolute_path", "relative_path"});
}

std::string ToolUse::command_text() const {
  if (call->tool_kind != ToolKind::shell) return {};
  if (input.empty()) return call->text;
  if (const auto text = input_text({"command", "cmd", "script", "code"}); !text.empty())
    return std::string(text);
  const auto* words = input.if_contains("command");
  if (words == nullptr || !words->is_array()) return {};
  std::string out;
  for (const auto& word : words->get_array()) {  // ["bash", "-lc", "the command line"]
    if (!word.is_string()) continue;
    const auto text = view(word.get_string());
    if (out.empty() &&
        (text == "bash" || text == "sh" || text == "-lc" || text == "-c" || text == "zsh"))
      continue;
    out += (out.empty() ? "" : " ") + std::string(text);
  }
  return out;
}

void ToolUseReader::read(const store::Turn& turn, std::vector<ToolUse>& uses) {
  if (turn.kind == TurnKind::tool_call) {
    if (!turn.tool_call_id.empty()) by_id_[turn.tool_call_id] = uses.size();
    start(uses.emplace_back(), turn);
  } else if (turn.kind == TurnKind::tool_result) {
    const auto known = turn.tool_call_id.empty() ? by_id_.end() : by_id_.find(turn.tool_call_id);
    if (known != by_id_.end()) {
      finish(uses[known->second], turn);
    } else if (turn.tool_call_id.empty() && !uses.empty() && uses.back().result == nullptr) {
      finish(uses.back(), turn);
    }
  }
}

std::vector<ToolUse> tool_uses(const Turns& turns) {
  std::vector<ToolUse> uses;
  ToolUseReader reader;
  for (const auto& turn : turns) reader.read(turn, uses);
  return uses;
}

}  // namespace baton::handoff
