#include <csignal>

#include <boost/test/unit_test.hpp>
#include <sys/resource.h>

#include "daemon/store/error.hpp"
#include "daemon/store/store.hpp"
#include "tests/unit/store/database.hpp"

using namespace baton;
using store::Id;
using store::StoreError;
using store::StoreFault;
using store::Tables;
using tests::make_turn;

namespace {

/// No file of this process grows beyond the limit while this lives: a full disk without a file
/// system of its own.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    old_action_ = std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &old_limit_);
    const rlimit limit{bytes, old_limit_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &old_limit_);
    std::signal(SIGXFSZ, old_action_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit old_limit_ = {};
  void (*old_action_)(int) = nullptr;
};

std::string incompressible(std::size_t size) {
  std::string text;
  std::uint64_t state = 88172645463325252ULL;
  while (text.size() < size) {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    text += std::to_string(state) + " ";
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_full_disk_is_reported_and_the_store_works_again_when_there_is_room) {
  const tests::TemporaryDirectory directory;
  store::Store store({.path = directory / "baton.db"});
  const Id session = store.write_and_wait([](Tables& tables) {
    return tables.sessions.upsert(tables.projects.ensure(tests::make_key("app"), 1),
                                  tests::make_facts("s"), 1);
  });
  const std::string text = incompressible(20'000);
  int stored = 0;
  const auto add = [&](int identity) {
    store.write_and_wait(
        [&](Tables& tables) { tables.turns.insert(0, session, make_turn(identity, text)); });
  };
  {
    const FileSizeLimit limit(2'000'000);
    std::optional<StoreFault> fault;
    while (!fault && stored < 1000) {
      try {
        add(stored + 1);
        ++stored;
      } catch (const StoreError& error) {
        fault = error.fault();
        BOOST_TEST_MESSAGE(error.what());
      }
    }
    BOOST_REQUIRE(fault.has_value());
    BOOST_TEST((*fault == StoreFault::full));
    // Reading goes on meanwhile, and another attempt fails like the first.
    BOOST_TEST(store.read_and_wait([](Tables& tables) { return tables.counts().turns; }) == stored);
    BOOST_CHECK_EXCEPTION(add(stored + 1), StoreError, [](const StoreError& error) {
      return error.fault() == StoreFault::full;
    });
  }
  BOOST_TEST(stored > 5);
  for (int i = 0; i < 20; ++i) add(++stored);
  BOOST_TEST(store.read_and_wait([&](Tables& tables) {
    return tables.turns.list(session, 0, 10'000).size();
  }) == static_cast<std::size_t>(stored));
  BOOST_TEST(store.read_and_wait([](Tables& tables) { return tables.quick_check(); }).empty());
}
