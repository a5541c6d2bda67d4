// Antigravity's command line: https://antigravity.google. A conversation's transcript is
// `~/.gemini/antigravity-cli/brain/<conversation>/.system_generated/logs/transcript_full.jsonl`:
//
//     {"step_index":0,"source":"USER_EXPLICIT","type":"USER_INPUT","status":"DONE",
//      "created_at":"2026-06-26T21:16:16Z","content":"<USER_REQUEST>…</USER_REQUEST>"}
//
// beside a `transcript.jsonl` with the same steps cut short, which is read where there is no full
// one. Seen only in two short samples of June 2026. The transcript does not say in which directory
// the agent worked, nor what it cost.

#include <system_error>

#include "daemon/capture/sources/antigravity_parser.hpp"
#include "daemon/capture/sources/json_outline.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

bool has_full_sibling(const std::filesystem::path& path) {
  std::error_code failed;
  return path.filename() == "transcript.jsonl" &&
         std::filesystem::exists(path.parent_path() / "transcript_full.jsonl", failed);
}

class AntigravitySource final : public Source {
 public:
  std::string_view agent() const override { return "antigravity"; }
  Growth growth() const override { return Growth::appended_lines; }
  int parser_version() const override { return 1; }

  std::vector<std::filesystem::path> roots(const Environment& environment) const override {
    return {environment.home / ".gemini" / "antigravity-cli" / "brain"};
  }

  bool recognises(const std::filesystem::path& path, std::string_view head) const override {
    if (path.extension() != ".jsonl") return false;
    const auto first = outlines_of_lines(head, 1);
    if (first.empty()) return false;
    const JsonOutline& step = first.front();
    return step.has("step_index") && step.has("source") && !step.text("type").empty() &&
           !step.text("created_at").empty() && !has_full_sibling(path);
  }

  std::unique_ptr<Parser> make_parser(const std::filesystem::path& path,
                                      std::string_view state) const override {
    return std::make_unique<antigravity::AntigravityParser>(path, state);
  }
};

}  // namespace

std::unique_ptr<Source> make_antigravity_source() {
  return std::make_unique<AntigravitySource>();
}

}  // namespace baton::capture
