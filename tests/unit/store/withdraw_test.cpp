#include <random>
#include <set>

#include <boost/test/unit_test.hpp>

#include "tests/unit/store/database.hpp"

using namespace baton;
using store::Id;
using store::Role;
using store::TurnKind;
using tests::make_turn;

BOOST_FIXTURE_TEST_SUITE(withdraw, tests::Database)

BOOST_AUTO_TEST_CASE(a_withdrawn_turn_is_kept_but_not_seen) {
  const Id id = session("s1");
  for (int i = 1; i <= 3; ++i) insert(id, make_turn(i, "apple " + std::to_string(i)));
  const std::vector<std::int64_t> kept{1, 3};
  BOOST_TEST(tables.turns.withdraw_missing(id, kept) == 1);
  BOOST_TEST(tables.turns.withdraw_missing(id, kept) == 0);
  BOOST_TEST(count("count(*) FROM turns") == 3);
  BOOST_TEST(tables.turns.list(id, 0, 10).size() == 2U);
  BOOST_TEST(!tables.turns.find(id, 2).has_value());
  BOOST_TEST(tables.sessions.find(id)->turns == 2);
  BOOST_TEST(tables.sessions.find(id)->user_turns == 2);
  BOOST_TEST(tables.counts().turns == 2);
  BOOST_TEST(found("apple").size() == 2U);
  check_index();
}

BOOST_AUTO_TEST_CASE(a_withdrawn_turn_that_comes_again_takes_its_place) {
  const Id id = session("s1");
  for (int i = 1; i <= 3; ++i) insert(id, make_turn(i, "apple " + std::to_string(i)));
  tables.turns.withdraw_missing(id, std::vector<std::int64_t>{1, 3});
  BOOST_TEST(!insert(id, make_turn(2, "apple 2")));
  BOOST_TEST(tables.turns.find(id, 2)->text == "apple 2");
  BOOST_TEST(tables.sessions.find(id)->turns == 3);
  BOOST_TEST(tables.counts().turns == 3);
  BOOST_TEST(found("apple").size() == 3U);
  check_index();
  insert(id, make_turn(4, "apple 4"));
  BOOST_TEST(tables.turns.find(id, 4)->text == "apple 4");
}

BOOST_AUTO_TEST_CASE(what_a_fork_still_has_becomes_the_forks_own) {
  const Id parent = session("parent");
  const Id fork = session("fork", "other");
  insert(parent, make_turn(1, "shared"));
  insert(parent, make_turn(2, "lonely"));
  insert(fork, make_turn(1, "shared"));
  BOOST_TEST(tables.turns.withdraw_missing(parent, {}) == 2);
  BOOST_TEST(tables.turns.list(parent, 0, 10).empty());
  BOOST_REQUIRE(tables.turns.list(fork, 0, 10).size() == 1U);
  BOOST_TEST(tables.turns.find(fork, 1)->text == "shared");
  BOOST_TEST(tables.sessions.find(parent)->turns == 0);
  BOOST_TEST(tables.sessions.find(fork)->turns == 1);
  BOOST_TEST(tables.projects.find(project("app"))->turns == 0);
  BOOST_TEST(tables.projects.find(project("other"))->turns == 1);
  BOOST_TEST(tables.turns.search("shared", project("other"), 10).size() == 1U);
  check_index();

  insert(parent, make_turn(1, "shared"));
  BOOST_TEST(tables.turns.list(parent, 0, 10).size() == 1U);
  BOOST_TEST(count("count(*) FROM turns") == 2);
}

BOOST_AUTO_TEST_CASE(a_fork_can_lose_what_its_parent_keeps) {
  const Id parent = session("parent");
  const Id fork = session("fork");
  insert(parent, make_turn(1, "shared"));
  insert(fork, make_turn(1, "shared"));
  BOOST_TEST(tables.turns.withdraw_missing(fork, {}) == 1);
  BOOST_TEST(tables.turns.list(fork, 0, 10).empty());
  BOOST_TEST(tables.sessions.find(fork)->turns == 0);
  BOOST_TEST(tables.turns.list(parent, 0, 10).size() == 1U);
  BOOST_TEST(found("shared").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_withdrawn_turn_that_comes_in_another_session_is_that_ones) {
  const Id first = session("first");
  const Id second = session("second");
  insert(first, make_turn(1, "wandering"));
  tables.turns.withdraw_missing(first, {});
  BOOST_TEST(!insert(second, make_turn(1, "wandering")));
  BOOST_TEST(tables.turns.list(first, 0, 10).empty());
  BOOST_TEST(tables.turns.find(second, 1)->text == "wandering");
  BOOST_TEST(tables.counts().turns == 1);
  check_index();
}

/// Counters, lists and the index after any history, against plain counting.
BOOST_AUTO_TEST_CASE(index_and_counters_stay_right_under_random_changes) {
  std::mt19937 random(20260823);
  const auto below = [&](int end) {
    return static_cast<int>(random() % static_cast<unsigned>(end));
  };
  const std::vector<Id> ids{session("a"), session("b"), session("c", "other")};
  const auto text_of = [](int i) {
    return "word" + std::to_string(i % 7) + " number " + std::to_string(i) +
           std::string(i % 3 == 0 ? 3000 : 10, 'x');
  };
  connection.execute("BEGIN");
  for (int step = 0; step < 1500; ++step) {
    const Id id = ids[static_cast<std::size_t>(below(3))];
    if (below(40) == 0) {
      std::set<std::int64_t> kept;
      for (int i = 0; i < 150; ++i) kept.insert(below(120));
      const std::vector<std::int64_t> sorted(kept.begin(), kept.end());
      tables.turns.withdraw_missing(id, sorted);
    } else {
      const int i = below(120);
      insert(id, make_turn(i, text_of(i), Role::user,
                           i % 2 == 0 ? TurnKind::text : TurnKind::tool_result));
    }
  }
  connection.execute("COMMIT");
  check_index();
  std::int64_t live = 0;
  for (const Id id : ids) {
    const auto turns = tables.turns.list(id, 0, -1);
    BOOST_TEST(tables.sessions.find(id)->turns == static_cast<std::int64_t>(turns.size()));
    const auto typed = std::count_if(turns.begin(), turns.end(),
                                     [](const auto& turn) { return turn.kind == TurnKind::text; });
    BOOST_TEST(tables.sessions.find(id)->user_turns == typed);
    std::set<std::int64_t> ordinals;
    for (const auto& turn : turns) BOOST_TEST(ordinals.insert(turn.ordinal).second);
  }
  live = count("count(*) FROM turns WHERE withdrawn = 0");
  BOOST_TEST(tables.counts().turns == live);
  BOOST_TEST(count("count(*) FROM turns_index WHERE turns_index MATCH 'number'") == live);
}

BOOST_AUTO_TEST_SUITE_END()
