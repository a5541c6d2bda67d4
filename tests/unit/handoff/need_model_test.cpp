#include "daemon/handoff/memory/need_model.hpp"

#include <stdexcept>

#include <boost/test/unit_test.hpp>

namespace baton::handoff {
namespace {

Features with(Feature feature, double value) {
  Features features{};
  features[static_cast<std::size_t>(feature)] = value;
  return features;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(need_model)

BOOST_AUTO_TEST_CASE(a_score_is_the_weighted_sum_of_features_and_products) {
  const NeedModel model("# remark\nbias\t-1\nage\t0.5\nage * age\t0.25\n");
  auto features = with(Feature::age, 2);
  features[static_cast<std::size_t>(Feature::bias)] = 1;
  BOOST_TEST(model.score(features) == -1 + 0.5 * 2 + 0.25 * 2 * 2);
}

BOOST_AUTO_TEST_CASE(every_feature_has_a_weight_in_the_file) {
  const auto& model = NeedModel::standard();
  for (std::size_t i = 0; i < static_cast<std::size_t>(Feature::count); ++i) {
    BOOST_TEST_CONTEXT(feature_names()[i]) BOOST_TEST(model.weight(static_cast<Feature>(i)) != 0.0);
  }
}

BOOST_AUTO_TEST_CASE(lines_that_say_nothing_are_refused) {
  BOOST_CHECK_THROW(NeedModel("colour\t1\n"), std::invalid_argument);
  BOOST_CHECK_THROW(NeedModel("age\n"), std::invalid_argument);
  BOOST_CHECK_THROW(NeedModel("age\t1x\n"), std::invalid_argument);
  BOOST_CHECK_THROW(NeedModel("age * colour\t1\n"), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_probability_is_never_quite_certain) {
  BOOST_TEST(probability_of(0) == 0.5);
  BOOST_TEST(probability_of(1000) < 1.0);
  BOOST_TEST(probability_of(-1000) > 0.0);
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
