#include "daemon/handoff/entities/steps.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>

#include "daemon/base/characters.hpp"
#include "daemon/base/regex.hpp"
#include "daemon/handoff/entities/entities.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

// How much of each text is looked at, in characters. What comes later repeats it, as a rule.
constexpr std::size_t of_a_message = 8000;
constexpr std::size_t of_a_command = 1500;
constexpr std::size_t of_arguments = 400;
constexpr std::size_t of_a_body = 3000;
constexpr std::size_t of_output = 6200;

using Keys = std::vector<std::string>;

using Names = std::vector<Name>;

Names names_in(std::string_view text) {
  auto entities = find_entities(text);
  Names names;
  names.reserve(entities.size());
  for (auto& entity : entities)
    names.push_back(
        {std::move(entity.key), std::string(text.substr(entity.begin, entity.end - entity.begin))});
  return names;
}

Keys keys_of_names(const Names& names) {
  Keys keys;
  keys.reserve(names.size());
  for (const Name& name : names) keys.push_back(name.key);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

bool has_short_arguments(StepKind kind) {
  return kind == StepKind::search || kind == StepKind::web || kind == StepKind::task ||
         kind == StepKind::ask || kind == StepKind::other || kind == StepKind::read;
}

bool has_body(StepKind kind) {
  return kind == StepKind::edit || kind == StepKind::write;
}

/// Without the fields that a command line tool shall print: they name the tool's world, not the
/// project's.
std::string without_output_formats(std::string_view command) {
  static const Regex format(R"(--(?:json|jq|format|template|pretty)(?:=|[\s\x1c-\x1f]+))"
                            R"((?:"[^"]*"|'[^']*'|[^\s\x1c-\x1f]+))");
  return format.replace(command, " ");
}

Names given_to(const StepTool& tool) {
  auto names = names_in(given_text(tool));
  std::erase_if(names, [](const Name& name) { return name.key.front() == 'f'; });
  const auto add_path = [&](const std::string& path) {
    if (auto key = path_key(path)) names.push_back({std::move(*key), path});
  };
  add_path(tool.path);
  std::for_each(tool.paths.begin(), tool.paths.end(), add_path);
  for (auto& command : command_keys(tool.command)) {
    auto words = command.substr(2);
    names.push_back({std::move(command), std::move(words)});
  }
  return names;
}

StepNames names_of_tool(const StepTool& tool) {
  StepNames names;
  names.given = given_to(tool);
  if (has_body(tool.kind)) names.written = names_in(first_characters(tool.arguments, of_a_body));
  names.shown = names_in(first_characters(tool.output, of_output));
  return names;
}

}  // namespace

StepNames names_of(const Step& step) {
  if (step.role == StepRole::tool) return names_of_tool(step.tool);
  StepNames names;
  if (step.role == StepRole::note) return names;
  const auto text = first_characters(step.text, of_a_message);
  (step.role == StepRole::user ? names.given : names.written) = names_in(text);
  if (step.role != StepRole::summary) names.topics = topic_words(without_fenced_blocks(text));
  return names;
}

StepKeys keys_of(const StepNames& names) {
  return {keys_of_names(names.given), keys_of_names(names.written), keys_of_names(names.shown),
          names.topics};
}

StepKeys keys_of(const Step& step) {
  return keys_of(names_of(step));
}

std::string given_text(const StepTool& tool) {
  std::string text;
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    if (!text.empty()) text += '\n';
    text += part;
  };
  add(tool.path);
  for (const auto& path : tool.paths) add(path);
  add(without_output_formats(first_characters(tool.command, of_a_command)));
  if (has_short_arguments(tool.kind)) add(first_characters(tool.arguments, of_arguments));
  return text;
}

}  // namespace baton::handoff
