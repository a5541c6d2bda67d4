#include "daemon/handoff/facts/shell.hpp"

#include <algorithm>
#include <array>

#include "daemon/base/text.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

struct Runner {
  std::string_view words;  ///< with which the command begins
  Purpose purpose;
};

/// Known runners; the longest that fits wins.
constexpr std::array runners{
    Runner{"go test", Purpose::test}, Runner{"go build", Purpose::build}, Runner{"go vet", Purpose::lint},
    Runner{"go run", Purpose::run}, Runner{"go version", Purpose::version}, Runner{"go mod", Purpose::install},
    Runner{"go get", Purpose::install}, Runner{"go install", Purpose::install}, Runner{"gofmt", Purpose::lint},
    Runner{"golangci-lint", Purpose::lint}, Runner{"staticcheck", Purpose::lint}, Runner{"gotestsum", Purpose::test},
    Runner{"cargo test", Purpose::test}, Runner{"cargo nextest", Purpose::test}, Runner{"cargo build", Purpose::build},
    Runner{"cargo check", Purpose::typecheck}, Runner{"cargo clippy", Purpose::lint}, Runner{"cargo fmt", Purpose::lint},
    Runner{"cargo run", Purpose::run}, Runner{"pytest", Purpose::test}, Runner{"tox", Purpose::test},
    Runner{"python -m pytest", Purpose::test}, Runner{"python3 -m pytest", Purpose::test},
    Runner{"python -m unittest", Purpose::test}, Runner{"python3 -m unittest", Purpose::test},
    Runner{"ruff", Purpose::lint}, Runner{"black", Purpose::lint}, Runner{"mypy", Purpose::typecheck},
    Runner{"pyright", Purpose::typecheck}, Runner{"flake8", Purpose::lint}, Runner{"jest", Purpose::test},
    Runner{"vitest", Purpose::test}, Runner{"playwright test", Purpose::test}, Runner{"tsc", Purpose::typecheck},
    Runner{"vue-tsc", Purpose::typecheck}, Runner{"eslint", Purpose::lint}, Runner{"biome", Purpose::lint},
    Runner{"prettier", Purpose::lint}, Runner{"vite build", Purpose::build}, Runner{"vite", Purpose::run},
    Runner{"next build", Purpose::build}, Runner{"next dev", Purpose::run}, Runner{"bun test", Purpose::test},
    Runner{"bun build", Purpose::build}, Runner{"deno test", Purpose::test}, Runner{"deno lint", Purpose::lint},
    Runner{"ctest", Purpose::test}, Runner{"cmake --build", Purpose::build}, Runner{"cmake", Purpose::build},
    Runner{"ninja", Purpose::build}, Runner{"meson test", Purpose::test}, Runner{"bazel test", Purpose::test},
    Runner{"bazel build", Purpose::build}, Runner{"make", Purpose::build}, Runner{"mvn test", Purpose::test},
    Runner{"mvn", Purpose::build}, Runner{"gradle", Purpose::build}, Runner{"gradlew", Purpose::build},
    Runner{"dotnet test", Purpose::test}, Runner{"dotnet build", Purpose::build}, Runner{"swift test", Purpose::test},
    Runner{"swift build", Purpose::build}, Runner{"xcodebuild", Purpose::build}, Runner{"rspec", Purpose::test},
    Runner{"rubocop", Purpose::lint}, Runner{"phpunit", Purpose::test}, Runner{"shellcheck", Purpose::lint},
    Runner{"docker build", Purpose::build}, Runner{"docker compose up", Purpose::run},
    Runner{"docker-compose up", Purpose::run}, Runner{"docker run", Purpose::run}, Runner{"flask run", Purpose::run},
    Runner{"uvicorn", Purpose::run}, Runner{"npm install", Purpose::install}, Runner{"npm ci", Purpose::install},
    Runner{"pnpm install", Purpose::install}, Runner{"pnpm add", Purpose::install}, Runner{"yarn add", Purpose::install},
    Runner{"yarn install", Purpose::install}, Runner{"bun install", Purpose::install}, Runner{"npm start", Purpose::run},
    Runner{"pip install", Purpose::install}, Runner{"pip3 install", Purpose::install}, Runner{"uv sync", Purpose::install},
    Runner{"uv add", Purpose::install}, Runner{"poetry install", Purpose::install}, Runner{"apt", Purpose::install},
    Runner{"apt-get", Purpose::install}, Runner{"brew install", Purpose::install}, Runner{"mise install", Purpose::install},
    Runner{"git commit", Purpose::commit}, Runner{"gh pr create", Purpose::commit}, Runner{"git push", Purpose::change},
    Runner{"git rebase", Purpose::change}, Runner{"git merge", Purpose::change}, Runner{"git reset", Purpose::change},
    Runner{"git", Purpose::look}, Runner{"gh", Purpose::look}};

