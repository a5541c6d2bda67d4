#pragma once
// Taking out what the user does not want to keep for ever, a little at a time.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/store/records.hpp"
#include "daemon/store/statement.hpp"

namespace baton::store {

/// How old something may get. A turn without a time is as old as its session.
struct RetentionLimits {
  std::optional<Milliseconds> turns_before{};    ///< older turns are deleted
  std::optional<Milliseconds> outputs_before{};  ///< long results of older tool calls are cut
};

/// Where looking through the turns has come to; they are looked at by time.
struct RetentionPosition {
  Milliseconds created_at = INT64_MIN;
  std::int64_t identity = INT64_MIN;
};

/// What was found to be too old.
struct RetentionFinds {
  std::vector<Id> turns;    ///< to be deleted
  std::vector<Id> outputs;  ///< to be cut
  bool finished = false;    ///< no older turn is left to look at
};

/// Deletes turns and cuts the results of tools. Sessions, handoffs and sums stay: they are small,
/// and numbers that handoffs cite must not come to mean something else. A log that is read again
/// brings back what it still holds; the next run takes it again.
class Retention {
 public:
  /// A tool's result longer than this can be cut …
  static constexpr std::size_t long_output_bytes = 2048;
  /// … to this, and a note.
  static constexpr std::size_t kept_output_bytes = 1024;

  explicit Retention(Connection& connection);

  /// Looks at the next `limit` turns and moves the position behind them.
  RetentionFinds look(const RetentionLimits& limits, RetentionPosition& position,
                      std::int64_t limit);
  /// Deletes turns and all that stands for them: their places in forks, their words in the index;
  /// counts stay right. Returns how many there were. Writer only.
  std::int64_t remove(std::span<const Id> turns);
  /// Cuts results of tools that are still too long. Returns how many. Writer only.
  std::int64_t cut(std::span<const Id> turns);

 private:
  bool cut(Id turn);

  Statement look_, uncount_in_sessions_, uncount_in_projects_, remove_, output_, replace_;
};

/// The kept beginning of a long output with a note that says what was cut.
std::string cut_output(std::string_view text);

}  // namespace baton::store
