#include <boost/test/unit_test.hpp>

#include "tests/unit/handoff/material_builder.hpp"

namespace baton::handoff {

using store::ToolKind;

namespace {

std::string first_step(const SessionBuilder& session) {
  const auto lines = lines_in(build(material_of({session.done()})), SectionName::next_step);
  return lines.empty() ? "" : lines.front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(next_step)

BOOST_AUTO_TEST_CASE(an_unanswered_request_comes_first) {
  SessionBuilder session(1);
  session.user("Draw the chart")
      .agent("The chart is drawn, next: the legend.")
      .user("Make the axes logarithmic, please");
  BOOST_TEST(first_step(session).find("Make the axes logarithmic") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_session_that_broke_off_names_the_last_action) {
  SessionBuilder session(1);
  session.user("Rebuild the whole index, please")
      .call("Bash", ToolKind::shell, R"({"command":"make rebuild-the-index"})");
  const auto step = first_step(session);
  BOOST_TEST(step.find("Work stopped at") != std::string::npos);
  BOOST_TEST(step.find("make rebuild-the-index") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_check_that_fails_is_to_be_repaired) {
  SessionBuilder session(1);
  session.user("Change the date parser")
      .shell("go test ./...", "Exit code 1\n--- FAIL: TestParseDate (0.00s)", true)
      .agent("I have changed the parser of dates.");
  BOOST_TEST(first_step(session).find("`go test ./...`") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_agents_plan_is_quoted) {
  SessionBuilder session(1);
  session.user("Split the module into two parts")
      .agent(
          "The first part is split off.\n\nNext steps:\n- Move the tests of the second part\n- "
          "Delete the old module");
  BOOST_TEST(first_step(session).find("Move the tests of the second part") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_open_question_is_to_be_answered) {
  SessionBuilder session(1);
  session.user("Choose a database for the service")
      .agent("Two would fit. Should I take the embedded database or the server?");
  BOOST_TEST(first_step(session).find("Should I take the embedded database or the server?") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_answered_question_is_not_open) {
  SessionBuilder session(1);
  session.user("Choose a database for the service")
      .agent("Should I take the embedded database or the server?")
      .user("the embedded one")
      .agent("The embedded database it is, all set up now.");
  BOOST_TEST(lines_in(build(material_of({session.done()})), SectionName::questions).empty());
}

BOOST_AUTO_TEST_CASE(nothing_open_is_said_to_be_so) {
  SessionBuilder session(1);
  session.user("Remove the unused import").agent("The unused import has been removed.");
  BOOST_TEST(first_step(session).find("Nothing open") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(files_not_committed_are_mentioned) {
  SessionBuilder session(1);
  session.user("Remove the unused import").agent("The unused import has been removed.");
  auto material = material_of({session.done()});
  material.repository = git::RepositoryState{"0123456789abcdef0123", "main", 3, 2};
  const auto built = build(material);
  BOOST_TEST(any_holds(lines_in(built, SectionName::next_step), "3 files not committed"));
  BOOST_TEST(any_holds(lines_in(built, SectionName::provenance),
                       "HEAD 0123456789 on main, 3 files not committed, 2 commits not pushed"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
