#pragma once
// The transcripts that Cursor's agent appends to.

#include <deque>
#include <filesystem>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/cursor_places.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"

namespace baton::capture::cursor {

/// One message per line, `{"role","message":{"content":[blocks]}}`, without ids and times. Tells no
/// turns when one of Cursor's databases holds the session.
class TranscriptParser final : public Parser {
 public:
  TranscriptParser(const std::filesystem::path& path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override;

 private:
  void read_record(const JsonLine& line, const boost::json::object& record, EventSink& sink);
  bool tell_block(const boost::json::object& block, bool is_user, MessageTeller& teller);
  void tell_call(const boost::json::object& block, MessageTeller& teller);
  void tell_result(const boost::json::object& block, MessageTeller& teller);
  void announce(EventSink& sink);

  TranscriptPlace place_;
  bool is_elsewhere_ = false;
  bool announced_ = false;
  std::int64_t calls_ = 0;         // told so far
  std::deque<std::string> waits_;  // tools whose results have not come, oldest first
  JsonReader reader_;
};

}  // namespace baton::capture::cursor
