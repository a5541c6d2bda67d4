// Reading a database while its owner writes: nobody waits for the other, and nothing is left
// behind.

#include "daemon/capture/sources/foreign_database.hpp"

#include <atomic>
#include <chrono>
#include <fstream>
#include <set>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/capture/made_database.hpp"

using namespace baton::capture;
using baton::capture::testing::MadeDatabase;
using baton::tests::TemporaryDirectory;
namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

std::set<std::string> files_in(const fs::path& directory) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory))
    names.insert(entry.path().filename().string());
  return names;
}

std::int64_t number_of_rows(const ForeignDatabase& database) {
  std::int64_t count = -1;
  database.each("SELECT count(*) FROM t", {}, [&](const ForeignDatabase::Row& row) {
    count = row.integer(0);
    return false;
  });
  return count;
}

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Inserts pairs of rows, a transaction each, until it is told to stop.
class Writer {
 public:
  explicit Writer(const fs::path& path)
      : thread_([this, path] {
          MadeDatabase database(path);
          while (!stop_) {
            const auto before = Clock::now();
            database.run(
                "BEGIN IMMEDIATE; INSERT INTO t (x) VALUES ('one');"
                " INSERT INTO t (x) VALUES ('two'); COMMIT");
            slowest_ = std::max(slowest_, Clock::now() - before);
            ++transactions_;
          }
        }) {}
  ~Writer() { stop(); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
  }
  int transactions() const { return transactions_; }
  Clock::duration slowest() const { return slowest_; }  // once stopped

 private:
  std::atomic<bool> stop_ = false;
  std::atomic<int> transactions_ = 0;
  Clock::duration slowest_{};
  std::thread thread_;
};

/// Makes it look as if nobody had written to the file for long.
void let_rest(const fs::path& path) {
  fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(1));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(foreign_database)

BOOST_AUTO_TEST_CASE(a_writer_in_wal_mode_goes_on_and_every_state_read_is_whole) {
  const TemporaryDirectory directory;
  MadeDatabase owner(directory / "x.db");
  owner.run("PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)");
  Writer writer(directory / "x.db");

  std::int64_t last = 0;
  int readings = 0;
  bool all_whole = true;
  for (const auto end = Clock::now() + std::chrono::milliseconds(500); Clock::now() < end;) {
    const ForeignDatabase database(directory / "x.db");
    const std::int64_t rows = number_of_rows(database);
    all_whole = all_whole && rows >= last && rows % 2 == 0;
    last = rows;
    ++readings;
  }
  writer.stop();

  BOOST_TEST(all_whole);
  BOOST_TEST(readings > 10);
  BOOST_TEST(writer.transactions() > 10);
  // A writer that had to wait for a reader would fail at once: it has no time to wait.
  BOOST_TEST((writer.slowest() < std::chrono::seconds(2)));
}

BOOST_AUTO_TEST_CASE(a_long_query_does_not_hold_a_writer_in_wal_mode_back) {
  const TemporaryDirectory directory;
  MadeDatabase owner(directory / "x.db");
  owner.run(
      "PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT);"
      "INSERT INTO t (x) VALUES ('one'), ('two')");
  const ForeignDatabase database(directory / "x.db");

  int seen = 0;
  database.each("SELECT x FROM t", {}, [&](const ForeignDatabase::Row&) {
    owner.run("INSERT INTO t (x) VALUES ('while it is read')");
    return ++seen < 10;
  });

  BOOST_TEST(seen == 2);
  BOOST_TEST(number_of_rows(database) == 4);
}

BOOST_AUTO_TEST_CASE(what_is_only_in_the_wal_is_read) {
  const TemporaryDirectory directory;
  MadeDatabase owner(directory / "x.db");
  owner.run(
      "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;"
      "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO t (x) VALUES ('one')");

  BOOST_TEST(content_of(directory / "x.db").find("one") == std::string::npos);
  BOOST_TEST(number_of_rows(ForeignDatabase(directory / "x.db")) == 1);
}

