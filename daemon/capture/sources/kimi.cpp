// Kimi Code: https://github.com/MoonshotAI/kimi-cli. A log belongs to one agent of a session,
// `~/.kimi-code/sessions/wd_<project>/<session>/agents/<agent>/wire.jsonl`:
//
//     {"type":"metadata","protocol_version":"1.4","created_at":1785612803281}
//     {"type":"context.append_message","message":{"role":"user","content":[…],"origin":{…}},…}
//     {"type":"context.append_loop_event","event":{"type":"content.part","part":{…},…},"time":…}
//
// The agent `main` is the session's own, others are its subagents. Seen in three samples of
// protocol 1.4, of July and August 2026, whose longer texts were cut.

#include "daemon/capture/sources/json_outline.hpp"
#include "daemon/capture/sources/kimi_parser.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

class KimiSource final : public Source {
 public:
  std::string_view agent() const override { return "kimi"; }
  Growth growth() const override { return Growth::appended_lines; }
  int parser_version() const override { return 1; }

  std::vector<std::filesystem::path> roots(const Environment& environment) const override {
    const auto configured =
        environment.variable ? environment.variable("KIMI_CODE_HOME") : std::nullopt;
    const std::filesystem::path home = configured && !configured->empty()
                                           ? std::filesystem::path(*configured)
                                           : environment.home / ".kimi-code";
    return {home / "sessions"};
  }

  bool recognises(const std::filesystem::path& path, std::string_view head) const override {
    if (path.extension() != ".jsonl") return false;
    const auto first = outlines_of_lines(head, 1);
    return !first.empty() && first.front().text("type") == "metadata" &&
           first.front().has("protocol_version") && first.front().has("created_at");
  }

  std::unique_ptr<Parser> make_parser(const std::filesystem::path& path,
                                      std::string_view state) const override {
    return std::make_unique<kimi::KimiParser>(path, state);
  }
};

}  // namespace

std::unique_ptr<Source> make_kimi_source() {
  return std::make_unique<KimiSource>();
}

}  // namespace baton::capture
