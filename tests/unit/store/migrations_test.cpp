#include "daemon/store/migrations.hpp"

#include <array>
#include <fstream>
#include <sstream>

#include <boost/test/unit_test.hpp>
#include <sys/stat.h>

#include "daemon/store/connection.hpp"
#include "daemon/store/store.hpp"
#include "tests/support/temporary_directory.hpp"

namespace {

using namespace baton;
using store::Connection;
using store::StoreError;
using store::StoreFault;

constexpr std::array migrations{
    EmbeddedText{
        "001.sql",
        "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT); CREATE TABLE notes (text TEXT);"
        "INSERT INTO notes VALUES ('kept');"},
    EmbeddedText{"002.sql", "ALTER TABLE notes ADD COLUMN color TEXT;"},
    EmbeddedText{"003.sql", "CREATE TABLE shades (name TEXT); INSERT INTO nowhere VALUES (1);"},
    EmbeddedText{"004.sql", "SELECT 1;"},
};

std::span<const EmbeddedText> first(std::size_t count) {
  return std::span(migrations).first(count);
}

struct Fixture {
  tests::TemporaryDirectory directory;
  std::filesystem::path path = directory / "baton.db";

  void migrate(std::span<const EmbeddedText> steps, const std::string& program = "1.2.3") {
    Connection connection(path, Connection::Mode::writer);
    store::prepare_database(connection, steps, program);
  }
  std::int64_t query(const char* sql) {
    Connection connection(path, Connection::Mode::writer);
    return connection.query_integer(sql);
  }
  std::string contents() const {
    std::ostringstream all;
    all << std::ifstream(path, std::ios::binary).rdbuf();
    return all.str();
  }
  void write(const std::string& bytes) const { std::ofstream(path, std::ios::binary) << bytes; }
};

std::string message_of(const std::function<void()>& action, StoreFault expected) {
  try {
    action();
  } catch (const StoreError& error) {
    BOOST_TEST(static_cast<int>(error.fault()) == static_cast<int>(expected), error.what());
    return error.what();
  }
  BOOST_ERROR("no StoreError");
  return {};
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(migrations_suite, Fixture)

BOOST_AUTO_TEST_CASE(a_fresh_database_gets_the_whole_schema) {
  migrate(store::embedded_migrations());
  BOOST_TEST(query("PRAGMA user_version") == static_cast<int>(store::embedded_migrations().size()));
  BOOST_TEST(query("PRAGMA application_id") == store::application_id);
  BOOST_TEST(query("PRAGMA auto_vacuum") == 2);
  BOOST_TEST(
      query(
          "SELECT count(*) FROM sqlite_schema WHERE name IN ('projects', 'turns_index', 'jobs')") ==
      3);
  BOOST_TEST(query("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'") ==
             0);
}

BOOST_AUTO_TEST_CASE(the_file_is_for_its_owner_only) {
  migrate(store::embedded_migrations());
  struct stat status = {};
  BOOST_REQUIRE(::stat(path.c_str(), &status) == 0);
  BOOST_TEST((status.st_mode & 0777U) == 0600U);
}

BOOST_AUTO_TEST_CASE(a_directory_that_does_not_exist_is_named) {
  path = directory / "nowhere" / "baton.db";
  const std::string message = message_of([&] { migrate(first(1)); }, StoreFault::io);
  BOOST_TEST(message.find("nowhere") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_newer_database_is_refused_and_untouched) {
  migrate(first(2), "7.8.9");
  const std::string before = contents();
  const std::string message = message_of([&] { migrate(first(1)); }, StoreFault::newer);
  BOOST_TEST(message.find("7.8.9") != std::string::npos, message);
  BOOST_TEST((contents() == before));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_database_is_refused_and_untouched) {
  for (const std::size_t size : {1U, 99U, 5000U}) {
    const std::string garbage(size, 'x');
    write(garbage);
    message_of([&] { store::Store store({.path = path}); }, StoreFault::damaged);
    BOOST_TEST((contents() == garbage));
    BOOST_TEST(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
  }
}

BOOST_AUTO_TEST_CASE(the_database_of_another_program_is_refused_and_untouched) {
  {
    Connection connection(path, Connection::Mode::writer);
    connection.execute("CREATE TABLE bookmarks (url TEXT)");
  }
  const std::string before = contents();
  message_of([&] { migrate(first(1)); }, StoreFault::damaged);
  BOOST_TEST((contents() == before));
}

BOOST_AUTO_TEST_CASE(a_backup_is_made_before_a_migration) {
  migrate(first(1));
  BOOST_TEST(!std::filesystem::exists(directory / "baton.db.before-v1"));
  migrate(first(2));
  BOOST_TEST(query("SELECT count(*) FROM pragma_table_info('notes')") == 2);

  path = directory / "baton.db.before-v2";
  BOOST_REQUIRE(std::filesystem::exists(path));
  BOOST_TEST(query("SELECT count(*) FROM pragma_table_info('notes')") == 1);
  BOOST_TEST(query("SELECT count(*) FROM notes WHERE text = 'kept'") == 1);
  struct stat status = {};
  BOOST_REQUIRE(::stat(path.c_str(), &status) == 0);
  BOOST_TEST((status.st_mode & 0777U) == 0600U);
}

BOOST_AUTO_TEST_CASE(the_two_newest_backups_are_kept) {
  migrate(first(1));
  for (const char* name :
       {"baton.db.before-v9", "baton.db.before-v10", "baton.db.before-vx", "other.before-v1"}) {
    std::ofstream(directory / name) << "x";
  }
  migrate(first(2));
  BOOST_TEST(std::filesystem::exists(directory / "baton.db.before-v10"));
  BOOST_TEST(std::filesystem::exists(directory / "baton.db.before-v9"));
  BOOST_TEST(!std::filesystem::exists(directory / "baton.db.before-v2"));
  BOOST_TEST(std::filesystem::exists(directory / "baton.db.before-vx"));
  BOOST_TEST(std::filesystem::exists(directory / "other.before-v1"));
}

BOOST_AUTO_TEST_CASE(a_failing_migration_is_undone) {
  migrate(first(1));
  const std::string message = message_of([&] { migrate(first(4)); }, StoreFault::other);
  BOOST_TEST(message.find("003.sql") != std::string::npos, message);
  BOOST_TEST(query("PRAGMA user_version") == 2);
  BOOST_TEST(query("SELECT count(*) FROM sqlite_schema WHERE name = 'shades'") == 0);
  BOOST_TEST(query("SELECT count(*) FROM notes") == 1);
}

BOOST_AUTO_TEST_CASE(opening_again_changes_nothing) {
  migrate(first(2));
  migrate(first(2));
  BOOST_TEST(!std::filesystem::exists(directory / "baton.db.before-v2"));
}

BOOST_AUTO_TEST_SUITE_END()
