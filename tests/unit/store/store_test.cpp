#include "daemon/store/store.hpp"

#include <fstream>
#include <future>

#include <boost/test/unit_test.hpp>
#include <sys/stat.h>

#include "daemon/store/error.hpp"
#include "daemon/store/migrations.hpp"
#include "tests/unit/store/database.hpp"

using namespace baton;
using store::Durability;
using store::Id;
using store::Store;
using store::StoreError;
using store::StoreFault;
using store::Tables;
using tests::make_facts;
using tests::make_key;
using tests::make_turn;

namespace {

struct Fixture {
  tests::TemporaryDirectory directory;
  std::filesystem::path path = directory / "baton.db";
};

/// Holds a thread of the store until it is let go.
class Gate {
 public:
  Store::Work work() {
    // Shared, because the thread may still be leaving when the test has ended.
    return [state = state_](Tables&) {
      state->entered.set_value();
      state->opened.wait();
    };
  }
  void wait_until_entered() { state_->entered.get_future().wait(); }
  void open() { state_->open.set_value(); }

 private:
  struct State {
    std::promise<void> entered;
    std::promise<void> open;
    std::shared_future<void> opened = open.get_future().share();
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

/// A completion that hands its outcome to a future.
std::pair<Store::Completion, std::future<void>> promised() {
  auto promise = std::make_shared<std::promise<void>>();
  auto future = promise->get_future();
  return {[promise](std::exception_ptr error) {
            error ? promise->set_exception(error) : promise->set_value();
          },
          std::move(future)};
}

Store::Work make_project(const std::string& name) {
  return [name](Tables& tables) { tables.projects.ensure(make_key(name), 1); };
}

bool has_project(Store& store, const std::string& name) {
  return store.read_and_wait(
      [&](Tables& tables) { return !tables.projects.find_by_name(name).empty(); });
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(store_suite, Fixture)

BOOST_AUTO_TEST_CASE(what_is_committed_is_there_after_opening_again) {
  {
    Store store({.path = path});
    store.write_and_wait(make_project("relaxed"));
    store.write_and_wait(make_project("durable"), Durability::durable);
  }
  Store store({.path = path});
  BOOST_TEST(has_project(store, "relaxed"));
  BOOST_TEST(has_project(store, "durable"));
  BOOST_TEST(store.read_and_wait([](Tables& tables) { return tables.schema_version(); }) ==
             static_cast<int>(store::embedded_migrations().size()));
  BOOST_TEST(store.read_and_wait([](Tables& tables) { return tables.database_bytes(); }) > 4096);
  BOOST_TEST(store.read_and_wait([](Tables& tables) { return tables.quick_check(); }).empty());
}

BOOST_AUTO_TEST_CASE(a_reader_sees_what_was_committed_before_it_asked) {
  Store store({.path = path});
  for (int i = 0; i < 50; ++i) {
    const std::string name = "p" + std::to_string(i);
    store.write_and_wait(make_project(name));
    BOOST_TEST(has_project(store, name));
  }
}

BOOST_AUTO_TEST_CASE(a_unit_that_throws_takes_nothing_else_with_it) {
  Store store({.path = path});
  Gate gate;
  store.write(gate.work(), {});
  gate.wait_until_entered();
  auto [done_before, before] = promised();
  auto [done_bad, bad] = promised();
  auto [done_after, after] = promised();
  store.write(make_project("before"), std::move(done_before));
  store.write(
      [](Tables& tables) {
        tables.projects.ensure(make_key("half"), 1);
        throw std::runtime_error("on purpose");
      },
      std::move(done_bad));
  store.write(make_project("after"), std::move(done_after));
  gate.open();
  before.get();
  after.get();
  BOOST_CHECK_EXCEPTION(bad.get(), std::runtime_error, [](const auto& error) {
    return std::string(error.what()) == "on purpose";
  });
  BOOST_TEST(has_project(store, "before"));
  BOOST_TEST(has_project(store, "after"));
  BOOST_TEST(!has_project(store, "half"));
}

BOOST_AUTO_TEST_CASE(waiting_calls_pass_results_and_exceptions_on) {
  Store store({.path = path});
  BOOST_TEST(store.write_and_wait([](Tables&) { return std::string("a result"); }) == "a result");
  BOOST_CHECK_THROW(
      store.write_and_wait([](Tables& tables) { tables.turns.insert(1, 99, make_turn(1, "x")); }),
      StoreError);
  BOOST_CHECK_THROW(store.read_and_wait([](Tables&) -> int { throw std::out_of_range("x"); }),
                    std::out_of_range);
}

BOOST_AUTO_TEST_CASE(begun_work_gives_its_result_after_the_commit) {
  Store store({.path = path});
  auto begun =
      store.begin_write([](Tables& tables) { return tables.projects.ensure(make_key("app"), 1); });
  const Id id = begun.wait();
  BOOST_TEST(id > 0);
  BOOST_TEST(has_project(store, "app"));
  auto failing = store.begin_write([](Tables&) -> int { throw std::runtime_error("no"); });
  BOOST_CHECK_THROW(failing.wait(), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(a_reader_cannot_write) {
  Store store({.path = path});
  BOOST_CHECK_EXCEPTION(
      store.read_and_wait(make_project("x")), StoreError,
      [](const StoreError& error) { return error.fault() == StoreFault::read_only; });
}

BOOST_AUTO_TEST_CASE(a_full_queue_is_busy) {
  Store store({.path = path, .readers = 1, .max_queued = 2});
  const auto is_busy = [](const StoreError& error) { return error.fault() == StoreFault::busy; };
  Gate writing;
  store.write(writing.work(), {});
  writing.wait_until_entered();
  store.write(make_project("one"), {});
  store.write(make_project("two"), {}, Durability::durable);
  BOOST_CHECK_EXCEPTION(store.write(make_project("three"), {}), StoreError, is_busy);
  writing.open();
  store.write_and_wait(make_project("four"));
  BOOST_TEST(has_project(store, "two"));
  BOOST_TEST(!has_project(store, "three"));

  Gate reading;
  store.read(reading.work(), {});
  reading.wait_until_entered();
  for (int i = 0; i < 2; ++i) store.read([](Tables&) {}, {});
  BOOST_CHECK_EXCEPTION(store.read([](Tables&) {}, {}), StoreError, is_busy);
  reading.open();
  store.read_and_wait([](Tables&) {});
}

BOOST_AUTO_TEST_CASE(durable_units_go_first_and_each_kind_keeps_its_order) {
  std::vector<int> order;
  {
    Store store({.path = path});
    Gate gate;
    store.write(gate.work(), {});
    gate.wait_until_entered();
    for (const int i : {1, 2, 3}) store.write([&order, i](Tables&) { order.push_back(i); }, {});
    for (const int i : {11, 12})
      store.write([&order, i](Tables&) { order.push_back(i); }, {}, Durability::durable);
    gate.open();
  }
  BOOST_TEST(order == (std::vector<int>{11, 12, 1, 2, 3}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_destructor_finishes_what_is_queued) {
  int completions = 0;
  {
    Store store({.path = path, .max_queued = 100});
    for (int i = 0; i < 100; ++i) {
      // The completions run on the writing thread, one after the other.
      store.write(make_project("p" + std::to_string(i)),
                  [&](std::exception_ptr error) { completions += !error; });
    }
  }
  BOOST_TEST(completions == 100);
  Store store({.path = path});
  BOOST_TEST(store.read_and_wait([](Tables& tables) { return tables.counts().projects; }) == 100);
}

BOOST_AUTO_TEST_CASE(readers_go_on_while_a_unit_writes) {
  Store store({.path = path});
  store.write_and_wait(make_project("first"));
  Gate gate;
  store.write(gate.work(), {});
  gate.wait_until_entered();
  BOOST_TEST(has_project(store, "first"));
  gate.open();
}

BOOST_AUTO_TEST_CASE(the_log_is_cut_after_a_big_batch) {
  Store store({.path = path});
  const Id session = store.write_and_wait([](Tables& tables) {
    return tables.sessions.upsert(tables.projects.ensure(make_key("app"), 1), make_facts("s"), 1);
  });
  std::string noise;
  for (unsigned i = 0; i < 6'000'000; ++i)
    noise += static_cast<char>('a' + (i * 7919U / 13 + i / 3) % 26);
  store.write_and_wait([&](Tables& tables) {
    store::NewTurn turn = make_turn(1, "");
    turn.text = {noise, false};
    turn.kind = store::TurnKind::tool_result;
    turn.index_text = store::index_part(turn.kind, noise);
    tables.turns.insert(0, session, turn);
  });
  // It is cut when nothing waits, that is some time after the completion.
  const auto log_size = [&] { return std::filesystem::file_size(path.string() + "-wal"); };
  for (int i = 0; i < 10'000 && log_size() > 1'000'000U; ++i) store.write_and_wait([](Tables&) {});
  BOOST_TEST(log_size() < 1'000'000U);
}

BOOST_AUTO_TEST_CASE(a_damaged_file_is_reported_with_its_path) {
  { Store store({.path = path}); }
  std::filesystem::resize_file(path, 5000);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(100);
  file << std::string(3000, '\xff');
  file.close();
  BOOST_CHECK_EXCEPTION(
      {
        Store store({.path = path});
        store.read_and_wait([](Tables& tables) { return tables.counts(); });
      },
      StoreError,
      [&](const StoreError& error) {
        return error.fault() == StoreFault::damaged &&
               std::string(error.what()).find(path) != std::string::npos;
      });
}

BOOST_AUTO_TEST_SUITE_END()
