#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/unit/handoff/evaluation_builder.hpp"
#include "tests/unit/handoff/material_builder.hpp"

using namespace baton::handoff;
using namespace baton::handoff::evaluation;
using baton::store::Role;
using baton::store::ToolKind;
using baton::store::TurnKind;

BOOST_AUTO_TEST_SUITE(evaluation_turns)

BOOST_AUTO_TEST_CASE(a_shell_step_becomes_a_call_and_a_result_that_cite_it) {
  const auto project = project_of({{user("Run it"), shell("make check", "2 failed", 2)}});
  const auto& turns = project.sessions[0].source.turns;
  BOOST_TEST(turns.size() == 3U);
  BOOST_TEST(turns[1].text == R"({"command":"make check"})");
  BOOST_TEST((turns[1].kind == TurnKind::tool_call));
  BOOST_TEST((turns[1].tool_kind == ToolKind::shell));
  BOOST_TEST((turns[2].kind == TurnKind::tool_result));
  BOOST_TEST(turns[2].text == "2 failed");
  BOOST_TEST(turns[2].is_error);
  BOOST_TEST(turns[1].tool_call_id == turns[2].tool_call_id);
  BOOST_TEST(turns[1].ordinal == 2);
  BOOST_TEST(turns[2].ordinal == 2);
  BOOST_TEST(project.sessions[0].step_of_turn[2] == 1U);
}

BOOST_AUTO_TEST_CASE(files_todos_and_patches_have_the_members_that_agents_use) {
  Step todo = tool(StepKind::todo, "");
  todo.tool.todos = {{"Water the beds", "pending"}};
  const auto project = project_of({{tool(StepKind::edit, "src/bed.py", "", "old_string: a"), todo,
                                    tool(StepKind::edit, "", "", "*** Begin Patch\n*** End Patch"),
                                    tool(StepKind::todo, "", "", "taskId: 3\nstatus: completed")}});
  const auto& turns = project.sessions[0].source.turns;
  BOOST_TEST(turns[0].text == R"({"file_path":"src/bed.py","arguments":"old_string: a"})");
  BOOST_TEST(turns[2].text == R"({"todos":[{"content":"Water the beds","status":"pending"}]})");
  BOOST_TEST(turns[4].text == R"({"input":"*** Begin Patch\n*** End Patch"})");
  const auto task = boost::json::parse(turns[6].text).as_object();
  BOOST_TEST(task.at("taskId").as_string() == "3");
  BOOST_TEST(task.at("status").as_string() == "completed");
}

BOOST_AUTO_TEST_CASE(turns_of_the_store_become_steps) {
  MeasuredSession session;
  session.source = SessionBuilder(1)
                       .user("Water the beds")
                       .injected("<system-reminder>be kind</system-reminder>")
                       .shell("make water", "done")
                       .edit("/home/gardener/bed.py", "dry", "wet")
                       .agent("The beds are wet.")
                       .done();
  add_steps(session);
  BOOST_TEST(session.steps.size() == 5U);
  BOOST_TEST((session.steps[0].role == StepRole::user));
  BOOST_TEST((session.steps[1].role == StepRole::note));
  BOOST_TEST(session.steps[2].tool.command == "make water");
  BOOST_TEST(session.steps[2].tool.output == "done");
  BOOST_TEST(session.steps[3].tool.path == "/home/gardener/bed.py");
  BOOST_TEST(session.steps[3].tool.arguments.find("new_string: wet") != std::string::npos);
  BOOST_TEST((session.steps[4].role == StepRole::assistant));
  BOOST_TEST(session.steps[4].index == 7);  // as a citation of the store names it
  BOOST_TEST(session.step_of_turn[3] == 2U);
}

BOOST_AUTO_TEST_CASE(a_result_finds_its_call_among_others) {
  SessionBuilder builder(1);
  builder.call("Bash", ToolKind::shell, R"({"command": "make a"})");
  builder.call("Bash", ToolKind::shell, R"({"command": "make b"})");
  MeasuredSession session;
  session.source = builder.done();
  auto result = session.source.turns[0];
  result.kind = TurnKind::tool_result;
  result.role = Role::tool;
  result.text = "a is made";
  result.ordinal = 3;
  session.source.turns.push_back(result);
  add_steps(session);
  BOOST_TEST(session.steps.size() == 2U);
  BOOST_TEST(session.steps[0].tool.output == "a is made");
  BOOST_TEST(session.steps[1].tool.output.empty());
  BOOST_TEST(session.step_of_turn[2] == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