/// Programs that run a named script of the project; the script's name tells the purpose.
constexpr std::array<std::string_view, 14> launchers{"npm",  "pnpm", "yarn", "bun",  "mise",   "just", "make",
                                                     "task", "nx",   "turbo", "deno", "gradlew", "rake", "poe"};

struct ScriptWord {
  std::string_view word;
  Purpose purpose;
};
constexpr std::array script_words{
    ScriptWord{"test", Purpose::test},   ScriptWord{"spec", Purpose::test},  ScriptWord{"e2e", Purpose::test},
    ScriptWord{"lint", Purpose::lint},   ScriptWord{"fmt", Purpose::lint},   ScriptWord{"format", Purpose::lint},
    ScriptWord{"typecheck", Purpose::typecheck}, ScriptWord{"type-check", Purpose::typecheck},
    ScriptWord{"check", Purpose::lint},  ScriptWord{"ci", Purpose::test},    ScriptWord{"verify", Purpose::test},
    ScriptWord{"build", Purpose::build}, ScriptWord{"compile", Purpose::build}, ScriptWord{"dev", Purpose::run},
    ScriptWord{"start", Purpose::run},   ScriptWord{"serve", Purpose::run}};

/// Commands that only show something; their failing (grep finds nothing) means nothing.
constexpr std::array<std::string_view, 34> lookers{
    "ls",   "cat",  "head", "tail", "grep", "rg",   "egrep", "find", "fd",   "wc",   "tree", "which",
    "diff", "stat", "file", "du",   "df",   "ps",   "pgrep", "env",  "date", "test", "[",    "awk",
    "sed",  "sort", "uniq", "jq",   "less", "lsof", "printenv", "type", "cut", "strings"};

constexpr std::array<std::string_view, 22> ignored{
    "cd",   "echo",   "export", "set",  "true", "false", "pwd", "sleep", "source", ".",    "printf",
    "exit", "return", "then",   "else", "fi",   "do",    "done", "for",  "if",     "while", "wait"};

constexpr std::array<std::string_view, 16> wrappers{"sudo", "time", "nice", "nohup", "env", "command", "exec", "npx",
                                                    "bunx", "uvx", "xvfb-run", "rtk", "stdbuf", "doas", "&", "!"};

