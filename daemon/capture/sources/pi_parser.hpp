#pragma once
// Reads the lines of a session of Pi, or of OpenClaw, which is made from it.

#include <filesystem>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"
#include "daemon/capture/sources/open_calls.hpp"
#include "daemon/capture/sources/session_teller.hpp"

namespace baton::capture::pi {

/// What must be known of earlier lines.
struct Memory {
  std::string session;
  OpenCalls calls;

  /// A few KiB of JSON, and back; what is none gives an empty memory.
  std::string to_state() const;
  static Memory from_state(std::string_view state);
};

/// One entry per line. The entries are a tree; branches that were left are told like the others.
class PiParser final : public Parser {
 public:
  /// @param agent the id under which the sessions are told
  PiParser(std::string_view agent, const std::filesystem::path& path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override { return memory_.to_state(); }

 private:
  void read_entry(const JsonLine& line, const boost::json::object& entry, EventSink& sink);
  void read_start(const boost::json::object& entry);
  void read_message(const JsonLine& line, const boost::json::object& entry,
                    const MessageOrigin& origin, EventSink& sink);
  void read_pieces(const JsonLine& line, const boost::json::object& message, MessageTeller& teller,
                   EventSink& sink);
  void read_result(const boost::json::object& message, MessageTeller& teller);
  void tell_call(const boost::json::object& call, MessageTeller& teller);
  void report_usage(const boost::json::object& message, const MessageOrigin& origin,
                    EventSink& sink);

  Memory memory_;
  SessionTeller session_;
  JsonReader reader_;
};

}  // namespace baton::capture::pi