BOOST_AUTO_TEST_CASE(reading_leaves_no_files_behind) {
  const TemporaryDirectory directory;
  {
    MadeDatabase owner(directory / "x.db");
    owner.run("PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)");
    const std::set<std::string> before = files_in(directory.path());
    BOOST_TEST(number_of_rows(ForeignDatabase(directory / "x.db")) == 0);
    BOOST_TEST((files_in(directory.path()) == before));
  }
  BOOST_TEST((files_in(directory.path()) == std::set<std::string>{"x.db"}));
}

BOOST_AUTO_TEST_CASE(a_database_that_nobody_has_open_is_left_as_it_was) {
  const TemporaryDirectory directory;
  for (const char* mode : {"WAL", "DELETE"}) {
    const std::string name = std::string(mode) + ".db";
    MadeDatabase(directory / name)
        .run("PRAGMA journal_mode = " + std::string(mode) +
             "; CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)");
    let_rest(directory / name);
    const std::string before = content_of(directory / name);
    const auto time = fs::last_write_time(directory / name);

    BOOST_TEST(number_of_rows(ForeignDatabase(directory / name)) == 0);

    BOOST_TEST((content_of(directory / name) == before));
    BOOST_TEST((fs::last_write_time(directory / name) == time));
  }
  BOOST_TEST((files_in(directory.path()) == std::set<std::string>{"DELETE.db", "WAL.db"}));
}

BOOST_AUTO_TEST_CASE(a_writer_that_comes_while_a_resting_database_is_read_is_noticed) {
  const TemporaryDirectory directory;
  const fs::path path = directory / "with 50% of #1?.db";
  MadeDatabase(path).run("PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY)");
  let_rest(path);
  const ForeignDatabase database(path);
  BOOST_TEST(number_of_rows(database) == 0);
  MadeDatabase owner(path);
  owner.run("INSERT INTO t VALUES (1)");

  BOOST_CHECK_THROW(number_of_rows(database), ForeignDatabaseError);
  BOOST_TEST(number_of_rows(ForeignDatabase(path)) == 1);
}

BOOST_AUTO_TEST_CASE(a_writer_that_came_and_went_while_a_resting_database_is_read_is_noticed) {
  const TemporaryDirectory directory;
  MadeDatabase(directory / "x.db")
      .run("PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY)");
  let_rest(directory / "x.db");
  const ForeignDatabase database(directory / "x.db");
  MadeDatabase(directory / "x.db").run("INSERT INTO t VALUES (1)");

  BOOST_TEST((files_in(directory.path()) == std::set<std::string>{"x.db"}));
  BOOST_CHECK_THROW(number_of_rows(database), ForeignDatabaseBusy);
}

BOOST_AUTO_TEST_CASE(a_resting_database_that_was_written_a_moment_ago_is_to_be_tried_again) {
  const TemporaryDirectory directory;
  MadeDatabase(directory / "x.db")
      .run("PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY)");

  BOOST_CHECK_THROW(ForeignDatabase(directory / "x.db"), ForeignDatabaseBusy);
}

BOOST_AUTO_TEST_CASE(a_database_that_is_held_is_given_up_soon) {
  const TemporaryDirectory directory;
  MadeDatabase owner(directory / "x.db");
  owner.run("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT); BEGIN EXCLUSIVE");

  const auto before = Clock::now();
  BOOST_CHECK_THROW(number_of_rows(ForeignDatabase(directory / "x.db")), ForeignDatabaseError);
  const auto waited = Clock::now() - before;

  BOOST_TEST((waited >= std::chrono::milliseconds(150)));
  BOOST_TEST((waited < std::chrono::milliseconds(1500)));
  owner.run("COMMIT");
  BOOST_TEST(number_of_rows(ForeignDatabase(directory / "x.db")) == 0);
}

BOOST_AUTO_TEST_CASE(a_reader_that_is_done_holds_no_lock) {
  const TemporaryDirectory directory;
  MadeDatabase owner(directory / "x.db");
  owner.run("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO t (x) VALUES ('one')");
  const ForeignDatabase database(directory / "x.db");
  // A query that is broken off must be over, too.
  database.each("SELECT x FROM t", {}, [](const ForeignDatabase::Row&) { return false; });

  BOOST_CHECK_NO_THROW(owner.run("BEGIN EXCLUSIVE; INSERT INTO t (x) VALUES ('two'); COMMIT"));
}

