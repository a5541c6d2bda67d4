#include <boost/test/unit_test.hpp>

#include "tests/unit/handoff/material_builder.hpp"

namespace baton::handoff {

using store::ToolKind;

BOOST_AUTO_TEST_SUITE(state)

BOOST_AUTO_TEST_CASE(the_last_list_of_todos_counts) {
  SessionBuilder session(1);
  session.user("Do all of these things in order, please")
      .tool("TodoWrite", ToolKind::todo,
            R"({"todos":[{"content":"Draw the new icon","status":"in_progress"}]})", "ok")
      .tool(
          "TodoWrite", ToolKind::todo,
          R"({"todos":[{"content":"Draw the new icon","status":"completed"},{"content":"Scale the old icon","status":"pending"},
                {"content":"Replace the splash screen","status":"pending"}]})",
          "ok")
      .agent("The icon is drawn and looks as it should.");
  const auto lines = lines_in(build(material_of({session.done()}), 4000), SectionName::state);
  BOOST_TEST(any_holds(lines, "Done: Draw the new icon"));
  BOOST_TEST(!any_holds(lines, "In progress: Draw the new icon"));
}

BOOST_AUTO_TEST_CASE(tasks_are_followed_by_number) {
  SessionBuilder session(1);
  session.user("Take care of both things, please")
      .tool("TaskCreate", ToolKind::todo, R"({"subject":"Measure the start-up time"})",
            "Task #1 created successfully")
      .tool("TaskCreate", ToolKind::todo, R"({"subject":"Shorten the start-up time"})",
            "Task #2 created successfully")
      .tool("TaskUpdate", ToolKind::todo, R"({"taskId":"1","status":"completed"})",
            "Updated task #1");
  const auto built = build(material_of({session.done()}), 4000);
  BOOST_TEST(any_holds(lines_in(built, SectionName::state), "Done: Measure the start-up time"));
  BOOST_TEST(built.text.find("open item: Shorten the start-up time") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_plan_of_codex_is_a_list_of_todos) {
  SessionBuilder session(1);
  session.user("Plan it and then do it, please")
      .tool(
          "update_plan", ToolKind::todo,
          R"({"plan":[{"step":"Scan the repository for versions","status":"completed"},{"step":"Raise the versions","status":"in_progress"}]})",
          "Plan updated");
  const auto built = build(material_of({session.done()}), 4000);
  BOOST_TEST(built.text.find("Go on with: Raise the versions") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_agents_last_words_are_quoted) {
  SessionBuilder session(4);
  session.user("Speed the query up, please")
      .agent("The query uses an index now and takes 3 ms instead of 900 ms.");
  const auto text = build(material_of({session.done()})).text;
  BOOST_TEST(
      text.find("Result: \"The query uses an index now and takes 3 ms instead of 900 ms.\" [2]") !=
      std::string::npos);
}

BOOST_AUTO_TEST_CASE(commits_and_pull_requests_are_named) {
  SessionBuilder session(1);
  session.user("Commit it and open a pull request")
      .shell("git add -A && git commit -m \"Cache the parsed headers\"",
             "[main 1a2b3c4] Cache the parsed headers")
      .shell("gh pr create --fill", "https://github.com/someone/engine/pull/17\n")
      .agent("Both are done, the pull request is open.");
  const auto lines = lines_in(build(material_of({session.done()}), 4000), SectionName::state);
  BOOST_TEST(any_holds(lines, "Committed: \"Cache the parsed headers\""));
  BOOST_TEST(any_holds(lines, "https://github.com/someone/engine/pull/17"));
}

BOOST_AUTO_TEST_CASE(a_short_document_names_a_pull_request_by_its_number) {
  SessionBuilder session(1);
  session.user("Open a pull request, please")
      .shell("gh pr create --fill", "https://github.com/someone/engine/pull/17\n")
      .agent("The pull request is open.");
  const auto lines = lines_in(build(material_of({session.done()}), 1000), SectionName::state);
  BOOST_TEST(any_holds(lines, "Opened pull request #17"));
  BOOST_TEST(!any_holds(lines, "https://"));
}

BOOST_AUTO_TEST_CASE(open_items_stand_in_one_line_but_for_the_next_one) {
  SessionBuilder session(1);
  session.user("Do all of these things in order, please")
      .tool(
          "TodoWrite", ToolKind::todo,
          R"({"todos":[{"content":"Draw the new icon","status":"in_progress"},{"content":"Scale the old icon","status":"pending"},
                {"content":"Replace the splash screen","status":"pending"}]})",
          "ok");
  const auto built = build(material_of({session.done()}), 1000);
  BOOST_TEST(any_holds(lines_in(built, SectionName::next_step), "Go on with: Draw the new icon"));
  BOOST_TEST(any_holds(lines_in(built, SectionName::state),
                       "Open: Scale the old icon; Replace the splash screen"));
}

BOOST_AUTO_TEST_CASE(a_summary_of_a_compaction_is_quoted) {
  SessionBuilder session(1);
  session.user("Go on with the big rewrite")
      .summary("The rewrite replaces the scheduler.\nHalf of it is done.")
      .agent("Going on with the second half of it.");
  BOOST_TEST(any_holds(lines_in(build(material_of({session.done()}), 4000), SectionName::summary),
                       "The rewrite replaces the scheduler."));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
