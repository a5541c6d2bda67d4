#pragma once
// What keeps the database small: retention once a day, and compaction when it is asked for.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "daemon/store/store.hpp"

namespace baton::store {

/// What a run of upkeep is doing or has done.
struct UpkeepReport {
  std::int64_t run = 0;  ///< its number, from 1 since the daemon's start
  bool finished = false;
  std::string stage = "waiting";  ///< waiting, turns, index, pages, log or done
  std::int64_t turns_removed = 0;
  std::int64_t outputs_cut = 0;
  std::int64_t bytes_before = 0;  ///< of the database file and its write-ahead log
  std::int64_t bytes_after = 0;   ///< once it is finished
  std::string error;              ///< why it ended early; empty when it did not
};

/// Owns the thread "baton-upkeep", which sleeps nearly always. It hands its work to the store's
/// threads in units of some milliseconds; in the background it rests four times as long as each
/// took, so that nobody notices.
class Upkeep {
 public:
  struct Options {
    std::filesystem::path database;
    std::int64_t keep_turn_days = 0;                                ///< 0: for ever
    std::int64_t keep_tool_output_days = 0;                         ///< 0: for ever
    std::chrono::milliseconds first_look{std::chrono::minutes(5)};  ///< after the start
    std::chrono::milliseconds interval{std::chrono::hours(1)};      ///< between looks at the clock
  };

  /// Starts the thread. The store must outlive this object.
  Upkeep(Store& store, Options options);
  /// Stops between two units; what is left is done by the next run.
  ~Upkeep();
  Upkeep(const Upkeep&) = delete;
  Upkeep& operator=(const Upkeep&) = delete;

  /// Asks for a run that applies retention and compacts the database, without rests; one that waits
  /// already serves for all who ask. Returns its number. Any thread.
  std::int64_t start();
  /// What is known of a run; nothing when it is long ago or never was. Any thread.
  std::optional<UpkeepReport> report(std::int64_t run) const;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace baton::store
