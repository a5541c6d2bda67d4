#pragma once
// Reads the lines of a Claude Code log.

#include <filesystem>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/claude_code_content.hpp"
#include "daemon/capture/sources/claude_code_memory.hpp"
#include "daemon/capture/sources/claude_code_sessions.hpp"
#include "daemon/capture/sources/json_lines.hpp"

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
  void read_record(const JsonLine& line, const boost::json::object& record, EventSink& sink);
  void read_message(const JsonLine& line, const boost::json::object& record, std::string_view type,
                    EventSink& sink);
  bool read_title(const boost::json::object& record, std::string_view type);
  void read_summary(const boost::json::object& record);
  void take_waiting_summary(const boost::json::object& record);
  bool is_told_twice(const boost::json::object& record, std::string_view type, Milliseconds time);
  RecordTurns turns_of(const boost::json::object& record, std::string_view type,
                       const RecordOrigin& origin);
  void report_usage(const boost::json::object& record, EventSink& sink);

  Memory memory_;
  Sessions sessions_;
  store::Usage last_usage_;
  JsonReader reader_;
};

}  // namespace baton::capture::claude_code
