#include <csignal>
#include <set>

#include <boost/test/unit_test.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "daemon/store/store.hpp"
#include "tests/unit/store/database.hpp"

using namespace baton;
using store::Id;
using store::Tables;
using tests::make_turn;

namespace {

constexpr int turns_per_unit = 7;

/// One session with its turns and the cursor that says so, as capture writes them.
void write_unit(Tables& tables, int unit) {
  const Id project = tables.projects.ensure(tests::make_key("app"), 1);
  const Id session = tables.sessions.upsert(project, tests::make_facts(std::to_string(unit)), 1);
  for (int i = 0; i < turns_per_unit; ++i) {
    tables.turns.insert(project, session,
                        make_turn(unit * 100 + i, "turn number " + std::to_string(i)));
  }
  store::Cursor cursor;
  cursor.path = std::to_string(unit);
  tables.capture_files.save(cursor);
}

/// Writes units for ever and reports the number of each on the pipe once it is committed.
[[noreturn]] void write_until_killed(const std::filesystem::path& path, int report) {
  store::Store store({.path = path});
  for (int unit = 0;; ++unit) {
    const auto done = [report, unit](std::exception_ptr error) {
      if (error || ::write(report, &unit, sizeof unit) != sizeof unit) ::_exit(1);
    };
    const auto work = [unit](Tables& tables) { write_unit(tables, unit); };
    // Several at once, so that groups of many units are cut off too.
    if (unit % 16 == 15) {
      store.write_and_wait([](Tables&) {});
    }
    store.write(work, done,
                unit % 5 == 0 ? store::Durability::durable : store::Durability::relaxed);
  }
}

/// Runs a writing child until it has committed `count` units and kills it. Returns the units it
/// reported.
std::set<int> run_and_kill(const std::filesystem::path& path, int count) {
  int ends[2] = {};
  BOOST_REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    write_until_killed(path, ends[1]);
  }
  ::close(ends[1]);
  std::set<int> reported;
  int unit = 0;
  bool alive = true;
  while (::read(ends[0], &unit, sizeof unit) == sizeof unit) {
    reported.insert(unit);
    if (alive && static_cast<int>(reported.size()) >= count) {
      ::kill(child, SIGKILL);
      alive = false;  // what it reported before it died is still in the pipe
    }
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  BOOST_TEST(WIFSIGNALED(status));
  return reported;
}

}  // namespace

BOOST_AUTO_TEST_CASE(after_kill_9_every_committed_unit_is_there_once_and_none_half) {
  for (const int count : {1, 3, 20, 57, 150, 400}) {
    const tests::TemporaryDirectory directory;
    const std::filesystem::path path = directory / "baton.db";
    const std::set<int> reported = run_and_kill(path, count);

    tests::PreparedConnection connection(path);
    Tables tables(connection);
    for (const int unit : reported) {
      BOOST_TEST(
          tables.sessions.find_by_external_id("claude-code", std::to_string(unit)).has_value());
    }
    std::string next;
    const auto sessions = tables.sessions.list(std::nullopt, 100'000, "", next);
    for (const store::Session& session : sessions) {
      BOOST_TEST(tables.turns.list(session.id, 0, 100).size() ==
                 static_cast<std::size_t>(turns_per_unit));
      BOOST_TEST(tables.capture_files.find(session.external_id).has_value());
    }
    BOOST_TEST(tables.counts().turns ==
               static_cast<std::int64_t>(sessions.size()) * turns_per_unit);
    connection.execute("INSERT INTO turns_index (turns_index, rank) VALUES ('integrity-check', 1)");
    BOOST_TEST(tables.quick_check().empty());
    // Doing the same again, as capture does from its cursors, doubles nothing.
    write_unit(tables, *reported.begin());
    BOOST_TEST(tables.counts().turns ==
               static_cast<std::int64_t>(sessions.size()) * turns_per_unit);
  }
}
