#include "daemon/handoff/memory/need_model.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

#include <boost/test/unit_test.hpp>

namespace baton::handoff {
namespace {

Features with(Feature feature, double value) {
  Features features{};
  features[static_cast<std::size_t>(feature)] = value;
  return features;
}

/// The first one asks of what is old another question than of what is not.
constexpr auto two_trees =
    "# remark\n"
    "2 trees, base -5000\n"
    "age>1.5 asked_now>2 said_now>0.5 : 10 20 30 40\n"
    "edited_now>0 : 7 -7\n";

std::string error_of(const std::string& text) {
  try {
    NeedModel model(text);
    return "";
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(need_model)

BOOST_AUTO_TEST_CASE(a_score_is_the_base_and_a_leaf_of_each_tree) {
  const NeedModel model(two_trees);
  auto features = with(Feature::age, 2);
  BOOST_TEST(model.score(features) == -5000 + 30 + 7);  // age: yes, said_now: no; edited_now: no
  features[static_cast<std::size_t>(Feature::said_now)] = 0.75;
  BOOST_TEST(model.score(features) == -5000 + 40 + 7);
  features[static_cast<std::size_t>(Feature::edited_now)] = 1;
  BOOST_TEST(model.score(features) == -5000 + 40 - 7);
}

BOOST_AUTO_TEST_CASE(each_answer_leads_to_a_question_of_its_own) {
  const NeedModel model(two_trees);
  auto features = with(Feature::asked_now, 3);
  BOOST_TEST(model.score(features) == -5000 + 20 + 7);
  features[static_cast<std::size_t>(Feature::age)] = 2;  // nobody asks for asked_now any more
  BOOST_TEST(model.score(features) == -5000 + 30 + 7);
}

BOOST_AUTO_TEST_CASE(what_equals_a_threshold_does_not_exceed_it) {
  const NeedModel model(two_trees);
  BOOST_TEST(model.score(with(Feature::age, 1.5)) == -5000 + 10 + 7);
}

BOOST_AUTO_TEST_CASE(a_question_that_is_none_is_answered_no) {
  const NeedModel model("1 trees, base 0\nage>1 - said_now>0 : 1 2 3 4\n");
  BOOST_TEST(model.score(with(Feature::asked_now, 9)) == 1);
}

BOOST_AUTO_TEST_CASE(the_entities_of_a_block_are_scored_each_by_itself) {
  const NeedModel model(two_trees);
  NeedModel::Block block;
  block.set(0, with(Feature::age, 2));
  block.set(1, with(Feature::asked_now, 3));
  const auto scores = model.scores(block);
  BOOST_TEST(scores[0] == model.score(with(Feature::age, 2)));
  BOOST_TEST(scores[1] == model.score(with(Feature::asked_now, 3)));
}

BOOST_AUTO_TEST_CASE(a_cut_model_is_refused) {
  const std::string text = two_trees;
  BOOST_CHECK_THROW(NeedModel(""), std::invalid_argument);
  BOOST_CHECK_THROW(NeedModel(text.substr(0, text.rfind("edited_now"))), std::invalid_argument);
  BOOST_CHECK_THROW(NeedModel(text.substr(0, text.rfind(" -7"))), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(an_error_tells_what_and_where) {
  BOOST_TEST(error_of("# remark\n1 trees, base 0\ncolour>1 : 1 2\n") ==
             "model of needs, line 3: there is no feature \"colour\"");
  BOOST_TEST(error_of("1 trees, base 0\nage>1x : 1 2\n") ==
             "model of needs, line 2: \"1x\" is no number");
  BOOST_TEST(error_of("1 trees, base 0\nage>1 : 1 2 3\n") ==
             "model of needs, line 2: a tree cannot have 3 leaves");
  BOOST_TEST(error_of("1 trees, base 0\nage>1 : 1 2 3 4\n") ==
             "model of needs, line 2: there is no feature \"\"");
  BOOST_TEST(error_of("1 trees, base 0\nage>1 - - : 1 2\n") ==
             "model of needs, line 2: more questions than leaves to tell apart");
  BOOST_TEST(error_of("2 trees, base 0\nage>1 : 1 2\n") == "model of needs: 1 trees of 2");
}

BOOST_AUTO_TEST_CASE(a_tree_with_too_many_leaves_is_refused) {
  std::string leaves = "0";
  for (int i = 1; i < 64; ++i) leaves += " 0";
  BOOST_TEST(error_of("1 trees, base 0\nage>1 : " + leaves) ==
             "model of needs, line 2: a tree cannot have 64 leaves");
}

BOOST_AUTO_TEST_CASE(the_model_of_the_daemon_can_be_read) {
  BOOST_TEST(NeedModel::standard().tree_count() == 120U);
}

BOOST_AUTO_TEST_CASE(a_probability_is_that_of_the_log_odds) {
  BOOST_TEST(probability_of(0) == 0.5);
  BOOST_TEST(probability_of(10000) == 1 / (1 + std::exp(-1.0)));
  BOOST_TEST(probability_of(1'000'000'000) <= 1.0);
  BOOST_TEST(probability_of(-1'000'000'000) >= 0.0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(histories)

BOOST_AUTO_TEST_CASE(uses_fade_from_session_to_session) {
  Mentions once;
  once.add(Use::asked);
  History history;
  history.add(once, 0);
  history.add(once, 2);
  BOOST_TEST(history.lately[0] == 1 + 0.75 * 0.75);
  BOOST_TEST(history.ever[0] == 2U);
  BOOST_TEST(history.sessions_given == 2U);
}

BOOST_AUTO_TEST_CASE(an_opening_is_carried_when_it_is_not_the_first_session) {
  Mentions opened;
  opened.add(Use::asked);
  opened.opened = true;
  History history;
  history.add(opened, 3);
  BOOST_TEST(history.times_carried == 0U);
  history.add(opened, 4);
  BOOST_TEST(history.times_carried == 1U);
  BOOST_TEST(history.opened_lately == 1.8);
}

BOOST_AUTO_TEST_CASE(only_what_was_seldom_shown_and_not_of_late_has_faded) {
  Mentions shown;
  shown.add(Use::shown);
  History history;
  history.add(shown, 0);
  BOOST_TEST(!history.has_faded(2));
  BOOST_TEST(history.has_faded(3));
  history.add(shown, 1);
  history.add(shown, 2);
  BOOST_TEST(!history.has_faded(9));
}

BOOST_AUTO_TEST_CASE(powers_are_right_beyond_the_table) {
  BOOST_TEST(faded_use(0) == 1.0);
  BOOST_TEST(faded_use(64) == faded_use(63) * 0.75, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(faded_opening(2) == 0.64, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
