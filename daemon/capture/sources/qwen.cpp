// Qwen Code: https://github.com/QwenLM/qwen-code. Its log is
// `~/.qwen/projects/<project>/chats/<session>.jsonl`:
//
//     {"uuid":"…","parentUuid":null,"sessionId":"…","timestamp":"…","type":"user","cwd":"/p",
//      "version":"0.21.13","message":{"role":"user","parts":[{"text":"…"}]}}
//
// Seen only in short samples of version 0.21; the rest is known from descriptions, and so are
// forks, subagents and compressions altogether. Logs of its first versions have Gemini CLI's layout
// below
// `~/.qwen/tmp` and are not read. A rewind leaves the records that it takes back in the log, and
// they are told.

#include <algorithm>
#include <array>

#include "daemon/capture/sources/json_outline.hpp"
#include "daemon/capture/sources/qwen_parser.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

constexpr auto record_types =
    std::to_array<std::string_view>({"assistant", "system", "tool_result", "user"});

/// Claude Code's records are much the same.
bool is_qwen(const JsonOutline& record, std::string_view head) {
  if (std::ranges::find(record_types, record.text("type")) == record_types.end()) return false;
  if (!record.has("uuid") || !record.has("parentUuid") || record.text("sessionId").empty())
    return false;
  if (record.has("isSidechain") || record.has("userType")) return false;
  return record.has("systemPayload") || record.text("type") == "tool_result" ||
         head.find("\"parts\":[") != std::string_view::npos;
}

class QwenSource final : public Source {
 public:
  std::string_view agent() const override { return "qwen"; }
  Growth growth() const override { return Growth::appended_lines; }
  int parser_version() const override { return 1; }

  std::vector<std::filesystem::path> roots(const Environment& environment) const override {
    const auto configured = environment.variable ? environment.variable("QWEN_HOME") : std::nullopt;
    const std::filesystem::path home = configured && !configured->empty()
                                           ? std::filesystem::path(*configured)
                                           : environment.home / ".qwen";
    return {home / "projects"};
  }

  bool recognises(const std::filesystem::path& path, std::string_view head) const override {
    if (path.extension() != ".jsonl") return false;
    const auto first = outlines_of_lines(head, 1);
    return !first.empty() && is_qwen(first.front(), head);
  }

  std::unique_ptr<Parser> make_parser(const std::filesystem::path& path,
                                      std::string_view state) const override {
    return std::make_unique<qwen::QwenParser>(path, state);
  }
};

}  // namespace

std::unique_ptr<Source> make_qwen_source() {
  return std::make_unique<QwenSource>();
}

}  // namespace baton::capture
