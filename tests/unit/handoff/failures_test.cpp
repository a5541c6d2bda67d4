#include <boost/test/unit_test.hpp>

#include "tests/unit/handoff/material_builder.hpp"

namespace baton::handoff {

using store::ToolKind;

namespace {

std::vector<std::string> failures_of(const SessionBuilder& session) {
  return lines_in(build(material_of({session.done()}), 4000), SectionName::failures);
}

SessionBuilder started() {
  SessionBuilder session(1);
  session.user("Make the build of the release work again");
  return session;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(failures)

BOOST_AUTO_TEST_CASE(the_exact_error_line_is_quoted) {
  auto session = started();
  session.shell(
      "cargo build --release",
      "Exit code 101\n   Compiling engine\nerror[E0382]: borrow of moved value: `config`\n", true);
  BOOST_TEST(any_holds(failures_of(session), "error[E0382]: borrow of moved value: `config`"));
}

BOOST_AUTO_TEST_CASE(a_later_success_resolves_it) {
  auto session = started();
  session.shell("./deploy.sh staging-server", "Exit code 1\nerror: no such host", true)
      .shell("./deploy.sh staging-server", "deployed");
  BOOST_TEST(failures_of(session).empty());
}

BOOST_AUTO_TEST_CASE(a_check_repaired_by_edits_names_them) {
  auto session = started();
  session.shell("go test ./store", "Exit code 1\n--- FAIL: TestStoreOpensTwice (0.00s)", true)
      .edit("/home/someone/projects/engine/store/open.go")
      .shell("go test ./...", "ok engine/store 0.3s");
  const auto lines = failures_of(session);
  BOOST_TEST(any_holds(lines, "TestStoreOpensTwice"));
  BOOST_TEST(any_holds(lines, "passed after edits of store/open.go"));
}

BOOST_AUTO_TEST_CASE(a_search_without_a_hit_is_no_failure) {
  auto session = started();
  session.shell("grep -rn forgotten_function src", "Exit code 1", true);
  BOOST_TEST(failures_of(session).empty());
}

BOOST_AUTO_TEST_CASE(what_the_user_rejected_is_no_failure) {
  auto session = started();
  session.tool("Edit", ToolKind::edit, R"({"file_path":"/home/someone/projects/engine/go.mod"})",
               "The user doesn't want to proceed with this tool use. The tool use was rejected",
               true);
  BOOST_TEST(failures_of(session).empty());
}

BOOST_AUTO_TEST_CASE(a_slip_of_the_agent_is_no_failure) {
  auto session = started();
  session.tool("Edit", ToolKind::edit, R"({"file_path":"/home/someone/projects/engine/go.mod"})",
               "<tool_use_error>File has not been read yet. Read it first before writing to "
               "it.</tool_use_error>",
               true);
  BOOST_TEST(failures_of(session).empty());
}

BOOST_AUTO_TEST_CASE(the_same_failure_stands_once) {
  auto session = started();
  for (int i = 0; i < 5; ++i)
    session.shell("ninja all_of_the_targets", "Exit code 1\nerror: missing header", true);
  BOOST_TEST(failures_of(session).size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_earlier_sessions_failure_stays_until_it_is_resolved) {
  SessionBuilder first(1);
  first.user("Run the tests of the engine")
      .shell("pytest tests/engine", "Exit code 1\nE   AssertionError: engine is cold", true)
      .agent("One of the tests fails.")
      .user("and stop here");
  SessionBuilder second(2);
  second.user("Write the manual of the engine").agent("The manual of the engine is written.");
  SessionBuilder third(3);
  third.user("Run the tests of the engine again")
      .shell("pytest tests/engine", "4 passed in 0.2s")
      .agent("All of the tests pass.");
  const auto before = build(material_of({second.done(), first.done()}), 4000);
  const auto after = build(material_of({third.done(), second.done(), first.done()}), 4000);
  BOOST_TEST(any_holds(lines_in(before, SectionName::failures), "AssertionError: engine is cold"));
  BOOST_TEST(lines_in(after, SectionName::failures).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
