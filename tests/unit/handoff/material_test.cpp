#include "daemon/handoff/material.hpp"

#include <span>
#include <string>

#include <boost/test/unit_test.hpp>

#include "daemon/store/store.hpp"
#include "tests/unit/store/database.hpp"

namespace baton::handoff {
namespace {

using store::Id;

/// A store with one project and one session.
struct Fixture {
  tests::TemporaryDirectory directory;
  store::Store store{{.path = directory / "baton.db"}};
  Id project = store.write_and_wait(
      [](store::Tables& tables) { return tables.projects.ensure(tests::make_key("app"), 1); });
  Id session = store.write_and_wait([this](store::Tables& tables) {
    return tables.sessions.upsert(project, tests::make_facts("one"), 1);
  });
  Material material;

  void add(std::int64_t identity, const std::string& text) {
    store.write_and_wait([&](store::Tables& tables) {
      tables.turns.insert(0, session, tests::make_turn(identity, text));
    });
  }
  void update() {
    store.read_and_wait([this](store::Tables& tables) {
      update_material(tables, *tables.projects.find(project), material);
    });
  }
  const SessionTurns& newest() const { return material.sessions.at(0); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(material, Fixture)

BOOST_AUTO_TEST_CASE(a_session_that_has_grown_is_not_loaded_again) {
  add(1, "Please speed up the loader");
  update();
  const auto* first = &newest().turns.front();
  const auto loading = newest().loading;
  add(2, "And the writer, too");
  update();
  BOOST_TEST(newest().turns.size() == 2U);
  BOOST_TEST(newest().turns.back().text == "And the writer, too");
  BOOST_TEST(&newest().turns.front() == first);
  BOOST_TEST(newest().loading == loading);
}

BOOST_AUTO_TEST_CASE(a_session_that_lost_a_turn_is_loaded_again) {
  add(1, "Please speed up the loader");
  add(2, "And the writer, too");
  update();
  const auto loading = newest().loading;
  const std::int64_t kept = tests::make_turn(1, "").identity;
  store.write_and_wait(
      [&](store::Tables& tables) { tables.turns.withdraw_missing(session, std::span(&kept, 1)); });
  update();
  BOOST_TEST(newest().turns.size() == 1U);
  BOOST_TEST(newest().loading != loading);
}

BOOST_AUTO_TEST_CASE(a_project_without_requests_has_no_sessions) {
  update();
  BOOST_TEST(material.sessions.empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
