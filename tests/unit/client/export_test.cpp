#include <fstream>
#include <iterator>

#include <boost/test/unit_test.hpp>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/commands/export_markdown.hpp"
#include "client/line_reader.hpp"
#include "client/private_file.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/client/fixture.hpp"

using namespace baton::client;
using namespace baton::client::test;
using baton::tests::TemporaryDirectory;

namespace {

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::filesystem::path write(const TemporaryDirectory& directory, const std::string& text) {
  const std::filesystem::path path = directory / "in.jsonl";
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

constexpr std::string_view an_answer =
    R"({"taken": 1, "projects_added": 1, "sessions_added": 0, "turns_added": 0, "turns_known": 0,
  "handoffs_added": 0, "left_out": 0, "sessions_left_out": []})";
const std::string header = "{\"baton_export\":1}\n";
const std::string project = R"({"project":{"key":"/k","name":"k","path":"/k"}})"
                            "\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(archives)

BOOST_AUTO_TEST_CASE(an_export_goes_out_page_by_page) {
  Fixture f;
  int page = 0;
  f.daemon.on("export.read", [&](const boost::json::value&) {
    return ++page == 1
               ? json(R"({"records": [{"project": {"key": "a", "new": 1}}], "next_cursor": "c"})")
               : json(R"({"records": [{"turn": {"text": "\u009b"}}]})");
  });
  BOOST_TEST(f.run({"export"}) == 0);
  BOOST_TEST(f.out.text() == "{\"baton_export\":1,\"made_by\":\"baton " BATON_VERSION
                             "\"}\n{\"project\":{\"key\":\"a\",\"new\":1}}\n"
                             "{\"turn\":{\"text\":\"\u009b\"}}\n{\"baton_export_end\":2}\n");
  BOOST_TEST((f.last_params() == json(R"({"cursor": "c"})")));
}

BOOST_AUTO_TEST_CASE(an_export_of_a_session_is_one_of_the_project_here) {
  Fixture f;
  f.daemon.on("export.read", R"({"records": []})");
  BOOST_TEST(f.run({"export", "--session", "3"}) == 0);
  BOOST_TEST((f.last_params() == json(R"({"project": "/home/me/api/src", "session": 3})")));
}

BOOST_AUTO_TEST_CASE(an_export_does_not_fill_a_terminal) {
  Fixture f;
  f.out.pretend_terminal(80, true);
  BOOST_TEST(f.run({"export"}) == 2);
  BOOST_TEST(f.complained("--output"));
}

BOOST_AUTO_TEST_CASE(an_export_that_is_refused_leaves_no_file) {
  const TemporaryDirectory directory;
  Fixture f;
  BOOST_TEST(f.run({"export", "--output", (directory / "out").string()}) == 1);
  BOOST_TEST(std::filesystem::is_empty(directory.path()));
  f.daemon.on("export.read", R"({"records": []})");
  BOOST_TEST(f.run({"export", "--output", (directory / "out").string()}) == 0);
  BOOST_TEST(content(directory / "out").ends_with("{\"baton_export_end\":0}\n"));
  BOOST_TEST(f.printed("Wrote 0 sessions, 0 turns."));
}

BOOST_AUTO_TEST_CASE(markdown_of_a_session_is_readable_and_safe) {
  Fixture f;
  f.daemon.on("session.get", a_session);
  f.daemon.on(
      "turn.list",
      R"({"turns": [{"id": 1, "session_id": 70, "ordinal": 1, "role": "user", "kind": "text",
    "injected": false, "created_at": "2026-01-05T09:00:00Z", "text": "Fix\n\n```", "truncated": false},
    {"id": 9, "session_id": 70, "ordinal": 41, "role": "tool", "kind": "tool_result", "injected": false,
    "tool": "<b>", "is_error": true, "text": "no \u001b[2J file", "truncated": false}]})");
  BOOST_TEST(f.run({"export", "--markdown", "--session", "3"}) == 0);
  BOOST_TEST(f.out.text() ==
             "# Session 3 of api\n\n- Title: Fix the tests\n- Agent: claude-code\n"
             "- Directory: /home/me/api\n- Branch: main\n- Status: completed\n"
             "- Started: 2026-01-05T09:00:00Z\n- Turns: 1234\n"
             "\n## 1. user (2026-01-05T09:00:00Z)\n\n> Fix\n>\n> ```\n"
             "\n## 41. tool, tool\\_result \\<b\\>, failed\n\n```\nno ␛[2J file\n```\n");
}

