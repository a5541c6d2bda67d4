#pragma once
// Reads the lines of a Droid session.

#include <filesystem>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"
#include "daemon/capture/sources/open_calls.hpp"
#include "daemon/capture/sources/session_teller.hpp"

namespace baton::capture::droid {

/// What must be known of earlier lines.
struct Memory {
  std::string session;
  bool is_subagent = false;  ///< what its user says is another agent's words
  OpenCalls calls;

  /// A few KiB of JSON, and back; what is none gives an empty memory.
  std::string to_state() const;
  static Memory from_state(std::string_view state);
};

/// One record per line. A message's content are the blocks of Anthropic's Messages API. Model and
/// tokens stand in a file of settings beside the log, which is read each time.
class DroidParser final : public Parser {
 public:
  DroidParser(std::filesystem::path path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override { return memory_.to_state(); }

 private:
  void read_record(const JsonLine& line, const boost::json::object& record, EventSink& sink);
  void read_start(const boost::json::object& record);
  void read_message(const JsonLine& line, const boost::json::object& record,
                    const MessageOrigin& origin, EventSink& sink);
  bool read_block(const boost::json::object& block, bool is_user, MessageTeller& teller);
  void tell_call(const boost::json::object& block, MessageTeller& teller);
  void tell_result(const boost::json::object& block, MessageTeller& teller);
  void read_settings(EventSink& sink);

  std::filesystem::path path_;
  Memory memory_;
  SessionTeller session_{"droid"};
  JsonReader reader_;
};

}  // namespace baton::capture::droid
