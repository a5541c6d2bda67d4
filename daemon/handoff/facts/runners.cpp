// Which programs are test runners, builds, linters and so on. A new one is a row.
#include "daemon/handoff/facts/runners.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

struct Runner {
  std::string_view words;  ///< with which the command begins
  Purpose purpose;
};

/// Known runners; the longest that fits wins.
constexpr std::array runners{Runner{"go test", Purpose::test},
                             Runner{"go build", Purpose::build},
                             Runner{"go vet", Purpose::lint},
                             Runner{"go run", Purpose::run},
                             Runner{"go version", Purpose::version},
                             Runner{"go mod", Purpose::install},
                             Runner{"go get", Purpose::install},
                             Runner{"go install", Purpose::install},
                             Runner{"gofmt", Purpose::lint},
                             Runner{"golangci-lint", Purpose::lint},
                             Runner{"staticcheck", Purpose::lint},
                             Runner{"gotestsum", Purpose::test},
                             Runner{"cargo test", Purpose::test},
                             Runner{"cargo nextest", Purpose::test},
                             Runner{"cargo build", Purpose::build},
                             Runner{"cargo check", Purpose::typecheck},
                             Runner{"cargo clippy", Purpose::lint},
                             Runner{"cargo fmt", Purpose::lint},
                             Runner{"cargo run", Purpose::run},
                             Runner{"pytest", Purpose::test},
                             Runner{"tox", Purpose::test},
                             Runner{"python -m pytest", Purpose::test},
                             Runner{"python3 -m pytest", Purpose::test},
                             Runner{"python -m unittest", Purpose::test},
                             Runner{"python3 -m unittest", Purpose::test},
                             Runner{"ruff", Purpose::lint},
                             Runner{"black", Purpose::lint},
                             Runner{"mypy", Purpose::typecheck},
                             Runner{"pyright", Purpose::typecheck},
                             Runner{"flake8", Purpose::lint},
                             Runner{"jest", Purpose::test},
                             Runner{"vitest", Purpose::test},
                             Runner{"playwright test", Purpose::test},
                             Runner{"tsc", Purpose::typecheck},
                             Runner{"vue-tsc", Purpose::typecheck},
                             Runner{"eslint", Purpose::lint},
                             Runner{"biome", Purpose::lint},
                             Runner{"prettier", Purpose::lint},
                             Runner{"vite build", Purpose::build},
                             Runner{"vite", Purpose::run},
                             Runner{"next build", Purpose::build},
                             Runner{"next dev", Purpose::run},
                             Runner{"bun test", Purpose::test},
                             Runner{"bun build", Purpose::build},
                             Runner{"deno test", Purpose::test},
                             Runner{"deno lint", Purpose::lint},
                             Runner{"ctest", Purpose::test},
                             Runner{"cmake --build", Purpose::build},
                             Runner{"cmake", Purpose::build},
                             Runner{"ninja", Purpose::build},
                             Runner{"meson test", Purpose::test},
                             Runner{"bazel test", Purpose::test},
                             Runner{"bazel build", Purpose::build},
                             Runner{"make", Purpose::build},
                             Runner{"mvn test", Purpose::test},
                             Runner{"mvn", Purpose::build},
                             Runner{"gradle", Purpose::build},
                             Runner{"gradlew", Purpose::build},
                             Runner{"dotnet test", Purpose::test},
                             Runner{"dotnet build", Purpose::build},
                             Runner{"swift test", Purpose::test},
                             Runner{"swift build", Purpose::build},
                             Runner{"xcodebuild", Purpose::build},
                             Runner{"rspec", Purpose::test},
                             Runner{"rubocop", Purpose::lint},
                             Runner{"phpunit", Purpose::test},
                             Runner{"shellcheck", Purpose::lint},
                             Runner{"docker build", Purpose::build},
                             Runner{"docker compose up", Purpose::run},
                             Runner{"docker-compose up", Purpose::run},
                             Runner{"docker run", Purpose::run},
                             Runner{"flask run", Purpose::run},
                             Runner{"uvicorn", Purpose::run},
                             Runner{"npm install", Purpose::install},
                             Runner{"npm ci", Purpose::install},
                             Runner{"pnpm install", Purpose::install},
                             Runner{"pnpm add", Purpose::install},
                             Runner{"yarn add", Purpose::install},
                             Runner{"yarn install", Purpose::install},
                             Runner{"bun install", Purpose::install},
                             Runner{"npm start", Purpose::run},
                             Runner{"pip install", Purpose::install},
                             Runner{"pip3 install", Purpose::install},
                             Runner{"uv sync", Purpose::install},
                             Runner{"uv add", Purpose::install},
                             Runner{"poetry install", Purpose::install},
                             Runner{"apt", Purpose::install},
                             Runner{"apt-get", Purpose::install},
                             Runner{"brew install", Purpose::install},
                             Runner{"mise install", Purpose::install},
                             Runner{"git commit", Purpose::commit},
                             Runner{"gh pr create", Purpose::commit},
                             Runner{"git push", Purpose::change},
                             Runner{"git rebase", Purpose::change},
                             Runner{"git merge", Purpose::change},
                             Runner{"git reset", Purpose::change},
                             Runner{"git", Purpose::look},
                             Runner{"gh", Purpose::look}};

