#pragma once
// Crush's database of one project, which it changes in place.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/crush_message.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/open_calls.hpp"
#include "daemon/capture/sources/row_watermark.hpp"

namespace baton::capture::crush {

/// Reads all messages in the order in which they were inserted, then whatever has changed: a
/// message is written anew while the model is at it.
class DatabaseParser final : public Parser {
 public:
  DatabaseParser(std::filesystem::path path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  bool finished() const override { return finished_; }
  std::string save_state() const override;

 private:
  struct Place {
    bool in_history = true;      ///< messages are being read for the first time
    std::int64_t last_row = 0;   ///< the newest one told
    RowWatermark changes{1000};  ///< once history has been told
    OpenCalls calls;
  };

  std::filesystem::path path_;
  Place place_;
  bool finished_ = true;
  JsonReader parts_;
  MessageTelling telling_;

  friend class DatabaseReading;
};

}  // namespace baton::capture::crush