BOOST_AUTO_TEST_CASE(a_fence_is_longer_than_any_in_the_text) {
  BOOST_TEST(fenced("x") == "```\nx\n```\n");
  BOOST_TEST(fenced("a ```` b\n```") == "`````\na ```` b\n```\n`````\n");
  BOOST_TEST(fenced("") == "```\n\n```\n");
  BOOST_TEST(quoted_block("a\n\nb\n") == "> a\n>\n> b\n");
  BOOST_TEST(quoted_block("") == ">\n");
}

BOOST_AUTO_TEST_CASE(an_import_goes_in_batches_with_the_end_said) {
  const TemporaryDirectory directory;
  Fixture f;
  f.daemon.on("import.write", an_answer);
  const auto path = write(directory, header + project + "\n" + "{\"baton_export_end\":1}\n");
  BOOST_TEST(f.run({"import", path.string()}) == 0);
  BOOST_TEST(f.daemon.calls().size() == 1U);
  BOOST_TEST((
      f.last_params() ==
      json(
          R"({"records": [{"project": {"key": "/k", "name": "k", "path": "/k"}}], "last": true})")));
  BOOST_TEST(f.printed("Imported 1 project, 0 sessions, 0 turns, 0 handoffs.\n"));
}

BOOST_AUTO_TEST_CASE(a_wrong_line_is_named_after_those_before_it_were_sent) {
  const TemporaryDirectory directory;
  Fixture f;
  f.daemon.on("import.write", an_answer);
  const auto path = write(directory, header + project + "{\"project\":{\"key\":1}}\n");
  BOOST_TEST(f.run({"import", path.string()}) == 1);
  BOOST_TEST(f.daemon.calls().size() == 1U);
  BOOST_TEST(f.complained("line 3: record.project.key: expected a string"));
}

BOOST_AUTO_TEST_CASE(a_record_that_the_daemon_refuses_is_named_by_its_line) {
  const TemporaryDirectory directory;
  Fixture f;
  f.daemon.on("import.write",
              R"({"taken": 1, "error": "bad", "projects_added": 1, "sessions_added": 0,
    "turns_added": 0, "turns_known": 0, "handoffs_added": 0, "left_out": 0, "sessions_left_out": []})");
  const auto path = write(directory, header + project + "\n" + project);
  BOOST_TEST(f.run({"import", path.string()}) == 1);
  BOOST_TEST(f.complained("line 4: bad"));
}

BOOST_AUTO_TEST_CASE(anything_else_is_read_as_logs) {
  const TemporaryDirectory directory;
  Fixture f;
  f.daemon.on("event.subscribe", R"({"topics": ["capture"]})");
  f.daemon.on("daemon.status", a_status);
  f.daemon.on("capture.scan", R"({"scan_id": 1, "files": 0, "unrecognised": 1})");
  const auto path = write(directory, "{\"type\":\"user\"}\n");
  BOOST_TEST(f.run({"import", path.string()}) == 0);
  BOOST_TEST(f.printed("Read 0 log files"));
}

BOOST_AUTO_TEST_CASE(lines_are_read_whole_whatever_ends_them) {
  const TemporaryDirectory directory;
  const std::string big(700'000, 'x');
  const auto path = write(directory, "\n" + big + "\nlast");
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  LineReader lines(file.get(), 1U << 20U);
  BOOST_TEST(lines.starts_with("\nxx"));
  BOOST_TEST(!lines.starts_with("x"));
  BOOST_TEST(lines.next()->empty());
  BOOST_TEST((*lines.next() == big));
  BOOST_TEST(*lines.next() == "last");
  BOOST_TEST(lines.line() == 3);
  BOOST_TEST(!lines.next());
}

BOOST_AUTO_TEST_CASE(a_line_without_end_is_refused) {
  const TemporaryDirectory directory;
  const auto path = write(directory, std::string(3'000'000, 'x'));
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  LineReader lines(file.get(), 1U << 20U);
  BOOST_CHECK_THROW(lines.next(), Failure);
}

BOOST_AUTO_TEST_CASE(a_private_file_is_there_when_it_is_whole) {
  const TemporaryDirectory directory;
  const auto path = directory / "file";
  {
    PrivateFile file(path.string());
    file.out().write("half");
  }
  BOOST_TEST(std::filesystem::is_empty(directory.path()));
  PrivateFile file(path.string());
  file.out().write("whole");
  BOOST_TEST(!std::filesystem::exists(path));
  file.commit();
  BOOST_TEST(content(path) == "whole");
  struct stat state {};
  BOOST_TEST(::stat(path.c_str(), &state) == 0);
  BOOST_TEST((state.st_mode & 0777U) == 0600U);
}

BOOST_AUTO_TEST_SUITE_END()
