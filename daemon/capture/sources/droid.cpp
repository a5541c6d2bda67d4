// Droid, Factory's agent: https://factory.ai. Its log is
// `~/.factory/sessions/<project>/<session>.jsonl`:
//
//     {"type":"session_start","id":"…","title":"…","cwd":"/p","version":"0.81.0"}
//     {"type":"message","id":"…","parentId":"…","timestamp":"…","message":{"role":"user",
//      "content":[{"type":"text","text":"…"}]}}
//
// with `<session>.settings.json` beside it. Seen only in three short samples of version 0.81; the
// settings, compactions and subagents are known from descriptions. What `droid exec` prints as a
// stream of JSON is no log and is not read.

#include "daemon/capture/sources/droid_parser.hpp"
#include "daemon/capture/sources/json_outline.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

class DroidSource final : public Source {
 public:
  std::string_view agent() const override { return "droid"; }
  Growth growth() const override { return Growth::appended_lines; }
  int parser_version() const override { return 1; }

  std::vector<std::filesystem::path> roots(const Environment& environment) const override {
    return {environment.home / ".factory" / "sessions"};
  }

  bool recognises(const std::filesystem::path& path, std::string_view head) const override {
    if (path.extension() != ".jsonl") return false;
    const auto first = outlines_of_lines(head, 1);
    return !first.empty() && first.front().text("type") == "session_start" &&
           !first.front().text("id").empty() && first.front().has("cwd");
  }

  std::unique_ptr<Parser> make_parser(const std::filesystem::path& path,
                                      std::string_view state) const override {
    return std::make_unique<droid::DroidParser>(path, state);
  }
};

}  // namespace

std::unique_ptr<Source> make_droid_source() {
  return std::make_unique<DroidSource>();
}

}  // namespace baton::capture
