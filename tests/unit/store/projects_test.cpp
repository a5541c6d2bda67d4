#include <boost/test/unit_test.hpp>

#include "daemon/store/error.hpp"
#include "tests/unit/store/database.hpp"

using namespace baton;
using tests::make_key;
using tests::make_turn;

BOOST_FIXTURE_TEST_SUITE(projects, tests::Database)

BOOST_AUTO_TEST_CASE(a_project_is_made_once) {
  store::ProjectKey key = make_key("app");
  const store::Id id = tables.projects.ensure(key, 5);
  key.origin_url = "https://example.org/app";
  BOOST_TEST(tables.projects.ensure(key, 6) == id);
  const auto project = tables.projects.find(id);
  BOOST_REQUIRE(project.has_value());
  BOOST_TEST(project->name == "app");
  BOOST_TEST(project->status == "active");
  BOOST_TEST(project->origin_url == "https://example.org/app");
  BOOST_TEST(!project->last_activity_at.has_value());
  BOOST_TEST(tables.projects.find_by_key(key.key)->id == id);
  BOOST_TEST(!tables.projects.find_by_key("other").has_value());
  BOOST_TEST(!tables.projects.find(id + 1).has_value());
}

BOOST_AUTO_TEST_CASE(names_are_not_unique) {
  tables.projects.ensure(make_key("app"), 1);
  tables.projects.ensure({.key = "/srv/app", .path = "/srv/app", .name = "app", .origin_url = ""},
                         1);
  BOOST_TEST(tables.projects.find_by_name("app").size() == 2U);
  BOOST_TEST(tables.projects.find_by_name("ap").empty());
}

BOOST_AUTO_TEST_CASE(the_nearest_directory_above_decides) {
  const store::Id outer = project("app");
  const store::Id inner = project("app/vendor/lib");
  BOOST_TEST(tables.projects.find_by_path("/home/me/app")->id == outer);
  BOOST_TEST(tables.projects.find_by_path("/home/me/app/")->id == outer);
  BOOST_TEST(tables.projects.find_by_path("/home/me/app/src/../vendor")->id == outer);
  BOOST_TEST(tables.projects.find_by_path("/home/me/app/vendor/lib/src/deep")->id == inner);
  BOOST_TEST(!tables.projects.find_by_path("/home/me/application").has_value());
  BOOST_TEST(!tables.projects.find_by_path("/").has_value());
  BOOST_TEST(!tables.projects.find_by_path("").has_value());
  BOOST_TEST(!tables.projects.find_by_path("relative/path").has_value());
}

BOOST_AUTO_TEST_CASE(counters_follow_sessions_and_turns) {
  const store::Id first = session("s1");
  session("s2");
  insert(first, make_turn(1, "hello"));
  insert(first, make_turn(2, "world"));
  auto found = *tables.projects.find(project());
  BOOST_TEST(found.sessions == 2);
  BOOST_TEST(found.active_sessions == 2);
  BOOST_TEST(found.turns == 2);
  BOOST_TEST(found.last_activity_at.value() == make_turn(2, "").created_at);

  tables.sessions.set_status(first, "completed", "user", 9);
  BOOST_TEST(tables.projects.find(project())->active_sessions == 1);
  connection.execute("DELETE FROM turns WHERE ordinal = 1");
  check_index();
  connection.execute("DELETE FROM sessions WHERE external_id = 's2'");
  found = *tables.projects.find(project());
  BOOST_TEST(found.sessions == 1);
  BOOST_TEST(found.active_sessions == 0);
}

BOOST_AUTO_TEST_CASE(a_session_that_moves_takes_its_turns_along) {
  const store::Id moved = session("s1");
  const store::Id target = project("other");
  insert(moved, make_turn(1, "walnut"));
  connection.execute(
      "UPDATE sessions SET project_id = (SELECT id FROM projects WHERE name = 'other'), number = "
      "1");
  BOOST_TEST(tables.turns.search("walnut", target, 10).size() == 1U);
  BOOST_TEST(tables.turns.search("walnut", project("app"), 10).empty());
  BOOST_TEST(tables.projects.find(target)->turns == 1);
  BOOST_TEST(tables.projects.find(target)->sessions == 1);
  BOOST_TEST(tables.projects.find(project("app"))->turns == 0);
  check_index();
}

BOOST_AUTO_TEST_CASE(pages_are_stable_under_inserts) {
  for (int i = 0; i < 5; ++i)
    insert(session("s" + std::to_string(i), "p" + std::to_string(i)), make_turn(i + 1, "x"));
  std::string next;
  auto page = tables.projects.list(2, "", next);
  BOOST_REQUIRE(page.size() == 2U);
  BOOST_TEST(page[0].name == "p4");
  BOOST_TEST(page[1].name == "p3");
  BOOST_REQUIRE(!next.empty());

  insert(session("new", "p9"), make_turn(100, "x"));
  page = tables.projects.list(2, next, next);
  BOOST_REQUIRE(page.size() == 2U);
  BOOST_TEST(page[0].name == "p2");
  page = tables.projects.list(2, next, next);
  BOOST_REQUIRE(page.size() == 1U);
  BOOST_TEST(page[0].name == "p0");
  BOOST_TEST(next.empty());
}

BOOST_AUTO_TEST_CASE(a_cursor_of_somebody_elses_making_is_refused) {
  std::string next;
  for (const char* cursor : {"x", "1", "1.", ".1", "1.2.3", "1.2 ", "99999999999999999999.1"}) {
    BOOST_CHECK_THROW(tables.projects.list(2, cursor, next), store::BadCursor);
  }
}

BOOST_AUTO_TEST_SUITE_END()
