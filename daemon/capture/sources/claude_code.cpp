// Claude Code: https://docs.anthropic.com/en/docs/claude-code. Its makers call the log's format
// internal; what is read here was seen in transcripts of versions 1.0 to 2.1.

#include "daemon/capture/sources/claude_code_head.hpp"
#include "daemon/capture/sources/claude_code_parser.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

class ClaudeCodeSource final : public Source {
 public:
  std::string_view agent() const override { return "claude-code"; }
  Growth growth() const override { return Growth::appended_lines; }
  int parser_version() const override { return 1; }

  std::vector<std::filesystem::path> roots(const Environment& environment) const override {
    const auto configured =
        environment.variable ? environment.variable("CLAUDE_CONFIG_DIR") : std::nullopt;
    if (configured && !configured->empty())
      return {std::filesystem::path(*configured) / "projects"};
    return {environment.home / ".claude" / "projects"};
  }

  // By content: exported logs have all kinds of names.
  bool recognises(const std::filesystem::path& path, std::string_view head) const override {
    return path.extension() == ".jsonl" && claude_code::looks_like_claude_code(head);
  }

  std::unique_ptr<Parser> make_parser(const std::filesystem::path& path,
                                      std::string_view state) const override {
    return std::make_unique<claude_code::ClaudeCodeParser>(path, state);
  }
};

}  // namespace

std::unique_ptr<Source> make_claude_code_source() {
  return std::make_unique<ClaudeCodeSource>();
}

}  // namespace baton::capture
