#include "client/command_line.hpp"

#include <algorithm>

#include "protocol/json/nearest.hpp"

namespace baton::client {

namespace {

bool takes_value(const std::string& option) {
  return option == "--socket" || option == "--timeout";
}

std::string joined(const std::vector<std::string>& name) {
  std::string text;
  for (const std::string& word : name) text += (text.empty() ? "" : " ") + word;
  return text;
}

bool wants_more(const std::vector<std::string>& name) {
  return name.empty() || (name.size() == 1 && (name[0] == "help" || !family(name[0]).empty())) ||
         (name.size() == 2 && name[0] == "help" && !family(name[1]).empty());
}

// A family's first word may be a command of its own, such as `handoff`: then a second one is the
// name of a member only right behind it, because anywhere else it may be the value of an option.
bool belongs_to_name(std::vector<std::string> name, const std::string& word, bool is_behind_it) {
  if (!wants_more(name)) return false;
  const bool stands_alone = !name.empty() && find_command({name.back()}) != nullptr;
  if (!stands_alone) return true;
  if (name.front() == "help") name.erase(name.begin());
  name.push_back(word);
  return is_behind_it && find_command(name) != nullptr;
}

}  // namespace

CommandLine split_command_line(const std::vector<std::string>& words) {
  CommandLine line;
  bool only_words = false;
  bool is_behind_name = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool is_option = !only_words && word.starts_with('-') && word != "-";
    if (!is_option && belongs_to_name(line.name, word, is_behind_name)) {
      line.name.push_back(word);
      is_behind_name = true;
      continue;
    }
    is_behind_name = false;
    if (is_option && (word == "-h" || word == "--help")) {
      line.help = true;
    } else if (is_option && word == "--version" && line.name.empty()) {
      line.version = true;
    } else {
      line.rest.push_back(word);
      only_words = only_words || word == "--";
      if (is_option && takes_value(word) && i + 1 < words.size()) line.rest.push_back(words[++i]);
    }
  }
  return line;
}

const Command* find_command(const std::vector<std::string>& name) {
  const std::string wanted = joined(name);
  const auto all = all_commands();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Command& c) { return c.name == wanted; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<const Command*> family(std::string_view first_word) {
  std::vector<const Command*> members;
  for (const Command& command : all_commands()) {
    if (command.name.size() > first_word.size() && command.name.starts_with(first_word) &&
        command.name[first_word.size()] == ' ') {
      members.push_back(&command);
    }
  }
  return members;
}

std::string unknown_command(const std::vector<std::string>& name) {
  if (const auto members = family(name.front()); !members.empty() && name.size() == 1) {
    std::string message = "baton " + name.front() + " needs one more word:";
    for (const Command* member : members)
      message += " " + std::string(member->name.substr(name[0].size() + 1));
    return message;
  }
  std::vector<std::string_view> known;
  for (const Command& command : all_commands()) known.push_back(command.name);
  const std::string wanted = joined(name);
  std::string message = "there is no command '" + wanted + "'";
  const auto begun = std::find_if(known.begin(), known.end(), [&](std::string_view name_of) {
    return name_of.starts_with(wanted);
  });
  if (begun != known.end()) {
    message += "; did you mean " + std::string(*begun) + "?";
  } else if (const auto near = protocol::nearest_name(wanted, known)) {
    message += "; did you mean " + std::string(*near) + "?";
  } else {
    message += "; baton help lists them";
  }
  return message;
}

}  // namespace baton::client
