#include <boost/test/tools/floating_point_comparison.hpp>
#include <boost/test/unit_test.hpp>

#include "daemon/handoff/evaluation/scores.hpp"
#include "daemon/handoff/evaluation/text.hpp"
#include "tests/unit/handoff/evaluation_builder.hpp"

using namespace baton::handoff;
using namespace baton::handoff::evaluation;

namespace {

/// The next session needs plan_watering (weight 1) and frost_guard (weight 1), nothing else.
struct Garden : LastBoundary {
  Garden()
      : LastBoundary({{agent("Negative rainfall is clamped inside plan_watering before summing.")},
                      {agent("frost_guard skips cold mornings entirely.")},
                      {user("plan_watering, frost_guard")}}) {}

  Figures score(std::string_view text) const {
    Figures figures;
    Scorer scorer(boundary);
    const TextKeys keys = read_text(text, boundary.names());
    scorer.score_need(keys, figures);
    scorer.score_text(text, keys, figures);
    return figures;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(evaluation_scores, Garden)

BOOST_AUTO_TEST_CASE(recall_is_the_share_of_the_need_that_is_named) {
  BOOST_TEST(score("plan_watering")[Metric::recall].value() == 0.5);
  BOOST_TEST(score("plan_watering\nfrost_guard")[Metric::recall].value() == 1.0);
  BOOST_TEST(score("")[Metric::recall].value() == 0.0);
}

BOOST_AUTO_TEST_CASE(a_bare_list_has_no_context) {
  BOOST_TEST(score("plan_watering, frost_guard")[Metric::context_recall].value() == 0.0);
  BOOST_TEST(
      score("Functions changed last session: plan_watering")[Metric::context_recall].value() ==
      0.5);
}

BOOST_AUTO_TEST_CASE(only_the_first_eight_entities_of_a_line_have_its_context) {
  const std::string eight = "aa_one bb_two cc_three dd_four ee_five ff_six gg_seven hh_eight ";
  const auto figures = score("Functions changed recently: " + eight + "plan_watering");
  BOOST_TEST(figures[Metric::context_recall].value() == 0.0);
  BOOST_TEST(figures[Metric::recall].value() == 0.5);
}

BOOST_AUTO_TEST_CASE(a_line_states_what_its_source_says_too) {
  BOOST_TEST(score("plan_watering clamps negative rainfall before summing")[Metric::stated_recall]
                 .value() == 0.5);
  BOOST_TEST(score("plan_watering lies beneath purple mountains somewhere")[Metric::stated_recall]
                 .value() == 0.0);
}

BOOST_AUTO_TEST_CASE(the_need_is_divided_by_the_age_of_its_last_mention) {
  const auto figures = score("Functions changed last session: plan_watering");
  BOOST_TEST(figures[Metric::context_recall_age_0].value() == 0.0);    // frost_guard
  BOOST_TEST(figures[Metric::context_recall_age_1_2].value() == 1.0);  // plan_watering
  BOOST_TEST(figures[Metric::context_recall_old].value() == 1.0);
  BOOST_TEST(!figures[Metric::context_recall_age_3_6].has_value());
  BOOST_TEST(!figures[Metric::context_recall_age_7].has_value());
}

BOOST_AUTO_TEST_CASE(the_need_beyond_the_prompt_leaves_out_what_the_prompt_names) {
  BOOST_TEST(!score("plan_watering")[Metric::context_recall_beyond_prompt].has_value());
}

BOOST_AUTO_TEST_CASE(precision_and_faithfulness_look_at_what_is_named) {
  const auto figures = score("plan_watering and moon_phase on mornings");
  BOOST_TEST(figures[Metric::entities].value() == 2.0);
  BOOST_TEST(figures[Metric::precision].value() == 0.5);
  BOOST_TEST(figures[Metric::entity_faithfulness].value() == 0.5);
  // plan, watering, moon, phase, mornings: the first two and the last were said
  BOOST_TEST(figures[Metric::word_faithfulness].value() == 0.6, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(redundancy_counts_repeated_runs_of_four_words) {
  BOOST_TEST(redundancy("one two three") == 0.0);
  BOOST_TEST(redundancy("one two three four five") == 0.0);
  // five runs, of which the last is the first again
  BOOST_TEST(redundancy("one two three four one two three four") == 0.2,
             boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_line_is_faithful_when_the_turns_it_cites_say_it) {
  const Line true_line{"plan_watering clamps negative rainfall", {{1, 1}}};
  const Line wrong_source{"plan_watering clamps negative rainfall", {{2, 1}}};
  const Line unknown_source{"frost_guard skips mornings", {{9, 1}}};
  BOOST_TEST(line_faithfulness({true_line}, boundary).value() == 0.0);  // says clamped, not clamps
  const Line exact{"Result: negative rainfall clamped inside plan_watering", {{1, 1}}};
  BOOST_TEST(line_faithfulness({exact, wrong_source, unknown_source, exact}, boundary).value() ==
             0.5);
  BOOST_TEST(!line_faithfulness({}, boundary).has_value());
}

BOOST_AUTO_TEST_CASE(citations_are_no_part_of_a_line) {
  BOOST_TEST(without_citations("Beds are wet [1:7] [s2:t3-5, 9] at index[3]") ==
             "Beds are wet at index[3]");
}

BOOST_AUTO_TEST_SUITE_END()
