#include "client/completions.hpp"

#include <algorithm>

#include "client/commands/command.hpp"

namespace baton::client {

namespace {

std::vector<OptionSpec> options_of(const Command& command) {
  OptionSet set;
  command.bind(set);
  Globals globals;
  declare_globals(set, globals);
  return {set.specs().begin(), set.specs().end()};
}

}  // namespace

std::vector<DescribedWord> Completed::members(const std::string& family) const {
  std::vector<DescribedWord> words;
  for (const CompletedCommand& command : commands) {
    if (command.name.starts_with(family + " ")) {
      words.emplace_back(command.name.substr(family.size() + 1), command.summary);
    }
  }
  return words;
}

bool Completed::has_command(const std::string& name) const {
  return std::any_of(commands.begin(), commands.end(),
                     [&](const CompletedCommand& command) { return command.name == name; });
}

std::vector<OptionSpec> Completed::value_options() const {
  std::vector<OptionSpec> options;
  for (const CompletedCommand& command : commands) {
    for (const OptionSpec& option : command.options) {
      const bool known = std::any_of(options.begin(), options.end(), [&](const OptionSpec& other) {
        return other.name == option.name;
      });
      if (option.kind == OptionSpec::Kind::value && !known) options.push_back(option);
    }
  }
  return options;
}

Completed completed_commands() {
  Completed completed;
  for (const Command& command : all_commands()) {
    const std::string name(command.name);
    completed.commands.push_back({name, std::string(command.summary), options_of(command)});
    const std::string first = name.substr(0, name.find(' '));
    if (first == name) {
      completed.first_words.emplace_back(name, command.summary);
    } else if (completed.families.empty() || completed.families.back() != first) {
      completed.families.push_back(first);
      if (!completed.has_command(first))
        completed.first_words.emplace_back(first, "A family of commands");
    }
  }
  completed.first_words.emplace_back("help", "Tell more about a command");
  return completed;
}

}  // namespace baton::client
