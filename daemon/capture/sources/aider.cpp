// aider: https://aider.chat. It appends to one Markdown file in each project, whatever the session:
//
//     # aider chat started at 2025-07-15 14:53:34
//
//     > Aider v0.85.1
//     > Main model: gpt-4o with diff edit format
//
//     #### add a comment at the top of a.ts
//
//     Here is the change …
//
//     > Tokens: 3.2k sent, 66 received. Cost: $0.0086 message, $0.0086 session.
//     > Applied edit to a.ts
//     > Commit dde0244 feat: add a comment
//
// Each line of a prompt begins with `#### `, each output of aider with `> `; all else is the
// model's. Two blanks end every line of aider's, which tells them from the model's own headings and
// quotations. Seen in histories of versions 0.85 and 0.86 (July 2025 to April 2026); the rules of
// writing are those of aider's source of 2025.

#include "daemon/capture/sources/aider_lines.hpp"
#include "daemon/capture/sources/aider_parser.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view usual_name = ".aider.chat.history.md";

class AiderSource final : public Source {
 public:
  std::string_view agent() const override { return "aider"; }
  Growth growth() const override { return Growth::appended_lines; }
  int parser_version() const override { return 1; }

  /// Only the file that the user has named instead of those in the projects.
  std::vector<fs::path> roots(const Environment& environment) const override {
    const auto configured =
        environment.variable ? environment.variable("AIDER_CHAT_HISTORY_FILE") : std::nullopt;
    if (!configured || !configured->starts_with('/')) return {};
    return {*configured};
  }
  std::vector<fs::path> places_in_project() const override { return {usual_name}; }

  bool recognises(const fs::path& path, std::string_view head) const override {
    if (path.extension() != ".md") return false;
    const std::size_t text = head.find_first_not_of("\r\n");
    if (text == std::string_view::npos) return false;
    const std::string_view line = head.substr(text, head.find('\n', text) - text);
    return !aider::start_of_session(line).empty() || path.filename() == usual_name;
  }

  std::unique_ptr<Parser> make_parser(const fs::path& path, std::string_view state) const override {
    return std::make_unique<aider::HistoryParser>(path, state);
  }
};

}  // namespace

std::unique_ptr<Source> make_aider_source() {
  return std::make_unique<AiderSource>();
}

}  // namespace baton::capture
