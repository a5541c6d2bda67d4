// Gemini CLI: https://github.com/google-gemini/gemini-cli. A session is a log of operations,
// `~/.gemini/tmp/<project>/chats/session-<time>-<id>.jsonl`:
//
//     {"sessionId":"…","projectHash":"…","startTime":"…","lastUpdated":"…","kind":"main"}
//     {"id":"…","timestamp":"…","type":"user","content":[{"text":"…"}]}
//     {"$set":{"lastUpdated":"…"}}
//     {"id":"…","timestamp":"…","type":"gemini","content":"…","tokens":{…},"toolCalls":[…]}
//
// where a message is written again under its id when it has more to it, `$set` may replace the
// messages and `$rewindTo` takes back. Before version 0.40 it was one document with the same
// members and `messages`, `session-….json`, written anew with every turn. Seen in a log of April
// 2026 and in short samples of both layouts; rewinding, replaced lists and subagents, whose logs
// lie in `chats/<session>/`, are known from descriptions only.

#include <algorithm>

#include "daemon/capture/sources/gemini_parser.hpp"
#include "daemon/capture/sources/json_outline.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

bool has_session_facts(const JsonOutline& outline) {
  return !outline.text("sessionId").empty() && !outline.text("projectHash").empty() &&
         !outline.has("type");
}

/// Qwen Code's older logs have the same layout.
bool is_of_qwen(const std::filesystem::path& path) {
  return std::ranges::any_of(path, [](const auto& part) { return part == ".qwen"; });
}

class GeminiSource final : public Source {
 public:
  std::string_view agent() const override { return "gemini"; }
  Growth growth() const override { return Growth::rewritten; }
  int parser_version() const override { return 1; }

  std::vector<std::filesystem::path> roots(const Environment& environment) const override {
    const auto configured =
        environment.variable ? environment.variable("GEMINI_CLI_HOME") : std::nullopt;
    const std::filesystem::path home =
        configured && !configured->empty() ? std::filesystem::path(*configured) : environment.home;
    return {home / ".gemini" / "tmp"};
  }

  bool recognises(const std::filesystem::path& path, std::string_view head) const override {
    if (is_of_qwen(path)) return false;
    if (path.extension() == ".json") return has_session_facts(JsonOutline(head));
    if (path.extension() != ".jsonl") return false;
    const auto first = outlines_of_lines(head, 1);
    return !first.empty() && has_session_facts(first.front());
  }

  std::unique_ptr<Parser> make_parser(const std::filesystem::path& path,
                                      std::string_view /*state*/) const override {
    return std::make_unique<gemini::GeminiParser>(path);
  }
};

}  // namespace

std::unique_ptr<Source> make_gemini_source() {
  return std::make_unique<GeminiSource>();
}

}  // namespace baton::capture
