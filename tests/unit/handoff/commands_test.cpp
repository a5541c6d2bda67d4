#include <boost/test/unit_test.hpp>

#include "tests/unit/handoff/material_builder.hpp"

namespace baton::handoff {

using store::ToolKind;

namespace {

Built built_of(const SessionBuilder& session) {
  return build(material_of({session.done()}), 4000);
}

SessionBuilder started() {
  SessionBuilder session(5);
  session.user("Check that everything works as before");
  return session;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(commands)

BOOST_AUTO_TEST_CASE(the_last_run_of_a_check_counts) {
  auto session = started();
  session.shell("pnpm test", "Exit code 1\n3 failed", true).shell("pnpm test", "48 passed (2.1s)");
  const auto lines = lines_in(built_of(session), SectionName::verification);
  BOOST_REQUIRE_EQUAL(lines.size(), 1U);
  BOOST_TEST(lines[0] == "Passed: Tests `pnpm test` (last of 2): \"48 passed (2.1s)\"");
}

BOOST_AUTO_TEST_CASE(checks_that_passed_share_a_line_the_last_first) {
  auto session = started();
  session.shell("pnpm lint", "0 issues").shell("pnpm test", "ok");
  BOOST_TEST(any_holds(lines_in(built_of(session), SectionName::verification),
                       "Passed: Tests `pnpm test`; Lint `pnpm lint`"));
}

BOOST_AUTO_TEST_CASE(one_that_failed_stands_among_the_failures_alone) {
  auto session = started();
  session.shell("pnpm test", "Exit code 1\n3 failed", true);
  BOOST_TEST(lines_in(built_of(session), SectionName::verification).empty());
}

BOOST_AUTO_TEST_CASE(a_pipe_does_not_hide_a_failure) {
  auto session = started();
  session.shell("go test ./... 2>&1 | tail -5",
                "--- FAIL: TestEverything (0.01s)\nFAIL\tengine\t0.1s");
  BOOST_TEST(any_holds(lines_in(built_of(session), SectionName::failures),
                       "Tests `go test ./...` FAILED"));
}

BOOST_AUTO_TEST_CASE(the_exit_code_of_codex_is_read) {
  auto session = started();
  session.tool("exec_command", ToolKind::shell, R"({"cmd":"cargo clippy --all-targets"})",
               "Process exited with code 101\nerror: unused variable");
  BOOST_TEST(any_holds(lines_in(built_of(session), SectionName::failures),
                       "Lint `cargo clippy --all-targets` FAILED"));
}

BOOST_AUTO_TEST_CASE(a_command_may_be_a_list_of_words) {
  auto session = started();
  session.tool("shell", ToolKind::shell,
               R"({"command":["bash","-lc","ctest --output-on-failure"]})",
               "100% tests passed, 0 tests failed out of 12");
  BOOST_TEST(any_holds(lines_in(built_of(session), SectionName::verification),
                       "Passed: Tests `ctest --output-on-failure`"));
}

BOOST_AUTO_TEST_CASE(a_call_may_be_plain_text) {
  auto session = started();
  session.without_ids().tool("shell", ToolKind::shell, "mise run lint", "0 issues.");
  BOOST_TEST(any_holds(lines_in(built_of(session), SectionName::verification),
                       "Passed: Lint `mise run lint`"));
}

BOOST_AUTO_TEST_CASE(looking_around_is_no_verification) {
  auto session = started();
  session.shell("ls -la && git status && cat README.md", "total 0");
  BOOST_TEST(lines_in(built_of(session), SectionName::verification).empty());
}

BOOST_AUTO_TEST_CASE(how_to_run_and_the_port_stand_under_environment) {
  auto session = started();
  session.shell("npm run dev -- --host", "ready")
      .shell("curl -s http://localhost:5173/health", "fine")
      .shell("node --version", "v22.3.0");
  const auto lines = lines_in(built_of(session), SectionName::environment);
  BOOST_TEST(any_holds(lines, "Run with `npm run dev -- --host` worked"));
  BOOST_TEST(any_holds(lines, "5173"));
  BOOST_TEST(any_holds(lines, "`node --version` says \"v22.3.0\""));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
