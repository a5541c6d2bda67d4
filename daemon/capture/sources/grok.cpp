// Grok's command line, by xAI. A session is a directory, `~/.grok/sessions/<project>/<session>/`,
// with its messages in `chat_history.jsonl`:
//
//     {"type":"user","content":[{"type":"text","text":"…"}],"prompt_index":0}
//     {"type":"assistant","content":"…","tool_calls":[{"id":"…","name":"…","arguments":"…"}],…}
//
// and what is known of it in `summary.json`. `updates.jsonl` beside them tells the same as events
// and is not read. Seen only in two short samples of 2026. No message has a time: the session's
// beginning stands for it. Nothing says which tool call failed.

#include "daemon/capture/sources/grok_parser.hpp"
#include "daemon/capture/sources/json_outline.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

class GrokSource final : public Source {
 public:
  std::string_view agent() const override { return "grok"; }
  Growth growth() const override { return Growth::appended_lines; }
  int parser_version() const override { return 1; }

  std::vector<std::filesystem::path> roots(const Environment& environment) const override {
    return {environment.home / ".grok" / "sessions"};
  }

  bool recognises(const std::filesystem::path& path, std::string_view head) const override {
    if (path.filename() != "chat_history.jsonl") return false;
    const auto first = outlines_of_lines(head, 1);
    if (first.empty()) return false;
    const std::string_view type = first.front().text("type");
    return (type == "system" || type == "user") && first.front().has("content") &&
           !first.front().has("uuid");
  }

  std::unique_ptr<Parser> make_parser(const std::filesystem::path& path,
                                      std::string_view state) const override {
    return std::make_unique<grok::GrokParser>(path, state);
  }
};

}  // namespace

std::unique_ptr<Source> make_grok_source() {
  return std::make_unique<GrokSource>();
}

}  // namespace baton::capture
