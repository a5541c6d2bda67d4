// The made-up project in tests/data/quality/garden, measured as a whole. The expected figures were
// computed by an implementation of the definitions in another language.

#include <fstream>
#include <sstream>

#include <boost/test/tools/floating_point_comparison.hpp>
#include <boost/test/unit_test.hpp>

#include "daemon/handoff/evaluation/converted_session.hpp"
#include "daemon/handoff/evaluation/handoff_files.hpp"
#include "daemon/handoff/evaluation/measure.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace baton::handoff;
using namespace baton::handoff::evaluation;

namespace {

constexpr const char* a_handoff = R"(# Handoff
- The watering schedule in `schedule.py` clamps negative rainfall to zero [1:7]
- Checks: pytest test_schedule.py passed [1:8]
- Open todo: document the watering schedule in the handbook [1:9]
- plan_watering, README.md, frost_guard
)";

struct Garden {
  baton::tests::TemporaryDirectory directory;
  MeasuredProject project =
      load_converted_project(std::filesystem::path(BATON_TEST_DATA) / "quality/garden");

  std::vector<Measurement> measured(const MeasureOptions& options) {
    return measure(project, options, [](std::size_t, std::size_t) { return true; });
  }
  /// The handoffs of both boundaries are this text.
  std::vector<Measurement> measured(const std::string& text) {
    for (const std::size_t boundary : {1U, 2U})
      write_handoff(directory / "garden", boundary, 1000, {text, {}});
    MeasureOptions options;
    options.budgets = {1000};
    options.handoffs = directory.path();
    return measured(options);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(evaluation_measure, Garden, *boost::unit_test::tolerance(1e-9))

BOOST_AUTO_TEST_CASE(every_boundary_that_needs_something_is_measured) {
  const auto rows = measured(a_handoff);
  BOOST_TEST(rows.size() == 2U);
  const Figures& first = rows[0].figures;
  BOOST_TEST(rows[0].boundary == 1U);
  BOOST_TEST(rows[0].generator == "files");
  BOOST_TEST(first[Metric::need_weight].value() == 5.0);
  BOOST_TEST(first[Metric::recall].value() == 0.8);
  BOOST_TEST(first[Metric::context_recall].value() == 0.6);
  BOOST_TEST(first[Metric::stated_recall].value() == 0.4);
  BOOST_TEST(first[Metric::context_recall_act].value() == 2.0 / 3);
  BOOST_TEST(first[Metric::precision].value() == 0.6);
  BOOST_TEST(first[Metric::state].value() == 0.6875);
  BOOST_TEST(first[Metric::headline].value() == (0.6 + 0.4 + 0.6875) / 3);
  BOOST_TEST(first[Metric::redundancy].value() == 1.0 / 33);
  BOOST_TEST(first[Metric::tokens].value() == 65.09);
  BOOST_TEST(!first[Metric::milliseconds].has_value());
  const Figures& second = rows[1].figures;
  BOOST_TEST(second[Metric::need_weight].value() == 6.0);
  BOOST_TEST(second[Metric::context_recall].value() == 3.5 / 6);
  BOOST_TEST(second[Metric::stated_recall].value() == 2.5 / 6);
  BOOST_TEST(second[Metric::context_recall_rediscovered].value() == 0.0);
  BOOST_TEST(second[Metric::state].value() == 0.4);
}

BOOST_AUTO_TEST_CASE(a_missing_handoff_is_named) {
  MeasureOptions options;
  options.budgets = {500};
  options.handoffs = directory.path();
  BOOST_CHECK_EXCEPTION(measured(options), LoadError, [&](const LoadError& error) {
    return std::string(error.what()) ==
           (directory / "1.500.md").string() + ": there is no handoff to measure";
  });
}

BOOST_AUTO_TEST_CASE(what_is_generated_can_be_written_and_measured_again) {
  MeasureOptions options;
  options.budgets = {500};
  options.generators = {all_generators().front()};
  options.write = directory.path();
  const auto made = measured(options);
  options.handoffs = directory.path();
  options.write.clear();
  const auto read = measured(options);
  BOOST_TEST(made.size() == 2U);
  BOOST_TEST(made[0].figures[Metric::milliseconds].has_value());
  for (std::size_t i = 0; i < made.size(); ++i) {
    for (const auto metric : {Metric::recall, Metric::state, Metric::line_faithfulness})
      BOOST_TEST(made[i].figures[metric].value() == read[i].figures[metric].value());
  }
}

BOOST_AUTO_TEST_CASE(measuring_stops_when_it_is_told_to) {
  MeasureOptions options;
  options.budgets = {500};
  options.generators = {all_generators().front()};
  const auto rows =
      measure(project, options, [](std::size_t done, std::size_t) { return done == 0; });
  BOOST_TEST(rows.size() == 1U);
}

BOOST_AUTO_TEST_CASE(generators_are_told_the_goal_only_when_asked) {
  static std::vector<std::string> goals;
  goals.clear();
  const NamedGenerator listening{"listening", "", [](const History& history, std::int64_t) {
                                   goals.push_back(history.goal);
                                   return Generated{};
                                 }};
  MeasureOptions options;
  options.budgets = {500};
  options.generators = {listening};
  measured(options);
  options.goal = true;
  measured(options);
  BOOST_TEST(goals.size() == 4U);
  BOOST_TEST(goals[0].empty());
  BOOST_TEST(goals[2] == "Document the watering schedule and plan_watering in docs/handbook.md.");
}

BOOST_AUTO_TEST_CASE(means_count_projects_alike) {
  const auto measurement = [](const char* name, double recall) {
    Measurement result{
        .project = name, .boundary = 1, .generator = "g", .budget = 500, .figures = {}};
    result.figures[Metric::recall] = recall;
    return result;
  };
  auto rows = std::vector{measurement("a", 0.2), measurement("a", 0.4), measurement("b", 0.9)};
  rows[0].figures[Metric::state] = 0.5;
  const auto means = means_of(rows);
  BOOST_TEST(means.size() == 1U);
  BOOST_TEST(means[0].projects == 2);
  BOOST_TEST(means[0].boundaries == 3);
  BOOST_TEST(means[0].figures[Metric::recall].value() == 0.6);
  BOOST_TEST(means[0].figures[Metric::state].value() == 0.5);
  BOOST_TEST(!means[0].figures[Metric::precision].has_value());
}

BOOST_AUTO_TEST_CASE(the_lines_of_a_file_are_checked) {
  const auto lines = lines_from_json(R"([{"text": "Beds", "citations": ["3:41"]}])", "1.json");
  BOOST_TEST(lines.front().citations.front().ordinal == 41);
  BOOST_TEST(lines_to_json(lines) == R"([{"text":"Beds","citations":["3:41"]}])");
  const auto fault = [](std::string_view json) {
    try {
      lines_from_json(json, "1.json");
    } catch (const LoadError& error) {
      return std::string(error.what());
    }
    return std::string("read");
  };
  BOOST_TEST(fault("{}") == "1.json: expected a list of lines");
  BOOST_TEST(fault(R"([{"text": "x", "citations": ["3-4"]}])") ==
             "1.json, line 1: '3-4' is no citation such as 3:41");
  BOOST_TEST(fault(R"([{"text": "x"}])") ==
             "1.json, line 1: a line has a text and a list of citations");
}

BOOST_AUTO_TEST_SUITE_END()
