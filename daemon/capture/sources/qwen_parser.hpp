#pragma once
// Reads the lines of a Qwen Code log.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"
#include "daemon/capture/sources/open_calls.hpp"
#include "daemon/capture/sources/session_teller.hpp"

namespace baton::capture::qwen {

/// What must be known of earlier lines.
struct Memory {
  std::string session;            ///< the sessionId seen last
  bool has_chosen_title = false;  ///< a person named the session: no guess may replace that
  std::uint64_t last_record = 0;  ///< hash of the last record's uuid …
  int next_part = 0;              ///< … and the part with which another record of it goes on
  OpenCalls calls;

  /// A few KiB of JSON, and back; what is none gives an empty memory.
  std::string to_state() const;
  static Memory from_state(std::string_view state);
};

/// One record per line: a tree like Claude Code's whose messages have the parts of Gemini's API.
class QwenParser final : public Parser {
 public:
  QwenParser(const std::filesystem::path& path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override { return memory_.to_state(); }

 private:
  void read_record(const JsonLine& line, const boost::json::object& record, EventSink& sink);
  SessionTeller& session_of(const boost::json::object& record);
  static void note_facts(SessionTeller& session, const boost::json::object& record,
                         Milliseconds time);
  void read_user(const boost::json::object& record, const MessageOrigin& origin, EventSink& sink);
  void read_answer(const boost::json::object& record, const MessageOrigin& origin, EventSink& sink);
  void read_results(const boost::json::object& record, const MessageOrigin& origin,
                    EventSink& sink);
  void read_system(const JsonLine& line, const boost::json::object& record,
                   const MessageOrigin& origin, EventSink& sink);
  void read_title(const boost::json::object& payload);
  void tell_call(const boost::json::object& call, MessageTeller& teller);
  void tell_result(const boost::json::object& response, const boost::json::object* details,
                   MessageTeller& teller);
  /// Passes over the parts that earlier records with the same uuid took.
  void go_on_with_parts(std::string_view uuid, std::size_t parts, MessageTeller& teller);

  std::string name_;  // of the file, for logs that name no session
  Memory memory_;
  std::map<std::string, SessionTeller, std::less<>> sessions_;
  SessionTeller* current_ = nullptr;
  JsonReader reader_;
};

}  // namespace baton::capture::qwen
