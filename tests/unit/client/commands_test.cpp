#include <boost/test/unit_test.hpp>

#include "tests/unit/client/fixture.hpp"

using namespace baton::client;
using namespace baton::client::test;

BOOST_AUTO_TEST_SUITE(commands)

BOOST_AUTO_TEST_CASE(handoff_goes_out_byte_for_byte) {
  Fixture f;
  f.daemon.on("handoff.get", a_handoff);
  BOOST_TEST(f.run({"handoff", "--budget", "800"}) == 0);
  BOOST_TEST(f.out.text() == "# Handoff\n- fix the \x1b[31mtests\n");
  BOOST_TEST((f.last_params() == json(R"({"project": "/home/me/api/src", "budget": 800})")));
}

BOOST_AUTO_TEST_CASE(handoff_is_escaped_on_a_terminal) {
  Fixture f;
  f.out.pretend_terminal(80, true);
  f.daemon.on("handoff.get", a_handoff);
  BOOST_TEST(f.run({"handoff", "--project", "api", "--version-number", "3"}) == 0);
  BOOST_TEST(f.out.text() == "# Handoff\n- fix the ␛[31mtests\n");
  BOOST_TEST((f.last_params() == json(R"({"project": "api", "version": 3})")));
}

BOOST_AUTO_TEST_CASE(handoff_lists_its_versions) {
  Fixture f;
  f.daemon.on("handoff.list",
              R"({"versions": [{"version": 2, "session_number": 5, "generator": "hybrid",
    "model": "m", "created_at": "2026-01-05T11:00:00Z", "tokens": 1990, "times_loaded": 4}]})");
  BOOST_TEST(f.run({"handoff", "--list"}) == 0);
  BOOST_TEST(f.printed("1 h ago"));
  BOOST_TEST(f.printed("hybrid, m"));
}

BOOST_AUTO_TEST_CASE(json_is_the_result_itself) {
  Fixture f;
  const std::string_view newer = R"({"handoff": 1, "unknown": [null, "\u2068"]})";
  f.daemon.on("handoff.get", newer);
  BOOST_TEST(f.run({"--json", "handoff"}) == 0);
  BOOST_TEST((json(f.out.text()) == json(newer)));
  BOOST_TEST(f.out.text().find('\n') == f.out.text().size() - 1);
}

BOOST_AUTO_TEST_CASE(projects_are_a_table) {
  Fixture f;
  f.daemon.on("project.list", R"({"projects": [{"id": 1, "name": "api", "path": "/home/me/api",
    "description": "", "status": "active", "ignored": true, "sessions": 12, "active_sessions": 0,
    "turns": 3456, "last_activity_at": "2026-01-05T09:00:00Z"}], "next_cursor": "c"})");
  BOOST_TEST(f.run({"projects", "--limit", "1"}) == 0);
  BOOST_TEST(f.out.text() ==
             "ID  NAME           SESSIONS  TURNS  LAST ACTIVITY  PATH\n"
             " 1  api (ignored)        12  3 456  3 h ago        /home/me/api\n"
             "There are more: --limit N shows up to 500.\n");
  BOOST_TEST((f.last_params() == json(R"({"limit": 1})")));
}

BOOST_AUTO_TEST_CASE(no_projects_is_said) {
  Fixture f;
  f.daemon.on("project.list", R"({"projects": []})");
  BOOST_TEST(f.run({"projects"}) == 0);
  BOOST_TEST(f.printed("No projects yet"));
}

BOOST_AUTO_TEST_CASE(sessions_of_here_of_a_project_or_of_all) {
  Fixture f;
  f.daemon.on("session.list", R"({"sessions": [)" + std::string(a_session) + "]}");
  BOOST_TEST(f.run({"sessions"}) == 0);
  BOOST_TEST((f.last_params() == json(R"({"project": "/home/me/api/src"})")));
  BOOST_TEST(f.printed("1 234"));
  BOOST_TEST(f.printed("Fix the tests\n"));
  BOOST_TEST(f.run({"sessions", "../web"}) == 0);
  BOOST_TEST((f.last_params() == json(R"({"project": "/home/me/api/web"})")));
  BOOST_TEST(f.run({"sessions", "--all"}) == 0);
  BOOST_TEST((f.last_params() == json("{}")));
  BOOST_TEST(f.printed("PROJECT"));
  BOOST_TEST(f.run({"sessions", "--all", "api"}) == 2);
}

