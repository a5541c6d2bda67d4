#include "daemon/handoff/facts/shell.hpp"

#include <algorithm>
#include <array>

#include "daemon/base/text.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

constexpr std::array<std::string_view, 22> ignored{
    "cd",     "echo", "export", "set",  "true",   "false", "pwd",  "sleep",
    "source", ".",    "printf", "exit", "return", "then",  "else", "fi",
    "do",     "done", "for",    "if",   "while",  "wait"};

constexpr std::array<std::string_view, 16> wrappers{
    "sudo", "time", "nice",     "nohup", "env",    "command", "exec", "npx",
    "bunx", "uvx",  "xvfb-run", "rtk",   "stdbuf", "doas",    "&",    "!"};

template <typename Table>
bool contains(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

bool is_assignment(std::string_view word) {
  const auto equals = word.find('=');
  return equals != std::string_view::npos && equals > 0 && word[0] != '-' &&
         word.substr(0, equals).find('/') == std::string_view::npos;
}

/// `uv run` and the like.
bool is_runner_of_commands(const std::vector<std::string_view>& words, std::size_t at) {
  if (at + 2 >= words.size()) return false;
  const auto program = words[at];
  if (program == "bundle") return words[at + 1] == "exec";
  return (program == "uv" || program == "poetry" || program == "pipenv") && words[at + 1] == "run";
}

/// How many words at the front do not belong to the command itself.
std::size_t words_before_command(const std::vector<std::string_view>& words) {
  std::size_t at = 0;
  while (at < words.size()) {
    if (is_assignment(words[at]) || contains(wrappers, words[at])) {
      ++at;
    } else if (words[at] == "timeout") {
      at = std::min(at + 2, words.size());
    } else if (is_runner_of_commands(words, at)) {
      at += 2;
    } else {
      break;
    }
  }
  return at;
}

std::string_view base_name(std::string_view path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string_view::npos || slash + 1 == path.size() ? path
                                                                     : path.substr(slash + 1);
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string out;
  for (const auto word : words) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

std::optional<SimpleCommand> simple_command(std::string_view text) {
  while (!text.empty() && (text.front() == '(' || text.front() == ' ' || text.front() == '{'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ')' || text.back() == '}')) text.remove_suffix(1);
  auto words = words_of(text);
  words.erase(words.begin(),
              words.begin() + static_cast<std::ptrdiff_t>(words_before_command(words)));
  if (words.empty() || contains(ignored, words[0]) || words[0][0] == '#') return std::nullopt;
  words[0] = base_name(words[0]);
  std::erase_if(words, [](std::string_view w) {
    return w == "2>&1" || w == "2>/dev/null" || w == ">/dev/null" || w == "&";
  });
  SimpleCommand command;
  command.text = joined(words);
  command.purpose = purpose_of(words, command.text);
  command.whole = true;
  std::size_t named = 0;
  for (const auto word : words) {
    if (word[0] == '-' || word == "./..." || word == "." || named == 4) continue;
    command.key += (named++ == 0 ? "" : " ") + std::string(word);
    const bool part = named > 2 && word != "run" && words.size() > 2;
    if (part || word.find('/') != std::string_view::npos) command.whole = false;
  }
  return command;
}

/// The line without the bodies of here-documents.
std::string without_here_documents(std::string_view line) {
  std::string out;
  std::string end_word;
  for (const auto part : lines_of(line)) {
    if (!end_word.empty()) {
      if (trim(part) == end_word) end_word.clear();
      continue;
    }
    out += std::string(part) + "\n";
    const auto mark = part.find("<<");
    if (mark == std::string_view::npos || part.substr(mark, 3) == "<<<") continue;
    auto word = part.substr(mark + 2);
    word = word.substr(std::min(word.find_first_not_of("-'\" \\"), word.size()));
    end_word = std::string(word.substr(0, word.find_first_of("'\" ;)|&>")));
  }
  return out;
}

/// Bytes of the separator of simple commands at `at`; 0 when there is none.
std::size_t separator_at(std::string_view line, std::size_t at) {
  const auto two = line.substr(at, 2);
  if (two == "&&" || two == "||") return 2;
  return line[at] == ';' || line[at] == '|' || line[at] == '\n' ? 1 : 0;
}

}  // namespace

const SimpleCommand* CommandLine::main() const {
  const SimpleCommand* best = nullptr;
  for (const auto& command : commands) {
    if (best == nullptr || command.purpose < best->purpose) best = &command;
  }
  return best;
}

CommandLine parse_command_line(std::string_view raw) {
  constexpr std::size_t longest = 4000;
  auto line = without_here_documents(raw.substr(0, longest));
  for (auto at = line.find("\\\n"); at != std::string::npos; at = line.find("\\\n", at))
    line.replace(at, 2, "  ");
  CommandLine result;
  char quote = 0;
  std::size_t start = 0;
  const auto finish = [&](std::size_t end) {
    if (auto command = simple_command(trim(std::string_view(line).substr(start, end - start)))) {
      result.commands.push_back(std::move(*command));
    }
  };
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\\') {
      ++at;
    } else if (quote != 0) {
      if (line[at] == quote) quote = 0;
    } else if (line[at] == '"' || line[at] == '\'') {
      quote = line[at];
    } else if (const auto width = separator_at(line, at); width != 0) {
      finish(at);
      if (line[at] != '&' && line[at] != '\n') result.piped = true;
      at += width - 1;
      start = at + 1;
    }
  }
  finish(line.size());
  return result;
}

std::optional<std::string> commit_message(std::string_view line) {
  auto at = line.find("git commit");
  if (at == std::string_view::npos) return std::nullopt;
  at = line.find("-m", at);
  if (at == std::string_view::npos) return std::nullopt;
  auto rest = line.substr(at + 2);
  if (const auto here = rest.find("<<"); here < 12) {
    rest = rest.substr(std::min(rest.find('\n', here), rest.size()));
  }
  rest = rest.substr(std::min(rest.find_first_not_of(" \n\"'="), rest.size()));
  const auto message = trim(rest.substr(0, rest.find_first_of("\"\n")));
  if (message.size() < 6 || message[0] == '$') return std::nullopt;
  return std::string(message);
}

}  // namespace baton::handoff
