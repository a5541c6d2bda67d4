#include "daemon/store/migrations.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include <sqlite3.h>

#include "daemon/store/connection.hpp"
#include "daemon/store/statement.hpp"
#include "daemon/store/transaction.hpp"

namespace baton::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kept_backups = 2;

/// The version of Baton that last migrated the file, or an empty text.
std::string writing_program(Connection& connection) {
  try {
    Statement statement(connection, "SELECT value FROM settings WHERE key = 'program_version'");
    Rows rows = statement.query();
    return rows.next() ? rows.text(0) : std::string();
  } catch (const StoreError&) {
    return {};  // A newer schema may keep it elsewhere.
  }
}

[[noreturn]] void refuse_newer(Connection& connection, std::int64_t version, std::size_t known) {
  std::string program = writing_program(connection);
  program = program.empty() ? "a newer version of Baton" : "Baton " + program;
  throw StoreError(StoreFault::newer, connection.path().string() + " was made by " + program +
                                          " (schema " + std::to_string(version) +
                                          "; this program knows up to " + std::to_string(known) +
                                          "). Nothing was changed. Install that version or a later "
                                          "one, or choose another database.");
}

/// The schema version of a file that we may change; 0 for an empty one.
std::int64_t checked_version(Connection& connection, std::size_t known) {
  // SQLite takes a file of one byte for an empty one and would overwrite it.
  std::error_code error;
  if (fs::file_size(connection.path(), error) == 1)
    connection.fail(SQLITE_NOTADB, "use the file as a database");
  const std::int64_t owner = connection.query_integer("PRAGMA application_id");
  const std::int64_t version = connection.query_integer("PRAGMA user_version");
  const bool empty = connection.query_integer("SELECT count(*) FROM sqlite_schema") == 0;
  if (empty && owner == 0 && version == 0) return 0;
  if (owner != application_id) {
    throw StoreError(StoreFault::damaged,
                     connection.path().string() +
                         " is an SQLite database of another program. Nothing was changed. "
                         "Choose another path for Baton's database.");
  }
  if (version > static_cast<std::int64_t>(known)) refuse_newer(connection, version, known);
  return version;
}

/// The N of a file named `<database>.before-vN`, or 0.
int backup_version(const fs::path& database, const fs::path& file) {
  const std::string prefix = database.filename().string() + ".before-v";
  const std::string name = file.filename().string();
  if (!name.starts_with(prefix)) return 0;
  int version = 0;
  const char* const end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data() + prefix.size(), end, version);
  return error == std::errc() && stop == end ? version : 0;
}

void remove_old_backups(const fs::path& database) {
  std::vector<std::pair<int, fs::path>> backups;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(fs::absolute(database).parent_path(), error)) {
    const int version = backup_version(database, entry.path());
    if (version > 0) backups.emplace_back(version, entry.path());
  }
  std::sort(backups.rbegin(), backups.rend());
  for (std::size_t i = kept_backups; i < backups.size(); ++i) fs::remove(backups[i].second, error);
}

/// Copies the pages as they are, which also works for a database that VACUUM INTO would choke on.
void copy_pages(Connection& from, Connection& to) {
  const std::unique_ptr<sqlite3_backup, int (*)(sqlite3_backup*)> backup(
      sqlite3_backup_init(to.handle(), "main", from.handle(), "main"), sqlite3_backup_finish);
  if (!backup) to.fail(sqlite3_errcode(to.handle()), "begin a backup");
  const int code = sqlite3_backup_step(backup.get(), -1);
  if (code != SQLITE_DONE) to.fail(code, "write the backup before a migration");
}

void back_up(Connection& connection, std::size_t target) {
  const fs::path path = connection.path().string() + ".before-v" + std::to_string(target);
  fs::path partial = path;
  partial += ".partial";
  std::error_code error;
  fs::remove(partial, error);
  {
    Connection copy(partial, Connection::Mode::writer);
    copy_pages(connection, copy);
  }
  // Only a whole copy bears the name of a backup.
  fs::rename(partial, path, error);
  if (error)
    throw StoreError(StoreFault::io,
                     path.string() + ": cannot rename the backup: " + error.message());
  remove_old_backups(connection.path());
}

void remember_program(Connection& connection, const std::string& program_version) {
  Statement statement(connection, "INSERT OR REPLACE INTO settings VALUES ('program_version', ?)");
  statement.execute(program_version);
}

void run_migration(Connection& connection, const EmbeddedText& migration, std::size_t version,
                   const std::string& program_version) {
  try {
    Transaction transaction(connection, Transaction::Kind::immediate);
    connection.execute(migration.text);
    connection.execute(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
    connection.execute(("PRAGMA user_version = " + std::to_string(version)).c_str());
    remember_program(connection, program_version);
    transaction.commit();
  } catch (const StoreError& error) {
    throw StoreError(error.fault(), std::string("migration ") + migration.name +
                                        " failed and was undone: " + error.what());
  }
}

}  // namespace

void prepare_database(Connection& writer, std::span<const EmbeddedText> migrations,
                      const std::string& program_version) {
  const auto version = static_cast<std::size_t>(checked_version(writer, migrations.size()));
  if (version > 0 && version < migrations.size()) back_up(writer, migrations.size());
  writer.configure();
  for (std::size_t i = version; i < migrations.size(); ++i) {
    run_migration(writer, migrations[i], i + 1, program_version);
  }
  // The file may have been put there by hand; what it holds is for its owner only.
  std::error_code error;
  fs::permissions(writer.path(), fs::perms::owner_read | fs::perms::owner_write, error);
}

}  // namespace baton::store
