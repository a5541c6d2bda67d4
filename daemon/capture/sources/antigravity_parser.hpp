#pragma once
// Reads the lines of an Antigravity transcript.

#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"
#include "daemon/capture/sources/open_calls.hpp"
#include "daemon/capture/sources/session_teller.hpp"

namespace baton::capture::antigravity {

/// What must be known of earlier lines.
struct Memory {
  std::deque<std::string> waiting;  ///< ids of the calls without a result, oldest first
  OpenCalls calls;

  /// A few KiB of JSON, and back; what is none gives an empty memory.
  std::string to_state() const;
  static Memory from_state(std::string_view state);
};

/// One step per line. Results do not name the calls they answer: the oldest call of the same kind
/// is taken for it.
class AntigravityParser final : public Parser {
 public:
  AntigravityParser(const std::filesystem::path& path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override { return memory_.to_state(); }

 private:
  void read_step(const JsonLine& line, const boost::json::object& step, EventSink& sink);
  void read_input(const boost::json::object& step, const MessageOrigin& origin, EventSink& sink);
  void read_plan(const boost::json::object& step, const MessageOrigin& origin, EventSink& sink);
  void read_result(const boost::json::object& step, const MessageOrigin& origin, EventSink& sink);
  void tell_call(const boost::json::object& call, std::string_view id, MessageTeller& teller);
  /// Some transcripts hold each argument as JSON within a text.
  boost::json::object plain_arguments(const boost::json::object& arguments);
  OpenCall take_call(std::string_view type);
  void note_model(std::string_view settings);

  std::string session_id_;
  Memory memory_;
  SessionTeller session_{"antigravity"};
  JsonReader nested_;
  JsonReader reader_;
};

}  // namespace baton::capture::antigravity