/// Programs that run a named script of the project; the script's name tells the purpose.
constexpr std::array<std::string_view, 14> launchers{"npm",  "pnpm",    "yarn", "bun", "mise",
                                                     "just", "make",    "task", "nx",  "turbo",
                                                     "deno", "gradlew", "rake", "poe"};

struct ScriptWord {
  std::string_view word;
  Purpose purpose;
};
constexpr std::array script_words{ScriptWord{"test", Purpose::test},
                                  ScriptWord{"spec", Purpose::test},
                                  ScriptWord{"e2e", Purpose::test},
                                  ScriptWord{"lint", Purpose::lint},
                                  ScriptWord{"fmt", Purpose::lint},
                                  ScriptWord{"format", Purpose::lint},
                                  ScriptWord{"typecheck", Purpose::typecheck},
                                  ScriptWord{"type-check", Purpose::typecheck},
                                  ScriptWord{"check", Purpose::lint},
                                  ScriptWord{"ci", Purpose::test},
                                  ScriptWord{"verify", Purpose::test},
                                  ScriptWord{"build", Purpose::build},
                                  ScriptWord{"compile", Purpose::build},
                                  ScriptWord{"dev", Purpose::run},
                                  ScriptWord{"start", Purpose::run},
                                  ScriptWord{"serve", Purpose::run}};

/// Commands that only show something; their failing (grep finds nothing) means nothing.
constexpr std::array<std::string_view, 34> lookers{
    "ls",    "cat",  "head",  "tail",     "grep", "rg",   "egrep",  "find", "fd",
    "wc",    "tree", "which", "diff",     "stat", "file", "du",     "df",   "ps",
    "pgrep", "env",  "date",  "test",     "[",    "awk",  "sed",    "sort", "uniq",
    "jq",    "less", "lsof",  "printenv", "type", "cut",  "strings"};

template <typename Table>
bool contains(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
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

}  // namespace

Purpose purpose_of(const std::vector<std::string_view>& words, const std::string& text) {
  if (const auto purpose = script_purpose(words)) return *purpose;
  const Runner* best = nullptr;
  for (const auto& runner : runners) {
    const bool fits = text.size() >= runner.words.size() &&
                      text.compare(0, runner.words.size(), runner.words) == 0 &&
                      (text.size() == runner.words.size() || text[runner.words.size()] == ' ');
    if (fits && (best == nullptr || runner.words.size() > best->words.size())) best = &runner;
  }
  if (words.size() == 2 && (words[1] == "--version" || words[1] == "version" || words[1] == "-V"))
    return Purpose::version;
  if (best != nullptr) return best->purpose;
  return contains(lookers, words[0]) ? Purpose::look : Purpose::change;
}

std::string_view word_for(Purpose purpose) {
  switch (purpose) {
    case Purpose::test:
      return "Tests";
    case Purpose::build:
      return "Build";
    case Purpose::lint:
      return "Lint";
    case Purpose::typecheck:
      return "Type check";
    case Purpose::run:
      return "Run";
    case Purpose::install:
      return "Install";
    case Purpose::version:
      return "Version";
    default:
      return "Command";
  }
}

bool is_check(Purpose purpose) {
  return purpose <= Purpose::typecheck;
}

}  // namespace baton::handoff
