#pragma once
// The work of the writing thread: units in groups, each group one transaction.

#include <chrono>
#include <exception>
#include <filesystem>
#include <functional>
#include <vector>

#include "daemon/store/connection.hpp"
#include "daemon/store/tables.hpp"
#include "daemon/store/unit_queue.hpp"

namespace baton::store {

/// Owns the writing connection. Opened on the thread that makes the store, then used by the writing
/// thread alone.
class Writer {
 public:
  /// Opens and prepares the database. @throws StoreError
  explicit Writer(const std::filesystem::path& path);

  /// Runs the queue's units until it is closed and empty.
  void run(UnitQueue& queue);

 private:
  struct Finished {
    Unit unit;
    std::exception_ptr error;
  };
  using Group = std::vector<Finished>;

  void run_group(Unit first, UnitQueue& queue, Group& group);
  void run_units(Unit first, UnitQueue& queue, Group& group, Durability durability);
  std::exception_ptr run_alone(Unit& unit);
  std::exception_ptr run_unit(Unit& unit);
  bool has_room(const Group& group) const;
  void set_durability(Durability durability);
  void checkpoint_if_due(bool idle);
  /// Folds the write-ahead log into the database. False when a reader still needs it.
  bool cut_log();
  /// What to do when no work comes for a while; null when there is nothing to do.
  std::function<void()> rest_if_needed();

  Connection connection_;
  Tables tables_;
  Durability durability_ = Durability::relaxed;
  int wal_pages_ = 0;         ///< in the log after the last commit
  bool log_is_long_ = false;  ///< to be cut as soon as nothing waits
  std::int64_t changes_before_ = 0;
  std::chrono::steady_clock::time_point group_began_;
};

}  // namespace baton::store
