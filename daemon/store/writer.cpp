#include "daemon/store/writer.hpp"

#include <sqlite3.h>

#include "daemon/store/migrations.hpp"
#include "daemon/store/transaction.hpp"

namespace baton::store {
namespace {

// A group ends at the first of these bounds. They keep short what a user's request may have to wait
// for, and the log small; beyond them a larger group is hardly faster. A backfill's unit of 1000
// turns is a group of its own.
constexpr std::size_t most_units = 1000;
constexpr std::int64_t most_changes = 2048;
constexpr std::chrono::milliseconds longest_group{50};

/// 4 MB of write-ahead log, SQLite's own bound for a checkpoint.
constexpr int checkpoint_pages = 1000;
/// From one attempt to cut the log to the next, while nothing is written.
constexpr std::chrono::milliseconds checkpoint_retry{500};

int remember_wal_pages(void* target, sqlite3*, const char*, int pages) {
  *static_cast<int*>(target) = pages;
  return SQLITE_OK;
}

/// Gives the error to every unit that has none of its own: none of the group is stored.
template <class Group>
void fail_all(Group& group, const std::exception_ptr& error) {
  for (auto& finished : group) {
    if (!finished.error) finished.error = error;
  }
}

}  // namespace

Writer::Writer(const std::filesystem::path& path)
    : connection_(path, Connection::Mode::writer), tables_(connection_) {
  prepare_database(connection_, embedded_migrations(), BATON_VERSION);
  // Instead of SQLite's own checkpoints, which would run inside the commit that everyone waits for.
  sqlite3_wal_hook(connection_.handle(), remember_wal_pages, &wal_pages_);
}

void Writer::run(UnitQueue& queue) {
  Group group;
  for (;;) {
    // A reader's snapshot kept the log from being cut after the last commit.
    while (log_is_long_ && !queue.wait_for(checkpoint_retry)) checkpoint_if_due(true);
    std::optional<Unit> unit = queue.wait_and_take(Connection::patience, rest_if_needed());
    if (!unit) return;
    run_group(std::move(*unit), queue, group);
    for (Finished& finished : group) finished.unit.complete(std::move(finished.error));
    group.clear();
    checkpoint_if_due(queue.empty());
  }
}

std::function<void()> Writer::rest_if_needed() {
  if (wal_pages_ == 0 && !connection_.has_much_to_free()) return nullptr;
  return [this] {
    // Whoever only looks at the file's size, or copies it, sees all that is stored.
    if (wal_pages_ > 0) cut_log();
    wal_pages_ = 0;
    connection_.rest();
  };
}

void Writer::run_group(Unit first, UnitQueue& queue, Group& group) {
  const Durability durability = first.durability;
  try {
    set_durability(durability);
    changes_before_ = connection_.total_changes();
    group_began_ = std::chrono::steady_clock::now();
    Transaction transaction(connection_, Transaction::Kind::immediate);
    run_units(std::move(first), queue, group, durability);
    if (connection_.in_transaction()) transaction.commit();
  } catch (...) {
    if (group.empty()) group.push_back({std::move(first), nullptr});
    fail_all(group, std::current_exception());
  }
}

void Writer::run_units(Unit first, UnitQueue& queue, Group& group, Durability durability) {
  std::optional<Unit> unit = std::move(first);
  while (unit) {
    // Nothing stands before the first unit that its fault could take with it: the transaction is
    // savepoint enough. That saves SQLite from copying every page that a big unit changes.
    std::exception_ptr error = group.empty() ? run_alone(*unit) : run_unit(*unit);
    group.push_back({std::move(*unit), error});
    if (!connection_.in_transaction()) {
      // SQLite has given up the whole transaction, and with it what the units before had done.
      fail_all(group, error);
      return;
    }
    // How a commit is synchronised cannot be changed inside a transaction: a durable unit begins a
    // new group.
    if (!has_room(group)) return;
    unit = queue.take(durability == Durability::relaxed);
  }
}

std::exception_ptr Writer::run_alone(Unit& unit) {
  try {
    unit.work(tables_);
    return nullptr;
  } catch (...) {
    std::exception_ptr error = std::current_exception();
    if (connection_.in_transaction()) connection_.execute("ROLLBACK");
    return error;
  }
}

std::exception_ptr Writer::run_unit(Unit& unit) {
  try {
    Savepoint savepoint(connection_);
    unit.work(tables_);
    savepoint.release();
    return nullptr;
  } catch (...) {
    return std::current_exception();
  }
}

bool Writer::has_room(const Group& group) const {
  return group.size() < most_units &&
         connection_.total_changes() - changes_before_ < most_changes &&
         std::chrono::steady_clock::now() - group_began_ < longest_group;
}

void Writer::set_durability(Durability durability) {
  if (durability == durability_) return;
  connection_.execute(durability == Durability::durable ? "PRAGMA synchronous = FULL"
                                                        : "PRAGMA synchronous = NORMAL");
  durability_ = durability;
}

void Writer::checkpoint_if_due(bool idle) {
  if (wal_pages_ >= checkpoint_pages) {
    wal_pages_ = 0;
    log_is_long_ = true;
    if (!idle)
      sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                                nullptr);
  }
  if (!idle || !log_is_long_) return;
  log_is_long_ = !cut_log();
}

bool Writer::cut_log() {
  // Readers are not waited for: while one keeps an old snapshot, the log stays until the next time.
  // A fault here loses nothing, since the log still has everything, and will be met again by the
  // next commit.
  sqlite3_busy_timeout(connection_.handle(), 0);
  const int code = sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr,
                                             SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(connection_.handle(), Connection::busy_timeout_milliseconds);
  return code == SQLITE_OK;
}

}  // namespace baton::store
