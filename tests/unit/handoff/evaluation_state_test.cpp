#include <boost/test/unit_test.hpp>

#include "daemon/handoff/evaluation/state_facts.hpp"
#include "tests/unit/handoff/evaluation_builder.hpp"

using namespace baton::handoff;
using namespace baton::handoff::evaluation;

namespace {

StateFacts facts_of(std::vector<Step> steps) {
  const LastBoundary at({std::move(steps), {user("Go on")}});
  return extract_state(at.boundary);
}

/// The figures of a text at the boundary behind these steps.
Figures scored(std::vector<Step> steps, std::string_view text) {
  const LastBoundary at({std::move(steps), {user("Go on")}});
  Figures figures;
  score_state(extract_state(at.boundary), text, read_text(text, at.boundary.names()),
              at.boundary.names(), figures);
  return figures;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(evaluation_state)

BOOST_AUTO_TEST_CASE(changed_files_are_facts_unless_the_change_failed) {
  Step failed = tool(StepKind::edit, "src/pond.py");
  failed.tool.failed = true;
  const auto facts =
      facts_of({tool(StepKind::edit, "src/bed.py"), failed, tool(StepKind::read, "src/tree.py"),
                tool(StepKind::write, "src/frost.py"), tool(StepKind::edit, "src/frost.py")});
  const std::vector<std::string> most_changed_first{"p:src/frost.py", "p:src/bed.py"};
  BOOST_TEST(facts.files == most_changed_first, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_last_check_is_held_with_its_outcome) {
  const std::vector<Step> steps{shell("pytest tests/test_bed.py", "1 failed", 1),
                                shell("pytest tests/test_bed.py", "3 passed")};
  BOOST_TEST(facts_of(steps).check->passed);
  BOOST_TEST(scored(steps, "The tests pass")[Metric::state_check].value() == 1.0);
  BOOST_TEST(scored(steps, "The tests fail")[Metric::state_check].value() == 0.0);
  BOOST_TEST(scored(steps, "The build passed")[Metric::state_check].value() == 0.0);
}

BOOST_AUTO_TEST_CASE(an_error_is_unresolved_until_its_command_succeeds) {
  const auto failing = shell("make water", "pumps on\nerror: valve seven is stuck", 2);
  BOOST_TEST(facts_of({failing}).errors.size() == 1U);
  BOOST_TEST(facts_of({failing, shell("make water", "done")}).errors.empty());
  BOOST_TEST(scored({failing}, "The valve seven is stuck")[Metric::state_error].value() == 1.0);
}

BOOST_AUTO_TEST_CASE(open_todos_are_facts) {
  Step list = tool(StepKind::todo, "");
  list.tool.todos = {{"Water the northern beds", "completed"},
                     {"Document the frost guard", "pending"}};
  BOOST_TEST(facts_of({list}).todos.size() == 1U);
  BOOST_TEST(scored({list}, "Still to document: frost guard")[Metric::state_todo].value() == 1.0);
}

BOOST_AUTO_TEST_CASE(tasks_that_are_told_one_by_one_are_a_list_too) {
  Step create = tool(StepKind::todo, "", "Task #3 created", "subject: Document the frost guard");
  create.tool.name = "TaskCreate";
  Step update = tool(StepKind::todo, "", "", "taskId: 3\nstatus: completed");
  update.tool.name = "TaskUpdate";
  BOOST_TEST(facts_of({create}).todos.size() == 1U);
  BOOST_TEST(facts_of({create, update}).todos.empty());
}

BOOST_AUTO_TEST_CASE(rules_are_what_the_user_laid_down_and_no_questions) {
  const auto facts =
      facts_of({user("Always use metric units for amounts. Should it never rain? "
                     "I don't know whether it must be so.")});
  BOOST_TEST(facts.rules.size() == 1U);
  const FactWords metric{"always", "metric", "units", "amounts"};
  BOOST_TEST(facts.rules.front() == metric, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(rules_of_earlier_sessions_hold_on) {
  const LastBoundary at({{user("Always use metric units for amounts.")},
                         {user("Water the northern beds")},
                         {user("Go on")}});
  BOOST_TEST(extract_state(at.boundary).rules.size() == 1U);
}

BOOST_AUTO_TEST_CASE(decisions_are_said_or_answered) {
  const auto facts = facts_of(
      {user("Let's go with clamping the rainfall to zero."),
       tool(StepKind::ask, "", "\"Which beds come first?\"=\"The northern beds at dawn\"")});
  BOOST_TEST(facts.decisions.size() == 2U);
  BOOST_TEST(facts.decisions.front().front() == "northern");  // the newest first
}

BOOST_AUTO_TEST_CASE(the_commit_and_the_pull_request_are_facts) {
  const std::vector<Step> steps{
      shell("git commit -m \"$(cat <<'EOF'\nClamp negative rainfall\nEOF\n)\"", "1 file changed"),
      shell("gh pr create --fill", "https://github.com/gardener/garden/pull/42\n")};
  const auto facts = facts_of(steps);
  const FactWords words{"clamp", "negative", "rainfall"};
  BOOST_TEST(*facts.commit == words, boost::test_tools::per_element());
  BOOST_TEST(facts.pull_request == "42");
  BOOST_TEST(scored(steps, "Opened PR 42")[Metric::state_vcs].value() == 0.5);
}

BOOST_AUTO_TEST_CASE(a_fact_may_run_on_into_the_next_line) {
  const std::vector<Step> steps{user("Please document watering schedule northern beds")};
  BOOST_TEST(scored(steps, "Request: document\nwatering schedule")[Metric::state_request].value() ==
             1.0);
  BOOST_TEST(
      scored(steps, "Request: document\nis it not?\nwatering schedule")[Metric::state_request]
          .value() == 0.0);
}

BOOST_AUTO_TEST_CASE(state_is_the_mean_over_the_classes_there_are) {
  const auto figures =
      scored({user("Please document watering"), tool(StepKind::edit, "src/bed.py")}, "`bed.py`");
  BOOST_TEST(figures[Metric::state_files].value() == 1.0);
  BOOST_TEST(!figures[Metric::state_check].has_value());
  BOOST_TEST(figures[Metric::state_request].value_or(0) == 0.0);
  BOOST_TEST(figures[Metric::state].value() == (figures[Metric::state_request] ? 0.5 : 1.0));
}

BOOST_AUTO_TEST_SUITE_END()
