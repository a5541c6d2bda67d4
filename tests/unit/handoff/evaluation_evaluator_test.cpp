#include <chrono>
#include <functional>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "daemon/handoff/evaluation/evaluator.hpp"
#include "tests/unit/store/database.hpp"

using namespace baton;
using namespace baton::handoff::evaluation;
using store::Id;
using store::Tables;

namespace {

const std::filesystem::path garden = std::filesystem::path(BATON_TEST_DATA) / "quality/garden";

/// A store with two sessions of a project; the second names what the first was about.
struct Fixture {
  tests::TemporaryDirectory directory;
  store::Store store{{.path = directory / "baton.db"}};
  Id project_id = 0;
  Id first_session = 0;

  Fixture() {
    store.write_and_wait([this](Tables& tables) {
      project_id = tables.projects.ensure(tests::make_key("app"), 1);
      first_session = add_session(tables, 1, "Write plan_watering in src/schedule.py");
      store::Handoff handoff;
      handoff.project_id = project_id;
      handoff.session_id = first_session;
      handoff.generator = "extractive";
      handoff.text = handoff.document = "{}";
      tables.handoffs.save(handoff, 5);
      add_session(tables, 1000, "Extend plan_watering in src/schedule.py");
    });
  }

  Id add_session(Tables& tables, std::int64_t identity, const std::string& request) {
    auto facts = tests::make_facts("s" + std::to_string(identity));
    facts.started_at = 1'700'000'000'000 + identity;
    const Id session = tables.sessions.upsert(project_id, facts, 1);
    tables.turns.insert(project_id, session, tests::make_turn(identity, request));
    return session;
  }

  EvaluationRequest stored() {
    EvaluationRequest request;
    request.project =
        store.read_and_wait([this](Tables& tables) { return tables.projects.find(project_id); });
    request.options.budgets = {500, 2000};
    request.options.generators = {all_generators().front()};
    return request;
  }
};

EvaluationRequest converted(const std::filesystem::path& path) {
  EvaluationRequest request;
  request.path = path;
  request.options.budgets = {500};
  request.options.generators = {all_generators().front()};
  return request;
}

EvaluationReport end_of(Evaluator& evaluator, std::int64_t run) {
  for (int i = 0; i < 6000; ++i) {
    if (const auto report = evaluator.report(run); report->finished) return *report;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  throw std::runtime_error("the run does not end");
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(evaluation_evaluator, Fixture)

BOOST_AUTO_TEST_CASE(a_project_of_converted_sessions_is_measured) {
  Evaluator evaluator(store);
  const auto report = end_of(evaluator, evaluator.start(converted(garden)));
  BOOST_TEST(report.error == "");
  BOOST_TEST(report.boundaries == 2U);
  BOOST_TEST(report.boundaries_done == 2U);
  BOOST_TEST(report.result->boundaries.size() == 2U);
  BOOST_TEST(report.result->means.size() == 1U);
  BOOST_TEST(!report.result->version.has_value());
}

BOOST_AUTO_TEST_CASE(the_version_that_was_handed_on_bears_its_measure) {
  Evaluator evaluator(store);
  const auto report = end_of(evaluator, evaluator.start(stored()));
  BOOST_TEST(report.error == "");
  BOOST_TEST(report.result->version.value() == 1);
  const auto& figures = report.result->boundaries.back().figures;
  const auto row =
      store.read_and_wait([this](Tables& tables) { return tables.handoffs.newest(project_id); });
  BOOST_TEST(row->preservation.value() == figures[Metric::headline].value());
}

BOOST_AUTO_TEST_CASE(runs_are_numbered_and_old_ones_forgotten) {
  Evaluator evaluator(store);
  for (std::int64_t run = 1; run <= 5; ++run) {
    BOOST_TEST(evaluator.start(converted(garden)) == run);
    end_of(evaluator, run);
  }
  BOOST_TEST(!evaluator.report(1).has_value());
  BOOST_TEST(evaluator.report(5).has_value());
  BOOST_TEST(!evaluator.report(6).has_value());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_ends_the_run_with_the_reason) {
  Evaluator evaluator(store);
  const auto report = end_of(evaluator, evaluator.start(converted(directory / "gone")));
  BOOST_TEST(report.error.find("gone: No such file or directory") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_second_run_at_once_is_refused_and_the_end_stops_the_first) {
  static std::atomic<bool> begun;
  static std::atomic<bool> go_on;
  begun = go_on = false;
  auto request = converted(garden);
  request.options.generators = {{"waiting", "", [](const History&, std::int64_t) {
                                   begun = true;
                                   begun.notify_all();
                                   go_on.wait(false);
                                   return Generated{};
                                 }}};
  std::optional<Evaluator> evaluator(store);
  evaluator->start(request);
  begun.wait(false);
  BOOST_CHECK_THROW(evaluator->start(request), EvaluationBusy);
  std::thread release([] {
    go_on = true;
    go_on.notify_all();
  });
  evaluator.reset();
  release.join();
  BOOST_TEST(begun.load());
}

BOOST_AUTO_TEST_SUITE_END()
