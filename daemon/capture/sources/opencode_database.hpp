#pragma once
// opencode's database, which it changes in place.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/foreign_database.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/opencode_session.hpp"
#include "daemon/capture/sources/row_watermark.hpp"

namespace baton::capture::opencode {

/// Reads all sessions one after the other at first, in the order of their messages; from then on
/// every message that has changed, or a part of which has. A message is always told as a whole.
/// What a fork copied from another session is told there only.
class DatabaseParser final : public Parser {
 public:
  DatabaseParser(std::filesystem::path path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  bool finished() const override { return finished_; }
  std::string save_state() const override;

 private:
  /// Where reading stands.
  struct Place {
    bool in_history = true;          ///< sessions are still being read for the first time
    RowWatermark::Position session;  ///< the last one begun, by time of creation
    RowWatermark::Position message;  ///< the last one told of it; empty id: none
    RowWatermark changes;            ///< once history has been told
    std::int64_t newest_part = 0;    ///< row of the newest part when changes were last told
  };

  std::filesystem::path path_;
  Place place_;
  bool finished_ = true;
  JsonReader messages_;
  JsonReader parts_;

  friend class DatabaseReading;
};

}  // namespace baton::capture::opencode
