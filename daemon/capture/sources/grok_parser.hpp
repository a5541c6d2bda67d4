#pragma once
// Reads the lines of a Grok session.

#include <filesystem>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"
#include "daemon/capture/sources/open_calls.hpp"
#include "daemon/capture/sources/session_teller.hpp"

namespace baton::capture::grok {

/// What must be known of earlier lines.
struct Memory {
  std::string session;
  Milliseconds started_at = 0;  ///< stands for the times that the log does not have
  OpenCalls calls;

  /// A few KiB of JSON, and back; what is none gives an empty memory.
  std::string to_state() const;
  static Memory from_state(std::string_view state);
};

/// One record per line, none with an id or a time. What is known of the session stands in
/// `summary.json` beside the log, which is read each time.
class GrokParser final : public Parser {
 public:
  GrokParser(std::filesystem::path path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override { return memory_.to_state(); }

 private:
  void read_summary();
  void read_record(const JsonLine& line, const boost::json::object& record, EventSink& sink);
  void read_user(const boost::json::object& record, MessageTeller& teller);
  void read_answer(const boost::json::object& record, MessageTeller& teller);
  void tell_call(const boost::json::object& call, MessageTeller& teller);
  void tell_result(const boost::json::object& record, MessageTeller& teller);

  std::filesystem::path path_;
  Memory memory_;
  bool is_subagent_ = false;
  SessionTeller session_{"grok"};
  JsonReader nested_;
  JsonReader reader_;
};

}  // namespace baton::capture::grok
