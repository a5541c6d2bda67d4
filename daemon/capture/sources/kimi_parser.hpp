#pragma once
// Reads the lines of a Kimi Code log.

#include <filesystem>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"
#include "daemon/capture/sources/open_calls.hpp"
#include "daemon/capture/sources/session_teller.hpp"

namespace baton::capture::kimi {

/// One record per line. What the user says is a message that is appended to the context; what the
/// model says and its tools answer are events of its loop. Title and directory stand in the
/// session's `state.json`, which is read each time.
class KimiParser final : public Parser {
 public:
  KimiParser(std::filesystem::path path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override;

 private:
  void read_record(const JsonLine& line, const boost::json::object& record, EventSink& sink);
  void read_message(const boost::json::object& message, MessageOrigin origin, EventSink& sink);
  void read_event(const JsonLine& line, const boost::json::object& event, MessageOrigin origin,
                  EventSink& sink);
  void tell_call(const boost::json::object& event, MessageTeller& teller);
  void tell_result(const boost::json::object& event, MessageTeller& teller);
  void read_configuration(const boost::json::object& record);
  void report_usage(const JsonLine& line, const boost::json::object& record, EventSink& sink);
  void read_session_state();

  std::filesystem::path path_;
  std::string agent_;  // `main`, or which subagent of the session
  OpenCalls calls_;
  SessionTeller session_{"kimi"};
  JsonReader reader_;
};

}  // namespace baton::capture::kimi
