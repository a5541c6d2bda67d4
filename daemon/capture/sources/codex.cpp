// Codex, by its command line, its editor extension and its desktop program:
// https://github.com/openai/codex. A log is called a rollout:
//
//     {"timestamp":"2026-06-17T10:07:14.9Z","type":"session_meta","payload":{"id":"019ed50c-…",…}}
//     {"timestamp":"…","type":"turn_context","payload":{"cwd":"/p","model":"gpt-5.5",…}}
//     {"timestamp":"…","type":"response_item","payload":{"type":"message","role":"user",…}}
//     {"timestamp":"…","type":"event_msg","payload":{"type":"token_count",…}}
//
// Seen in logs of versions 0.39 and 0.140 to 0.142 and in short samples of 0.106 and 0.146. The
// layout before 0.32, which has no envelope, the forks that begin at another rollout's place, and
// the events of 0.169 (`item_completed`) are known from descriptions only. A fork that copies its
// parent's records is told from the ids of its turns, which hold the time at which they were made.

#include <array>

#include "daemon/capture/sources/codex_parser.hpp"
#include "daemon/capture/sources/json_outline.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

constexpr auto record_types = std::to_array<std::string_view>({
    "compacted",
    "event_msg",
    "response_item",
    "session_meta",
    "turn_context",
    "world_state",
});

bool is_codex(const JsonOutline& record) {
  const std::string_view type = record.text("type");
  for (const std::string_view known : record_types) {
    if (type == known) return record.has("payload");
  }
  return false;
}

/// A first line of the layout without an envelope: nothing but the session.
bool is_bare_codex(const JsonOutline& record) {
  return !record.has("type") && !record.has("sessionId") && !record.text("id").empty() &&
         !record.text("timestamp").empty() && record.has("instructions");
}

class CodexSource final : public Source {
 public:
  std::string_view agent() const override { return "codex"; }
  Growth growth() const override { return Growth::appended_lines; }
  int parser_version() const override { return 1; }

  std::vector<std::filesystem::path> roots(const Environment& environment) const override {
    const auto configured =
        environment.variable ? environment.variable("CODEX_HOME") : std::nullopt;
    const std::filesystem::path home = configured && !configured->empty()
                                           ? std::filesystem::path(*configured)
                                           : environment.home / ".codex";
    return {home / "sessions", home / "archived_sessions"};
  }

  bool recognises(const std::filesystem::path& path, std::string_view head) const override {
    if (path.extension() != ".jsonl") return false;
    const auto first = outlines_of_lines(head, 1);
    return !first.empty() && (is_codex(first.front()) || is_bare_codex(first.front()));
  }

  std::unique_ptr<Parser> make_parser(const std::filesystem::path& path,
                                      std::string_view state) const override {
    return std::make_unique<codex::CodexParser>(path, state);
  }
};

}  // namespace

std::unique_ptr<Source> make_codex_source() {
  return std::make_unique<CodexSource>();
}

}  // namespace baton::capture
