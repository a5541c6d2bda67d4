// The canonical commands of a shell line.
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "daemon/base/characters.hpp"
#include "daemon/base/regex.hpp"
#include "daemon/handoff/entities/entities.hpp"
#include "daemon/handoff/entities/vocabulary.hpp"

namespace baton::handoff {
namespace {

constexpr std::size_t looked_at = 1500;  // characters; commands that are longer are scripts
constexpr std::size_t most_words = 8;
constexpr std::size_t longest_word = 40;  // characters
/// Here-documents are looked for in so many bytes of a command, and so often: each time the search
/// for its end may go through all of them.
constexpr std::size_t searched_for_here_documents = std::size_t{64} * 1024;
constexpr int most_here_documents = 32;

using Words = std::vector<std::string_view>;

template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

/// Where the line ends that consists of `word`, the blank lines after it included; looked for from
/// byte `from` on.
std::optional<std::size_t> end_of_line_with(std::string_view text, std::string_view word,
                                            std::size_t from) {
  const auto wanted = "\n" + std::string(word);
  for (auto at = text.find(wanted, from); at != std::string_view::npos;
       at = text.find(wanted, at + 1)) {
    auto end = at + wanted.size();
    auto line_end = std::string_view::npos;
    while (end < text.size() && space_length(text, end) > 0) {
      if (text[end] == '\n') line_end = end;
      end += space_length(text, end);
    }
    if (end == text.size()) return end;
    if (line_end != std::string_view::npos) return line_end;
  }
  return std::nullopt;
}

/// The command with each here-document replaced by a space: its lines are data.
std::string without_here_documents(std::string_view command) {
  static const Regex opening(R"(<<-?[\s\x1c-\x1f]*['"]?(\w+)['"]?)");
  const RegexSubject subject(command.substr(0, searched_for_here_documents));
  const auto text = subject.text();
  std::string out;
  std::size_t done = 0;
  std::size_t from = 0;
  for (int looked = 0; looked < most_here_documents; ++looked) {
    const auto match = opening.search(subject, from);
    if (!match) break;
    const auto& [whole, word, unused] = *match;
    const auto end =
        end_of_line_with(text, text.substr(word.begin, word.end - word.begin), whole.end);
    from = end.value_or(whole.end);
    if (!end) continue;
    out.append(text.substr(done, whole.begin - done)).append(" ");
    done = *end;
  }
  return out.append(command.substr(done));
}

/// The simple commands between `&&`, `||`, `;`, `|` and line ends.
Words simple_commands(std::string_view line) {
  Words commands;
  std::size_t start = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const auto two = line.substr(at, 2);
    const std::size_t length = two == "&&" || two == "||"                               ? 2
                               : line[at] == ';' || line[at] == '|' || line[at] == '\n' ? 1
                                                                                        : 0;
    if (length == 0) continue;
    commands.push_back(line.substr(start, at - start));
    start = at + length;
    at = start - 1;
  }
  commands.push_back(line.substr(start));
  return commands;
}

/// Without what may stand before the program: an opening bracket, variables, `sudo`, `timeout 60`.
std::string_view without_preparations(std::string_view command) {
  static const Regex variables(
      R"(^(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s\x1c-\x1f]*)[\s\x1c-\x1f]+)+)");
  static const Regex wrapper(
      R"(^(?:sudo|time|timeout [^\s\x1c-\x1f]+|env|command|exec|nohup|then|do|rtk|&)[\s\x1c-\x1f]+)");
  command = trim_spaces(command);
  command.remove_prefix(std::min(command.find_first_not_of("$( "), command.size()));
  command = command.substr(0, command.find_last_not_of(") ") + 1);
  if (command.find('=') != std::string_view::npos) {
    if (const auto match = variables.search(RegexSubject(command)))
      command.remove_prefix((*match)[0].end);
  }
  if (const auto match = wrapper.search(RegexSubject(command)))
    command.remove_prefix((*match)[0].end);
  return command;
}

Words first_words(std::string_view command) {
  Words words;
  for (std::size_t at = 0; at < command.size() && words.size() < most_words;) {
    while (at < command.size() && space_length(command, at) > 0) at += space_length(command, at);
    const auto start = at;
    while (at < command.size() && space_length(command, at) == 0)
      at += code_point_at(command, at).bytes;
    if (at > start) words.push_back(command.substr(start, at - start));
  }
  return words;
}

std::string_view base_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

struct Program {
  std::string name;
  bool is_script = false;  ///< of the project, by its path
};

Program program_of(std::string_view word) {
  static constexpr std::array<std::string_view, 7> script_ends{".sh",  ".py",  ".js", ".ts",
                                                               ".mjs", ".bat", ".ps1"};
  while (!word.empty() && (word.front() == '"' || word.front() == '\'')) word.remove_prefix(1);
  while (!word.empty() && (word.back() == '"' || word.back() == '\'')) word.remove_suffix(1);
  std::string path(word);
  std::replace(path.begin(), path.end(), '\\', '/');
  const bool ends_as_script =
      std::any_of(script_ends.begin(), script_ends.end(), [&](std::string_view end) {
        return path.size() >= end.size() &&
               path.compare(path.size() - end.size(), end.size(), end) == 0;
      });
  const bool is_script = starts_with(path, "./") || starts_with(path, "../") ||
                         (path.find('/') != std::string::npos && ends_as_script);
  return {is_script ? path : std::string(base_name(path)), is_script};
}

/// What Python runs: a module, or a file by its base name; nothing for code on the command line.
std::vector<std::string> python_command(const std::string& program, const Words& words) {
  if (words.size() > 2 && words[1] == "-m") return {program, "-m", std::string(words[2])};
  if (words.size() < 2 || words[1].front() == '-') return {};
  std::string script(words[1]);
  std::replace(script.begin(), script.end(), '\\', '/');
  return {program, std::string(base_name(script))};
}

/// The program and the words that say what it shall do, up to the first that is an argument.
std::vector<std::string> plain_command(const std::string& program, const Words& words) {
  static const Regex plain_word(R"(^[\w:./@*\-]+$)");
  std::vector<std::string> parts{program};
  const std::size_t most_parts = has_subcommands(program) ? 3 : 2;
  for (std::size_t i = 1; i < words.size() && parts.size() < most_parts; ++i) {
    const auto word = words[i];
    if (word.front() == '-') continue;
    if (!plain_word.matches(word) || count_characters(word) > longest_word) break;
    parts.emplace_back(word);
  }
  return parts;
}

/// Whether the parts say something about this project rather than about shells in general.
bool says_something(const std::vector<std::string>& parts, bool is_script) {
  static constexpr std::array<std::string_view, 8> programs_alone{
      "make", "pytest", "tsc", "ctest", "tox", "ninja", "vitest", "jest"};
  // Output of npm and others that somebody pasted: "npm error code E404".
  static constexpr std::array<std::string_view, 8> levels{"error", "notice", "warn",    "err!",
                                                          "err",   "info",   "warning", "debug"};
  if (parts.empty()) return false;
  if (parts.size() < 2) return is_script || is_one_of(parts.front(), programs_alone);
  if (parts.front() == "git" && is_plain_git(parts[1])) return false;
  return !is_one_of(parts[1], levels);
}

std::string key_of(std::string_view command) {
  const auto words = first_words(without_preparations(command));
  if (words.empty()) return {};
  const auto program = program_of(words.front());
  if (!program.is_script && !is_program(program.name)) return {};
  const bool is_python = program.name == "python" || program.name == "python3";
  const auto parts =
      is_python ? python_command(program.name, words) : plain_command(program.name, words);
  if (!says_something(parts, program.is_script)) return {};
  std::string key = "c:";
  for (const auto& part : parts) key += (key.size() > 2 ? " " : "") + part;
  return to_lower(key);
}

}  // namespace

std::vector<std::string> command_keys(std::string_view command) {
  const bool may_hold_documents = command.find("<<") != std::string_view::npos;
  const auto cleaned = may_hold_documents ? without_here_documents(command) : std::string();
  const auto line = first_characters(may_hold_documents ? cleaned : command, looked_at);
  std::vector<std::string> keys;
  for (const auto simple : simple_commands(line)) {
    if (auto key = key_of(simple); !key.empty()) keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace baton::handoff
