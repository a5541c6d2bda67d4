#pragma once
// The log of events that GitHub Copilot's agent writes, whichever program it runs in:
//
//     {"type":"user.message","data":{"content":"…"},"id":"<uuid>","timestamp":"…","parentId":"…"}

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

namespace baton::capture::copilot {

/// Whether a file that begins so is such a log.
bool is_event_log(std::string_view head);

/// Whether it was written in VS Code, by its first event.
bool is_of_vscode(std::string_view head);

/// What must be known of earlier lines.
struct Memory {
  std::string session;
  std::string working_directory;
  std::string model;
  std::uint64_t last_thought = 0;  ///< hash; the message behind it repeats it
  std::int64_t told_output = 0;    ///< tokens told message by message since the run began
  OpenCalls calls;

  /// A few KiB of JSON, and back; what is none gives an empty memory.
  std::string to_state() const;
  static Memory from_state(std::string_view state);
};

/// One event per line. What a subagent says stands between the main agent's events and belongs to a
/// session of its own, `<session>/agent-<id of the call that started it>`.
class EventsParser final : public Parser {
 public:
  /// @param agent the id under which the sessions are told
  EventsParser(std::string_view agent, const std::filesystem::path& path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override { return memory_.to_state(); }

 private:
  using Handler = void (EventsParser::*)(const boost::json::object& data,
                                         const MessageOrigin& origin, EventSink& sink);
  static Handler handler_of(std::string_view type);

  void read_event(const JsonLine& line, const boost::json::object& event, EventSink& sink);
  void read_start(const boost::json::object& data, const MessageOrigin& origin, EventSink& sink);
  void read_context(const boost::json::object& data, const MessageOrigin& origin, EventSink& sink);
  void read_model(const boost::json::object& data, const MessageOrigin& origin, EventSink& sink);
  void read_title(const boost::json::object& data, const MessageOrigin& origin, EventSink& sink);
  void read_shutdown(const boost::json::object& data, const MessageOrigin& origin, EventSink& sink);
  void read_user(const boost::json::object& data, const MessageOrigin& origin, EventSink& sink);
  void read_thought(const boost::json::object& data, const MessageOrigin& origin, EventSink& sink);
  void read_answer(const boost::json::object& data, const MessageOrigin& origin, EventSink& sink);
  void read_call(const boost::json::object& data, const MessageOrigin& origin, EventSink& sink);
  void read_result(const boost::json::object& data, const MessageOrigin& origin, EventSink& sink);
  void read_summary(const boost::json::object& data, const MessageOrigin& origin, EventSink& sink);
  void read_completion(const boost::json::object& data, const MessageOrigin& origin,
                       EventSink& sink);
  void read_error(const boost::json::object& data, const MessageOrigin& origin, EventSink& sink);
  void read_notice(const boost::json::object& data, const MessageOrigin& origin, EventSink& sink);

  void tell_call(std::string_view call_id, std::string_view tool,
                 const boost::json::value* arguments, MessageTeller& teller);
  void tell_tokens(const boost::json::object& data, const std::string& model,
                   const boost::json::object& counts, EventSink& sink);
  void note_model(std::string_view model);
  SessionTeller& session_of(const boost::json::object& data);

  std::string agent_;
  Memory memory_;
  SessionTeller main_;
  std::map<std::string, SessionTeller, std::less<>> subagents_;
  SessionTeller* current_ = &main_;  // the session announced last
  JsonReader nested_;
  JsonReader reader_;
};

}  // namespace baton::capture::copilot
