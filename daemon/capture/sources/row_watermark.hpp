#pragma once
// Up to which change the rows of a foreign database have been told.

#include <deque>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/base/time.hpp"

namespace baton::capture {

/// The place of reading in a stream of rows that are ordered by the time of their last change, then
/// by id. A row may appear behind rows that are newer: its writer took the time, and committed
/// later than another one. So rows of the last seconds are asked for again at each reading, and
/// those that were told are known by time and id. The list of these is
/// bounded: of a burst of changes, those told before the last few hundred rows are settled at
/// once.
class RowWatermark {
 public:
  struct Position {
    Milliseconds time = -1;
    std::string id;

    auto operator<=>(const Position&) const = default;  // NOLINT(modernize-use-nullptr)
  };

  /// @param resolution how exact the times are: 1, or 1000 where the format counts seconds
  explicit RowWatermark(Milliseconds resolution = 1) : resolution_(resolution) {}

  /// Rows behind it are to be asked for.
  const Position& floor() const { return floor_; }
  /// Begins behind all changes up to `time`, the newest there is, but for those of the last
  /// seconds.
  /// @param now as for tell()
  void begin_at(Milliseconds time, Milliseconds now);

  /// Whether the row was told as it is now.
  bool is_told(Milliseconds time, std::string_view id) const;
  /// Takes note of a row that was told. @param now time at which the rows were asked for
  void tell(Milliseconds time, std::string_view id, Milliseconds now);
  /// Raises the floor over what can no longer change. @param now as for tell()
  void settle(Milliseconds now);
  /// So many rows may be asked for and be told already: a query must allow for more.
  static constexpr std::size_t most_recent = 256;

  /// At most about 12 KiB of JSON after a burst of changes, little at rest, and back; what is none
  /// gives one at the beginning.
  boost::json::object to_json() const;
  void restore(const boost::json::object& state);

 private:
  /// Nobody commits so long after having taken the time.
  static constexpr Milliseconds window = 10'000;
  /// Rows this young are told again at each reading.
  static constexpr Milliseconds unsettled = 1'000;

  Milliseconds resolution_;
  Position floor_;
  std::deque<Position> recent_;  // told and above the floor, ascending; each row once
};

}  // namespace baton::capture
