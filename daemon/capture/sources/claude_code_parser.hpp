#pragma once
// Reads the lines of a Claude Code log.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/claude_code_content.hpp"
#include "daemon/capture/sources/claude_code_memory.hpp"
#include "daemon/capture/sources/claude_code_sessions.hpp"

namespace baton::capture::claude_code {

/// One record per line. A turn is a content block of a `user` or `assistant` record; `system` and
/// `attachment` records give a few more. Records that only serve the program itself are skipped;
/// whatever is not known is reported.
class ClaudeCodeParser final : public Parser {
 public:
  ClaudeCodeParser(const std::filesystem::path& path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override { return memory_.to_state(); }

 private:
  /// Where the record that is being read stands.
  struct Line {
    std::string_view bytes;
    std::uint64_t offset = 0;
    std::int64_t number = 0;
  };

  void read_line(const Line& line, EventSink& sink);
  std::optional<boost::json::value> parse_json(std::string_view bytes, std::string& fault);
  void read_record(const Line& line, const boost::json::object& record, EventSink& sink);
  void read_message(const Line& line, const boost::json::object& record, std::string_view type,
                    EventSink& sink);
  bool read_title(const boost::json::object& record, std::string_view type);
  void read_summary(const boost::json::object& record);
  void take_waiting_summary(const boost::json::object& record);
  bool is_told_twice(const boost::json::object& record, std::string_view type, Milliseconds time);
  RecordTurns turns_of(const boost::json::object& record, std::string_view type,
                       const RecordOrigin& origin);
  void report_usage(const boost::json::object& record, EventSink& sink);
  static void report(const Line& line, std::string reason, EventSink& sink);

  Memory memory_;
  Sessions sessions_;
  store::Usage last_usage_;
  // One line's tree lives here and is dropped as a whole: far cheaper than a heap block for each
  // value.
  static constexpr std::size_t arena_bytes = 64U << 10U;
  std::unique_ptr<unsigned char[]> arena_ =
      std::make_unique_for_overwrite<unsigned char[]>(arena_bytes);
  boost::json::monotonic_resource tree_{arena_.get(), arena_bytes};
  boost::json::parser parser_;
};

}  // namespace baton::capture::claude_code
