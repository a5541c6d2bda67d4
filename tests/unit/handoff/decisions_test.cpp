#include <boost/test/unit_test.hpp>

#include "tests/unit/handoff/material_builder.hpp"

namespace baton::handoff {

using store::ToolKind;

namespace {

std::vector<std::string> decisions_of(const SessionBuilder& session) {
  return lines_in(build(material_of({session.done()}), 4000), SectionName::decisions);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(decisions)

BOOST_AUTO_TEST_CASE(answers_to_asked_questions) {
  SessionBuilder session(1);
  session.user("Set up the storage layer, please")
      .tool(
          "AskUserQuestion", ToolKind::ask, R"({"questions":[]})",
          R"(User has answered your questions: "Which database should it be?"="SQLite, embedded", "Keep the old tables?"="No, drop them".)");
  const auto lines = decisions_of(session);
  BOOST_TEST(any_holds(
      lines, "Asked \"Which database should it be?\", the user chose \"SQLite, embedded\""));
  BOOST_TEST(any_holds(lines, "Asked \"Keep the old tables?\", the user chose \"No, drop them\""));
}

BOOST_AUTO_TEST_CASE(what_the_user_settles_in_passing) {
  SessionBuilder session(1);
  session.user("Look at the colours of all pages")
      .agent("Two palettes would fit.")
      .user("I have seen both of them now. Let’s go with the darker palette.")
      .agent("The darker palette is in place.")
      .user("Now the fonts of the page")
      .agent("The fonts have been changed too.");
  BOOST_TEST(any_holds(decisions_of(session), "Decided: \"Let’s go with the darker palette.\""));
}

BOOST_AUTO_TEST_CASE(a_question_settles_nothing) {
  SessionBuilder session(1);
  session.user("Look at the colours of all pages")
      .agent("Two palettes would fit.")
      .user("Do you think we should take the darker one?")
      .agent("The darker palette has more contrast.")
      .user("Now the fonts of the page")
      .agent("The fonts have been changed too.");
  BOOST_TEST(!any_holds(decisions_of(session), "Decided"));
}

BOOST_AUTO_TEST_CASE(plans_approved_and_rejected) {
  SessionBuilder session(1);
  session.user("Plan the move to the new grammar")
      .tool("ExitPlanMode", ToolKind::other, R"({"plan":"# Rewrite everything at once\nbody"})",
            "The user doesn't want to proceed with this tool use.", true)
      .tool("ExitPlanMode", ToolKind::other, R"({"plan":"# Move one rule at a time\nbody"})",
            "User has approved your plan.");
  const auto lines = decisions_of(session);
  BOOST_TEST(any_holds(lines, "rejected the plan \"Rewrite everything at once\""));
  BOOST_TEST(any_holds(lines, "approved the plan \"Move one rule at a time\""));
}

BOOST_AUTO_TEST_CASE(a_rejected_tool_with_the_reason) {
  SessionBuilder session(1);
  session.user("Write the licence file")
      .tool("Write", ToolKind::write, R"({"file_path":"/home/someone/projects/engine/LICENSE"})",
            "The user doesn't want to proceed with this tool use. To tell you how to proceed, the "
            "user said:\nUse the MIT licence",
            true);
  BOOST_TEST(any_holds(decisions_of(session),
                       "rejected Write of LICENSE and said \"Use the MIT licence\""));
}

BOOST_AUTO_TEST_CASE(an_interruption_and_what_followed) {
  SessionBuilder session(1);
  session.user("Rename all of the modules")
      .agent("I am renaming them one by one.")
      .injected("[Request interrupted by user]")
      .user("only rename the public ones")
      .agent("Only the public ones have been renamed.");
  BOOST_TEST(any_holds(decisions_of(session),
                       "interrupted the agent, then said \"only rename the public ones\""));
}

BOOST_AUTO_TEST_CASE(a_short_reply_stands_beside_its_question) {
  SessionBuilder session(1);
  session.user("Look at the colours")
      .agent("They clash. Shall I take the darker palette?")
      .user("yes, do")
      .agent("The darker palette is in place.")
      .user("Now the fonts of the page")
      .agent("The fonts have been changed too.");
  BOOST_TEST(any_holds(decisions_of(session),
                       "Asked \"Shall I take the darker palette?\", the user said \"yes, do\""));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
