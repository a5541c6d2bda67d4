#include "daemon/store/upkeep.hpp"

#include <chrono>
#include <functional>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "tests/unit/store/database.hpp"

using namespace baton;
using namespace std::chrono_literals;
using store::Id;
using store::Store;
using store::Tables;
using store::Upkeep;

namespace {

bool wait_until(const std::function<bool()>& condition) {
  for (int i = 0; i < 2000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(5ms);
  }
  return false;
}

/// A store with as many turns of long ago as are asked for, and one of now.
struct OldStore {
  tests::TemporaryDirectory directory;
  Store store{{.path = directory / "baton.db"}};

  explicit OldStore(int old_turns = 1000) {
    store.write_and_wait([old_turns](Tables& tables) {
      const Id project = tables.projects.ensure(tests::make_key("app"), 1);
      const Id session = tables.sessions.upsert(project, tests::make_facts("s"), 1);
      for (int i = 1; i <= old_turns; ++i)
        tables.turns.insert(project, session, tests::make_turn(i, "apple " + std::to_string(i)));
      store::NewTurn turn = tests::make_turn(0, "pear");
      turn.created_at = now_milliseconds();
      tables.turns.insert(project, session, turn);
    });
  }

  std::int64_t turns() {
    return store.read_and_wait([](Tables& tables) { return tables.counts().turns; });
  }
  Upkeep::Options options() {
    return {.database = directory / "baton.db",
            .keep_turn_days = 1,
            .first_look = 1ms,
            .interval = 10ms};
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(upkeep)

BOOST_AUTO_TEST_CASE(applies_retention_by_itself_once_a_day) {
  OldStore old;
  const Upkeep upkeep(old.store, old.options());
  BOOST_TEST(wait_until([&] { return old.turns() == 1; }));
  BOOST_TEST(wait_until([&] { return upkeep.report(1).value().finished; }));
  BOOST_TEST(upkeep.report(1)->turns_removed == 1000);
  BOOST_TEST(upkeep.report(1)->error.empty());
  std::this_thread::sleep_for(50ms);
  BOOST_TEST(!upkeep.report(2).has_value());
}

BOOST_AUTO_TEST_CASE(knows_after_a_restart_that_it_has_run_today) {
  OldStore old;
  {
    const Upkeep first(old.store, old.options());
    BOOST_TEST(wait_until([&] { return first.report(1) && first.report(1)->finished; }));
  }
  const Upkeep second(old.store, old.options());
  std::this_thread::sleep_for(50ms);
  BOOST_TEST(!second.report(1).has_value());
}

BOOST_AUTO_TEST_CASE(without_limits_it_does_nothing_until_it_is_asked) {
  OldStore old(10);
  Upkeep::Options options = old.options();
  options.keep_turn_days = 0;
  Upkeep upkeep(old.store, options);
  std::this_thread::sleep_for(50ms);
  BOOST_TEST(!upkeep.report(1).has_value());
  const std::int64_t run = upkeep.start();
  BOOST_TEST(wait_until([&] { return upkeep.report(run)->finished; }));
  BOOST_TEST(old.turns() == 11);
  BOOST_TEST(upkeep.report(run)->stage == "done");
  BOOST_TEST(upkeep.report(run)->bytes_after > 0);
  BOOST_TEST(std::filesystem::file_size(old.directory / "baton.db-wal") == 0U);
}

BOOST_AUTO_TEST_CASE(who_asks_while_a_run_waits_shares_it) {
  OldStore old(10);
  Upkeep upkeep(old.store, old.options());
  const std::int64_t first = upkeep.start();
  const std::int64_t second = upkeep.start();
  BOOST_TEST((second == first || second == first + 1));
  BOOST_TEST(wait_until([&] { return upkeep.report(second)->finished; }));
}

BOOST_AUTO_TEST_CASE(stops_in_the_middle_and_goes_on_later) {
  OldStore old(3000);
  {
    const Upkeep upkeep(old.store, old.options());
    BOOST_TEST(wait_until([&] { return old.turns() < 3001; }));
  }
  const std::int64_t left = old.turns();
  BOOST_TEST(left > 1);
  const Upkeep again(old.store, old.options());
  BOOST_TEST(wait_until([&] { return old.turns() == 1; }));
}

BOOST_AUTO_TEST_SUITE_END()
