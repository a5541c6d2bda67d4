#include <boost/test/unit_test.hpp>

#include "daemon/handoff/evaluation/generator.hpp"
#include "daemon/handoff/tokens.hpp"
#include "tests/unit/handoff/evaluation_builder.hpp"

using namespace baton::handoff;
using namespace baton::handoff::evaluation;

namespace {

/// The history before the last session of a project.
struct Past : LastBoundary {
  explicit Past(std::vector<std::vector<Step>> sessions) : LastBoundary(std::move(sessions)) {
    history.keys = &keyed.keys();
    for (std::size_t i = 0; i + 1 < project.sessions.size(); ++i)
      history.sessions.push_back({project.sessions[i].steps, keyed.sessions()[i]});
  }

  History history;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(evaluation_baselines)

BOOST_AUTO_TEST_CASE(the_last_five_messages_have_a_hundred_characters_each) {
  const Past past({{user("one"), agent("two"), user("three")},
                   {agent(std::string(200, 'x')), tool(StepKind::read, "a.py"), user("five")},
                   {user("next")}});
  BOOST_TEST(last_five(past.history, 500).text ==
             "user: one\nassistant: two\nuser: three\n"
             "assistant: " +
                 std::string(100, 'x') + "\nuser: five");
}

BOOST_AUTO_TEST_CASE(the_last_twenty_steps_are_cut_to_the_budget) {
  std::vector<Step> steps(30,
                          agent("The northern beds were watered before the sun came up today."));
  steps.push_back(shell("make water", "pumps on\nvalves open"));
  const Past past({steps, {user("next")}});
  const auto large = last_twenty(past.history, 4000).text;
  BOOST_TEST(std::count(large.begin(), large.end(), '\n') == 19);
  BOOST_TEST(large.ends_with("\n[Bash] make water -> pumps on"));
  BOOST_TEST(token_weight(last_twenty(past.history, 100).text) <= 100);
}

BOOST_AUTO_TEST_CASE(lexrank_takes_the_sentence_that_others_resemble) {
  const Past past({{agent("The watering schedule of the northern beds starts before sunrise."),
                    agent("The watering schedule of the southern beds starts after sunset."),
                    agent("Beds of the watering schedule are northern beds and southern beds."),
                    agent("Somebody painted a fence purple during the holidays.")},
                   {user("next")}});
  const auto text = lexrank(past.history, 20).text;
  BOOST_TEST(text.find("watering schedule") != std::string::npos);
  BOOST_TEST(text.find("fence") == std::string::npos);
  BOOST_TEST(token_weight(text) <= 20);
}

BOOST_AUTO_TEST_CASE(the_entity_list_names_the_most_frequent_first) {
  const Past past(
      {{user("frost_guard"), user("plan_watering"), user("plan_watering again")}, {user("next")}});
  BOOST_TEST(entity_list(past.history, 500).text ==
             "Entities: plan_watering, frost_guard, \n"
             "user: frost_guard\nuser: plan_watering\nuser: plan_watering again");
}

BOOST_AUTO_TEST_CASE(a_history_without_messages_makes_empty_texts) {
  const Past past({{tool(StepKind::read, "a.py")}, {user("next")}});
  BOOST_TEST(last_five(past.history, 500).text.empty());
  BOOST_TEST(lexrank(past.history, 500).text.empty());
}

BOOST_AUTO_TEST_SUITE_END()