BOOST_AUTO_TEST_CASE(search_marks_what_matched) {
  Fixture f;
  f.daemon.on("search.query",
              "{\"hits\": [{\"turn_id\": 1, \"session_id\": 2, \"project_id\": 3, "
              "\"project\": \"api\", \"session_number\": 3, \"ordinal\": 41, \"agent\": \"codex\", "
              "\"role\": \"user\", \"kind\": \"text\", \"created_at\": \"2026-01-05T11:59:59Z\", "
              "\"snippet\": \"a \u2068dead\u2069\\n\\u001block\"}]}");
  BOOST_TEST(f.run({"search", "dead", "lock"}) == 0);
  BOOST_TEST(f.out.text() == "3:41  user text  codex  just now\n    a dead ␛lock\n");
  BOOST_TEST((f.last_params() == json(R"({"query": "dead lock", "project": "/home/me/api/src"})")));
  Output coloured(-1);
  coloured.pretend_terminal(80, true);
  Context context{.out = coloured, .err = f.err, .connect = f.context.connect};
  BOOST_TEST((run_program({"search", "--all", "x"}, context) == ExitCode::ok));
  BOOST_TEST(coloured.text().ends_with("    a \x1b[1m\x1b[33mdead\x1b[0m ␛lock\n"));
}

BOOST_AUTO_TEST_CASE(status_at_a_glance) {
  Fixture f;
  f.daemon.on("daemon.status", a_status);
  BOOST_TEST(f.run({"status"}) == 0);
  BOOST_TEST(f.printed("batond 0.1.0, process 42, up 1 h 1 min\n"));
  BOOST_TEST(f.printed("2 projects, 3 sessions, 4 567 turns, 1 handoff\n"));
  BOOST_TEST(f.printed("1 file with trouble"));
}

BOOST_AUTO_TEST_CASE(capture_status_shows_troubles) {
  Fixture f;
  f.daemon.on("capture.status",
              R"({"state": "scanning", "pending_files": 2, "watched_directories": 1,
    "trouble": "too few watches", "ignored": [{"scope": "agent", "pattern": "cursor", "note": "not mine"}],
    "agents": [{"agent": "codex", "roots": ["/a", "/b"], "files": 3, "gone_files": 1, "sessions": 2, "turns": 9, "unparsed": 1,
    "troubles": [{"path": "/a/x.jsonl", "line": 7, "offset": 99, "reason": "not\nJSON"}]}]})");
  BOOST_TEST(f.run({"capture", "status"}) == 0);
  BOOST_TEST(f.printed("Capture is scanning: 1 watched folder, 2 files waiting.\n"));
  BOOST_TEST(f.printed("/a, /b"));
  BOOST_TEST(f.printed("! /a/x.jsonl:7: not JSON\n"));
  BOOST_TEST(f.printed("! too few watches\n"));
  BOOST_TEST(f.printed("Not recorded:\n  agent cursor"));
}

BOOST_AUTO_TEST_CASE(capture_status_leaves_out_agents_without_logs) {
  Fixture f;
  f.daemon.on("capture.status",
              R"({"state": "watching", "pending_files": 0, "watched_directories": 0, "ignored": [],
    "agents": [{"agent": "codex", "roots": ["/a"], "files": 0, "gone_files": 0, "sessions": 0, "turns": 0,
    "unparsed": 0, "troubles": []}]})");
  BOOST_TEST(f.run({"capture", "status"}) == 0);
  BOOST_TEST(f.printed("Nothing was found yet"));
  BOOST_TEST(f.run({"capture", "status", "--all"}) == 0);
  BOOST_TEST(f.printed("codex"));
}

