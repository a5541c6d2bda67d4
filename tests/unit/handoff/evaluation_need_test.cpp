#include <boost/test/unit_test.hpp>

#include "tests/unit/handoff/evaluation_builder.hpp"

using namespace baton::handoff;
using namespace baton::handoff::evaluation;

BOOST_AUTO_TEST_SUITE(evaluation_need)

BOOST_AUTO_TEST_CASE(what_the_user_names_again_is_needed_in_full) {
  const LastBoundary at({{agent("The work is in plan_watering.")}, {user("Extend plan_watering")}});
  BOOST_TEST(at.need("i:plan_watering")->weight == 1.0);
  BOOST_TEST((at.need("i:plan_watering")->need == NeedClass::user));
}

BOOST_AUTO_TEST_CASE(what_is_new_is_not_needed) {
  const LastBoundary at({{agent("The work is in plan_watering.")}, {user("Write frost_guard")}});
  BOOST_TEST(at.need("i:frost_guard") == nullptr);
  BOOST_TEST(at.boundary.weight() == 0);
}

BOOST_AUTO_TEST_CASE(what_a_tool_is_given_counts_half_once_an_output_showed_it) {
  const LastBoundary at({{tool(StepKind::edit, "src/bed.py"), tool(StepKind::edit, "src/frost.py")},
                         {tool(StepKind::read, "src/bed.py", "see src/frost.py"),
                          tool(StepKind::read, "src/frost.py")}});
  BOOST_TEST((at.need("p:bed.py")->need == NeedClass::act));
  BOOST_TEST(at.need("p:bed.py")->weight == 1.0);
  BOOST_TEST((at.need("p:frost.py")->need == NeedClass::rediscovered));
  BOOST_TEST(at.need("p:frost.py")->weight == 0.5);
}

BOOST_AUTO_TEST_CASE(a_subject_is_needed_when_it_was_spoken_of_twice) {
  const LastBoundary at(
      {{user("Mind the hydrangeas"), agent("The hydrangeas are fine, the peonies are not.")},
       {user("How are the hydrangeas and the peonies?")}});
  BOOST_TEST((at.need("t:hydrangeas")->need == NeedClass::topic));
  BOOST_TEST(at.need("t:peonies") == nullptr);
}

BOOST_AUTO_TEST_CASE(parts_of_the_working_directory_come_for_free) {
  const LastBoundary at({{tool(StepKind::read, "/home/gardener/garden"), user("plan_watering")},
                         {tool(StepKind::read, "/home/gardener/garden"), user("plan_watering")}});
  BOOST_TEST(at.need("p:garden") == nullptr);
  BOOST_TEST(at.need("i:plan_watering") != nullptr);
}

BOOST_AUTO_TEST_CASE(only_the_first_forty_steps_count) {
  std::vector<Step> opening(40, agent("Thinking of something else."));
  opening.push_back(user("Extend plan_watering"));
  const LastBoundary at({{agent("See plan_watering.")}, opening});
  BOOST_TEST(at.boundary.need().empty());
}

BOOST_AUTO_TEST_CASE(notes_and_summaries_are_no_steps_of_the_opening) {
  std::vector<Step> opening(40, message(StepRole::note, "Interrupted"));
  opening.push_back(user("Extend plan_watering"));
  const LastBoundary at({{agent("See plan_watering.")}, opening});
  BOOST_TEST(at.need("i:plan_watering") != nullptr);
}

BOOST_AUTO_TEST_CASE(equal_base_names_are_told_apart_by_their_parents) {
  const LastBoundary at(
      {{tool(StepKind::edit, "beds/plan.py"), tool(StepKind::edit, "pond/plan.py")},
       {tool(StepKind::edit, "pond/plan.py")}});
  BOOST_TEST(at.need("p:pond/plan.py") != nullptr);
  BOOST_TEST(at.need("p:beds/plan.py") == nullptr);
  BOOST_TEST(at.need("p:plan.py") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_session_that_ran_on_is_known_only_until_the_next_began) {
  auto project = project_of({{agent("See plan_watering."), agent("See frost_guard.")},
                             {user("Extend plan_watering and frost_guard")}});
  project.sessions[0].steps[1].time = "2026-02-02T10:00:00.000Z";
  project.sessions[0].ended_at = "2026-02-02T10:30:00.000Z";
  const LastBoundary at(std::move(project));
  BOOST_TEST(at.boundary.visible().front() == 1U);
  BOOST_TEST(at.need("i:plan_watering") != nullptr);
  BOOST_TEST(at.need("i:frost_guard") == nullptr);
}

BOOST_AUTO_TEST_CASE(the_newest_session_that_named_a_key_is_kept) {
  const LastBoundary at({{agent("plan_watering and frost_guard")},
                         {agent("plan_watering")},
                         {user("plan_watering, frost_guard")}});
  BOOST_TEST(at.need("i:plan_watering")->last_session == 1U);
  BOOST_TEST(at.need("i:frost_guard")->last_session == 0U);
  BOOST_TEST(at.need("i:frost_guard")->in_first_session);
  BOOST_TEST(at.need("i:frost_guard")->in_prompt);
}

BOOST_AUTO_TEST_SUITE_END()
