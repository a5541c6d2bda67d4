#include <boost/test/unit_test.hpp>

#include "tests/unit/client/fixture.hpp"

using namespace baton::client;
using namespace baton::client::test;

namespace {

constexpr std::string_view started = R"({"run": 7})";
constexpr std::string_view running =
    R"({"run": 7, "finished": false, "project": "gar\u001bden", "projects": 3, "projects_done": 1,
  "boundaries_total": 9, "boundaries_done": 4, "means": []})";
constexpr std::string_view done =
    R"({"run": 7, "finished": true, "project": "garden", "projects": 3, "projects_done": 3,
  "boundaries_total": 9, "boundaries_done": 9, "version": 12, "means": [{"generator": "baton", "budget": 500,
  "projects": 3, "boundaries": 22, "figures": {"recall": 0.51249, "context_recall": 0.5, "tokens": 487.6}}]})";

struct EvalFixture : Fixture {
  int asked = 0;

  explicit EvalFixture(std::string_view end = done, int rounds = 1) {
    daemon.on("evaluation.run", started);
    daemon.on("evaluation.report", [this, end, rounds](const boost::json::value&) {
      return json(++asked < rounds ? running : end);
    });
  }

  boost::json::value run_params() const { return daemon.calls().front().params; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(eval)

BOOST_AUTO_TEST_CASE(prints_the_means_once_the_run_has_ended) {
  EvalFixture f(done, 3);
  BOOST_TEST(f.run({"eval"}) == 0);
  BOOST_TEST(f.asked == 3);
  BOOST_TEST((f.run_params() == json(R"({"project": "/home/me/api/src"})")));
  BOOST_TEST(f.printed("GENERATOR  BUDGET      R     CR  SR"));
  BOOST_TEST(f.printed("baton         500  0.512  0.500   -"));
  BOOST_TEST(f.printed("488"));
  BOOST_TEST(f.printed("22 sessions of 3 projects measured."));
  BOOST_TEST(f.printed("version 12"));
}

BOOST_AUTO_TEST_CASE(paths_are_made_absolute_and_options_repeat) {
  EvalFixture f;
  BOOST_TEST(
      f.run({"eval", "sessions", "--budget", "500", "--budget=1000", "--generator", "baton",
             "--generator", "seed5", "--handoffs", "../made", "--write", "/tmp/x", "--goal"}) == 0);
  BOOST_TEST(
      (f.run_params() == json(R"({"path": "/home/me/api/src/sessions", "budgets": [500, 1000],
                      "generators": ["baton", "seed5"], "handoffs": "/home/me/api/made",
                      "write": "/tmp/x", "goal": true})")));
}

BOOST_AUTO_TEST_CASE(json_holds_every_boundary) {
  EvalFixture f;
  BOOST_TEST(f.run({"eval", "--project", "api", "--json"}) == 0);
  BOOST_TEST((f.last_params() == json(R"({"run": 7, "boundaries": true})")));
  BOOST_TEST((json(f.out.text()) == json(done)));
}

BOOST_AUTO_TEST_CASE(tells_a_person_how_far_it_is) {
  EvalFixture f(done, 2);
  f.err.pretend_terminal(80, false);
  f.run({"eval", "sessions"});
  BOOST_TEST(f.complained("(2 of 3): 4 of 9 sessions"));
  BOOST_TEST(f.err.text().find("gar\x1b") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_when_there_is_nothing_to_measure) {
  EvalFixture f(R"({"run": 7, "finished": true, "project": "api", "projects": 1, "projects_done": 0,
    "boundaries_total": 0, "boundaries_done": 0, "means": []})");
  BOOST_TEST(f.run({"eval"}) == 0);
  BOOST_TEST(f.printed("Nothing to measure"));
}

BOOST_AUTO_TEST_CASE(a_path_and_a_project_exclude_each_other) {
  EvalFixture f;
  BOOST_TEST(f.run({"eval", "sessions", "--project", "api"}) == 2);
  BOOST_TEST(f.complained("either a path or a project"));
}

BOOST_AUTO_TEST_CASE(waits_no_longer_than_it_was_told_to) {
  EvalFixture f(running, 1000);
  BOOST_TEST(f.run({"eval", "--timeout", "0.01"}) == 4);
  BOOST_TEST(f.complained("in the background"));
}

BOOST_AUTO_TEST_SUITE_END()