BOOST_AUTO_TEST_CASE(capture_ignore_takes_names_as_they_are_and_paths_absolute) {
  Fixture f;
  f.daemon.on("capture.ignore", R"({"scope": "agent", "pattern": "cursor"})");
  BOOST_TEST(f.run({"capture", "ignore", "cursor", "--note", "why"}) == 0);
  BOOST_TEST(f.printed("Nothing is recorded any more of the agent cursor.\n"));
  BOOST_TEST((f.last_params() == json(R"({"what": "cursor", "note": "why"})")));
  f.run({"capture", "ignore", "."});
  BOOST_TEST((f.last_params() == json(R"({"what": "/home/me/api/src"})")));
}

BOOST_AUTO_TEST_CASE(capture_scan_returns_at_once) {
  Fixture f;
  f.daemon.on("capture.scan", R"({"scan_id": 5, "files": 1, "unrecognised": 3})");
  BOOST_TEST(f.run({"capture", "scan", "logs"}) == 0);
  BOOST_TEST(f.printed("Found 1 log file (3 other files left alone); reading in the background"));
  BOOST_TEST((f.last_params() == json(R"({"path": "/home/me/api/src/logs"})")));
}

BOOST_AUTO_TEST_CASE(capture_scan_waits_for_its_own_news) {
  Fixture f;
  f.daemon.on("event.subscribe", R"({"topics": ["capture"]})");
  std::int64_t turns = 100;
  f.daemon.on("daemon.status", [&](const auto&) {
    auto status = json(a_status);
    status.at("turns") = turns;
    turns += 50;
    return status;
  });
  f.daemon.on("capture.scan", R"({"scan_id": 5, "files": 2, "unrecognised": 0})");
  f.daemon.push(
      {"event.capture",
       json(R"({"pending_files": 0, "scan_id": 4, "scan_files": 2, "scan_files_read": 2})")});
  f.daemon.push(
      {"event.capture",
       json(R"({"pending_files": 1, "scan_id": 5, "scan_files": 2, "scan_files_read": 1})")});
  f.daemon.push(
      {"event.capture",
       json(R"({"pending_files": 0, "scan_id": 5, "scan_files": 2, "scan_files_read": 2})")});
  BOOST_TEST(f.run({"capture", "scan", "--wait", "/logs"}) == 0);
  BOOST_TEST(f.out.text() == "Read 2 log files: 50 new turns.\n");
  BOOST_TEST(f.daemon.calls().front().method == "event.subscribe");
  BOOST_TEST(!f.daemon.next_notification({}));
}

BOOST_AUTO_TEST_CASE(capture_scan_asks_when_news_was_dropped) {
  Fixture f;
  f.daemon.on("event.subscribe", R"({"topics": ["capture"]})");
  f.daemon.on("daemon.status", a_status);
  f.daemon.on("capture.scan", R"({"scan_id": 5, "files": 2, "unrecognised": 0})");
  f.daemon.on(
      "capture.status",
      R"({"state": "watching", "pending_files": 0, "watched_directories": 0, "agents": [], "ignored": []})");
  BOOST_TEST(f.run({"capture", "scan", "--wait", "/logs"}) == 0);
  BOOST_TEST(f.printed("Read 2 log files: 0 new turns."));
}

BOOST_AUTO_TEST_CASE(rpc_calls_any_method) {
  Fixture f;
  f.daemon.on("x.y", R"({"a": 1})");
  BOOST_TEST(f.run({"rpc", "x.y", R"({"p": [1]})"}) == 0);
  BOOST_TEST(f.out.text() == "{\"a\":1}\n");
  BOOST_TEST((f.last_params() == json(R"({"p": [1]})")));
  BOOST_TEST(f.run({"rpc", "x.y"}) == 0);
  BOOST_TEST(f.last_params().is_null());
  BOOST_TEST(f.run({"rpc", "x.y", "{"}) == 2);
  BOOST_TEST(f.run({"rpc", "x.y", "[1]"}) == 2);
  BOOST_TEST(f.run({"rpc"}) == 2);
}

BOOST_AUTO_TEST_CASE(rpc_lists_methods_without_a_daemon) {
  Fixture f;
  BOOST_TEST(f.run({"rpc", "--list"}) == 0);
  BOOST_TEST(f.printed("handoff.get "));
  BOOST_TEST(f.daemon.calls().empty());
}

BOOST_AUTO_TEST_SUITE_END()