BOOST_AUTO_TEST_CASE(what_is_no_database_is_an_error) {
  const TemporaryDirectory directory;
  std::ofstream(directory / "text.db") << std::string(5000, 'x');
  std::ofstream(directory / "cut.db") << "SQLite format 3";

  for (const char* name : {"text.db", "cut.db", "missing.db"}) {
    BOOST_CHECK_THROW(number_of_rows(ForeignDatabase(directory / name)), ForeignDatabaseError);
  }
  BOOST_TEST(!fs::exists(directory / "missing.db"));
}

BOOST_AUTO_TEST_CASE(a_damaged_database_is_an_error_and_no_crash) {
  const TemporaryDirectory directory;
  {
    MadeDatabase owner(directory / "x.db");
    owner.run("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT); BEGIN");
    for (int i = 0; i < 500; ++i)
      owner.run("INSERT INTO t (x) VALUES (?)", {std::string(200, 'x')});
    owner.run("COMMIT");
  }
  const std::string whole = content_of(directory / "x.db");
  int failed = 0;
  for (std::size_t page = 1; page < whole.size() / 4096; ++page) {
    std::string damaged = whole;
    for (std::size_t i = 0; i < 64; ++i) damaged[page * 4096 + i] = '\xA5';
    std::ofstream(directory / "damaged.db", std::ios::binary) << damaged;
    try {
      ForeignDatabase(directory / "damaged.db")
          .each("SELECT * FROM t", {},
                [](const ForeignDatabase::Row& row) { return row.text(1).size() < 1'000'000; });
    } catch (const ForeignDatabaseError&) {
      ++failed;
    }
  }
  BOOST_TEST(failed > 0);
}

BOOST_AUTO_TEST_CASE(a_database_that_was_cut_short_is_an_error) {
  const TemporaryDirectory directory;
  MadeDatabase(directory / "x.db").run("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)");
  fs::resize_file(directory / "x.db", fs::file_size(directory / "x.db") / 2);

  BOOST_CHECK_THROW(number_of_rows(ForeignDatabase(directory / "x.db")), ForeignDatabaseError);
}

BOOST_AUTO_TEST_CASE(nothing_can_be_written) {
  const TemporaryDirectory directory;
  MadeDatabase(directory / "x.db").run("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)");
  const ForeignDatabase database(directory / "x.db");
  const auto none = [](const ForeignDatabase::Row&) { return true; };

  BOOST_CHECK_THROW(database.each("INSERT INTO t (x) VALUES ('mine')", {}, none),
                    ForeignDatabaseError);
  BOOST_CHECK_THROW(database.each("DROP TABLE t", {}, none), ForeignDatabaseError);
}

BOOST_AUTO_TEST_CASE(values_are_read_as_they_are_asked_for) {
  const TemporaryDirectory directory;
  MadeDatabase owner(directory / "x.db");
  owner.run("CREATE TABLE t (a, b, c); INSERT INTO t VALUES ('12', 1.5, NULL)");
  const ForeignDatabase database(directory / "x.db");

  database.each("SELECT a, b, c, x'00ff' FROM t WHERE a = ?", {std::string("12")},
                [](const ForeignDatabase::Row& row) {
                  BOOST_TEST(row.integer(0) == 12);
                  BOOST_TEST(row.real(1) == 1.5);
                  BOOST_TEST(row.is_null(2));
                  BOOST_TEST(row.integer(2) == 0);
                  BOOST_TEST(row.text(2).empty());
                  BOOST_TEST(row.text(3) == std::string_view("\0\xff", 2));
                  return true;
                });
  BOOST_TEST(database.has_table("t"));
  BOOST_TEST(!database.has_table("u"));
  BOOST_TEST(database.has_column("t", "b"));
  BOOST_TEST(!database.has_column("t", "z"));
}

BOOST_AUTO_TEST_SUITE_END()
