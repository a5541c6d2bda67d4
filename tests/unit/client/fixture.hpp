#pragma once
// A command run against a daemon that is made up.

#include <string>
#include <vector>

#include <boost/json/parse.hpp>

#include "client/fake_transport.hpp"
#include "client/program.hpp"

namespace baton::client::test {

struct Fixture {
  FakeTransport daemon;
  Output out{-1};
  Output err{-1};
  Context context{.out = out, .err = err};

  Fixture() {
    context.connect = [this](const Context&) -> Transport& { return daemon; };
    context.directory = [] { return std::string("/home/me/api/src"); };
    context.now = *parse_utc("2026-01-05T12:00:00Z");
  }

  /// Runs a command line and gives its exit code.
  int run(const std::vector<std::string>& words) {
    return static_cast<int>(run_program(words, context));
  }

  /// The params of the call made last.
  boost::json::value last_params() const { return daemon.calls().back().params; }

  bool printed(std::string_view text) const { return out.text().find(text) != std::string::npos; }
  bool complained(std::string_view text) const {
    return err.text().find(text) != std::string::npos;
  }
};

inline boost::json::value json(std::string_view text) {
  return boost::json::parse(text);
}

inline constexpr std::string_view a_handoff = R"({"project_id": 1, "project": "api", "version": 3,
  "session_number": 7, "generator": "extractive", "created_at": "2026-01-05T11:00:00Z", "tokens": 12,
  "text": "# Handoff\n- fix the \u001b[31mtests\n"})";

inline constexpr std::string_view a_session =
    R"({"id": 70, "project_id": 1, "project": "api", "number": 3,
  "agent": "claude-code", "external_id": "e", "title": "Fix the\ntests", "status": "completed",
  "started_at": "2026-01-05T09:00:00Z", "working_directory": "/home/me/api", "branch": "main", "turns": 1234,
  "user_turns": 2, "input_tokens": 10, "output_tokens": 20})";

inline constexpr std::string_view a_turn =
    R"({"id": 9, "session_id": 70, "ordinal": 41, "role": "tool",
  "kind": "tool_result", "injected": false, "tool": "Bash", "is_error": true, "text": "no such file\r\n\u009b1m",
  "truncated": false})";

inline constexpr std::string_view a_status =
    R"({"version": "0.1.0", "protocol_version": 1, "pid": 42,
  "uptime_seconds": 3700, "socket": "/run/s", "database": "/d/baton.db", "database_bytes": 8100,
  "schema_version": 1, "connections": 1, "projects": 2, "sessions": 3, "turns": 4567, "handoffs": 1,
  "capture_state": "watching", "capture_pending_files": 0, "capture_troubled_files": 1})";

}  // namespace baton::client::test