template <typename Table>
bool contains(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

bool is_assignment(std::string_view word) {
  const auto equals = word.find('=');
  return equals != std::string_view::npos && equals > 0 && word[0] != '-' && word.substr(0, equals).find('/') == std::string_view::npos;
}

/// How many words at the front do not belong to the command itself.
std::size_t words_before_command(const std::vector<std::string_view>& words) {
  std::size_t at = 0;
  while (at < words.size()) {
    if (is_assignment(words[at]) || contains(wrappers, words[at])) {
      ++at;
    } else if (words[at] == "timeout") {
      at = std::min(at + 2, words.size());
    } else if (at + 1 < words.size() && (words[at] == "uv" || words[at] == "poetry" || words[at] == "pipenv") &&
               words[at + 1] == "run") {
      at += 2;
    } else if (at + 2 < words.size() && words[at] == "bundle" && words[at + 1] == "exec") {
      at += 2;
    } else {
      break;
    }
  }
  return at;
}

std::string_view base_name(std::string_view path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string_view::npos || slash + 1 == path.size() ? path : path.substr(slash + 1);
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string out;
  for (const auto word : words) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

std::optional<Purpose> script_purpose(const std::vector<std::string_view>& words) {
  if (words.empty() || !contains(launchers, words[0])) return std::nullopt;
  for (std::size_t at = 1; at < words.size() && at < 4; ++at) {
    if (words[at].empty() || words[at][0] == '-') continue;
    for (const auto& script : script_words) {
      if (has_phrase(lower_ascii(words[at]), script.word)) return script.purpose;
    }
  }
  return std::nullopt;
}

Purpose purpose_of(const std::vector<std::string_view>& words, const std::string& text) {
  if (const auto purpose = script_purpose(words)) return *purpose;
  const Runner* best = nullptr;
  for (const auto& runner : runners) {
    const bool fits = text.size() >= runner.words.size() && text.compare(0, runner.words.size(), runner.words) == 0 &&
                      (text.size() == runner.words.size() || text[runner.words.size()] == ' ');
    if (fits && (best == nullptr || runner.words.size() > best->words.size())) best = &runner;
  }
  if (words.size() == 2 && (words[1] == "--version" || words[1] == "version" || words[1] == "-V")) return Purpose::version;
  if (best != nullptr) return best->purpose;
  return contains(lookers, words[0]) ? Purpose::look : Purpose::change;
}

std::optional<SimpleCommand> simple_command(std::string_view text) {
  while (!text.empty() && (text.front() == '(' || text.front() == ' ' || text.front() == '{')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ')' || text.back() == '}')) text.remove_suffix(1);
  auto words = words_of(text);
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(words_before_command(words)));
  if (words.empty() || contains(ignored, words[0]) || words[0][0] == '#') return std::nullopt;
  words[0] = base_name(words[0]);
  std::erase_if(words, [](std::string_view w) { return w == "2>&1" || w == "2>/dev/null" || w == ">/dev/null" || w == "&"; });
  SimpleCommand command;
  command.text = joined(words);
  command.purpose = purpose_of(words, command.text);
  command.whole = true;
  std::size_t named = 0;
  for (const auto word : words) {
    if (word[0] == '-' || named == 4) continue;
    command.key += (named++ == 0 ? "" : " ") + std::string(word);
    const bool part = named > 2 && word != "./..." && word != "." && word != "run" && words.size() > 2;
    if (part || (word.find('/') != std::string_view::npos && word != "./...")) command.whole = false;
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

/// Ends of simple commands in the line, outside of quotes: pairs of (end, start of the next).
std::size_t separator_at(std::string_view line, std::size_t at) {
  const auto two = line.substr(at, 2);
  if (two == "&&" || two == "||") return 2;
  return line[at] == ';' || line[at] == '|' || line[at] == '\n' ? 1 : 0;
}

}  // namespace

std::string_view word_for(Purpose purpose) {
  switch (purpose) {
    case Purpose::test: return "Tests";
    case Purpose::build: return "Build";
    case Purpose::lint: return "Lint";
    case Purpose::typecheck: return "Type check";
    case Purpose::run: return "Run";
    case Purpose::install: return "Install";
    case Purpose::version: return "Version";
    default: return "Command";
  }
}

bool is_check(Purpose purpose) { return purpose <= Purpose::typecheck; }

const SimpleCommand* CommandLine::main() const {
  const SimpleCommand* best = nullptr;
  for (const auto& command : commands) {
    if (best == nullptr || command.purpose < best->purpose) best = &command;
  }
  return best;
}

CommandLine parse_command_line(std::string_view raw) {
  constexpr std::size_t longest = 4000;
  const auto line = without_here_documents(raw.substr(0, longest));
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
  if (const auto here = rest.find("<<"); here != std::string_view::npos && here < 12) {
    rest = rest.substr(std::min(rest.find('\n', here), rest.size()));
  }
  rest = rest.substr(std::min(rest.find_first_not_of(" \n\"'="), rest.size()));
  const auto message = trim(rest.substr(0, rest.find_first_of("\"\n")));
  if (message.size() < 6 || message[0] == '$') return std::nullopt;
  return std::string(message);
}

}  // namespace baton::handoff
