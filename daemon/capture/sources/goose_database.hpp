#pragma once
// Goose's database, to which it appends messages.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/open_calls.hpp"

namespace baton::capture::goose {

/// Reads the messages in the order of their row ids, which are never used again. When Goose
/// replaces a conversation it inserts all of it anew: the messages are told again under their old
/// ids.
class DatabaseParser final : public Parser {
 public:
  DatabaseParser(std::filesystem::path path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  bool finished() const override { return finished_; }
  std::string save_state() const override;

 private:
  std::filesystem::path path_;
  std::int64_t last_row_ = 0;
  OpenCalls calls_;
  bool finished_ = true;
  JsonReader contents_;
  JsonReader metadata_;

  friend class DatabaseReading;
};

}  // namespace baton::capture::goose
