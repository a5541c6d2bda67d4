// Pi: https://github.com/badlogic/pi-mono. Its log is
// `~/.pi/agent/sessions/--<project>--/<time>_<session>.jsonl`:
//
//     {"type":"session","version":3,"id":"…","timestamp":"…","cwd":"/p"}
//     {"type":"message","id":"30c6a75f","parentId":null,"timestamp":"…","message":{"role":"user",
//      "content":[{"type":"text","text":"…"}]}}
//
// OpenClaw, https://github.com/openclaw/openclaw, is made from it and writes the same below
// `~/.openclaw/agents/<agent>/sessions/`: whose a file is can be told only from where it lies. Seen
// only in four short samples of version 3.

#include <algorithm>

#include "daemon/capture/sources/json_outline.hpp"
#include "daemon/capture/sources/pi_parser.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

bool is_session(const std::filesystem::path& path, std::string_view head) {
  if (path.extension() != ".jsonl") return false;
  const auto first = outlines_of_lines(head, 1);
  return !first.empty() && first.front().text("type") == "session" &&
         first.front().has("version") && !first.front().text("id").empty() &&
         !first.front().text("timestamp").empty() && first.front().has("cwd");
}

/// By a directory's name, or by its layout where the state directory bears another.
bool is_of_openclaw(const std::filesystem::path& path) {
  const auto is_name = [](const std::filesystem::path& part) {
    const std::string name = part.string();
    return name == "openclaw" || name == ".openclaw" || name == ".clawdbot";
  };
  if (std::ranges::any_of(path.parent_path(), is_name)) return true;
  const std::filesystem::path directory = path.parent_path();
  return directory.filename() == "sessions" &&
         directory.parent_path().parent_path().filename() == "agents";
}

std::optional<std::filesystem::path> configured(const Environment& environment, const char* name) {
  const auto value = environment.variable ? environment.variable(name) : std::nullopt;
  if (!value || value->empty()) return std::nullopt;
  return std::filesystem::path(*value);
}

class PiSource final : public Source {
 public:
  std::string_view agent() const override { return "pi"; }
  Growth growth() const override { return Growth::appended_lines; }
  int parser_version() const override { return 1; }

  std::vector<std::filesystem::path> roots(const Environment& environment) const override {
    const auto directory = configured(environment, "PI_CODING_AGENT_DIR");
    return {directory.value_or(environment.home / ".pi" / "agent") / "sessions"};
  }

  bool recognises(const std::filesystem::path& path, std::string_view head) const override {
    return is_session(path, head) && !is_of_openclaw(path);
  }

  std::unique_ptr<Parser> make_parser(const std::filesystem::path& path,
                                      std::string_view state) const override {
    return std::make_unique<pi::PiParser>(agent(), path, state);
  }
};

class OpenClawSource final : public Source {
 public:
  std::string_view agent() const override { return "openclaw"; }
  Growth growth() const override { return Growth::appended_lines; }
  int parser_version() const override { return 1; }

  std::vector<std::filesystem::path> roots(const Environment& environment) const override {
    if (const auto directory = configured(environment, "OPENCLAW_STATE_DIR"))
      return {*directory / "agents"};
    return {environment.home / ".openclaw" / "agents", environment.home / ".clawdbot" / "agents"};
  }

  bool recognises(const std::filesystem::path& path, std::string_view head) const override {
    return is_session(path, head) && is_of_openclaw(path);
  }

  std::unique_ptr<Parser> make_parser(const std::filesystem::path& path,
                                      std::string_view state) const override {
    return std::make_unique<pi::PiParser>(agent(), path, state);
  }
};

}  // namespace

std::unique_ptr<Source> make_pi_source() {
  return std::make_unique<PiSource>();
}

std::unique_ptr<Source> make_openclaw_source() {
  return std::make_unique<OpenClawSource>();
}

}  // namespace baton::capture
