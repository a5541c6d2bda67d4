// GitHub Copilot CLI: https://github.com/github/copilot-cli. Its log of events is
// `session-state/<session>/events.jsonl`, before version 1.0 `session-state/<session>.jsonl`. Seen
// in logs of versions 1.0.34 to 1.0.72 and in short samples of 0.0.420 and 1.0.77; subagents,
// resumed sessions and compactions only in samples whose texts were taken out.

#include "daemon/capture/sources/copilot_events.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

class CopilotCliSource final : public Source {
 public:
  std::string_view agent() const override { return "copilot-cli"; }
  Growth growth() const override { return Growth::appended_lines; }
  int parser_version() const override { return 1; }

  std::vector<std::filesystem::path> roots(const Environment& environment) const override {
    const auto configured =
        environment.variable ? environment.variable("COPILOT_HOME") : std::nullopt;
    const std::filesystem::path home = configured && !configured->empty()
                                           ? std::filesystem::path(*configured)
                                           : environment.home / ".copilot";
    return {home / "session-state"};
  }

  bool recognises(const std::filesystem::path& path, std::string_view head) const override {
    return path.extension() == ".jsonl" && copilot::is_event_log(head) &&
           !copilot::is_of_vscode(head);
  }

  std::unique_ptr<Parser> make_parser(const std::filesystem::path& path,
                                      std::string_view state) const override {
    return std::make_unique<copilot::EventsParser>(agent(), path, state);
  }
};

}  // namespace

std::unique_ptr<Source> make_copilot_cli_source() {
  return std::make_unique<CopilotCliSource>();
}

}  // namespace baton::capture
