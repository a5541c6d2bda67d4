#pragma once
// Reads the lines of a Codex rollout.

#include <filesystem>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/codex_items.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/open_calls.hpp"
#include "daemon/capture/sources/session_teller.hpp"

namespace baton::capture::codex {

/// What must be known of earlier lines.
struct Memory {
  std::string session;    ///< id of the first session_meta, or from the file's name
  bool has_meta = false;  ///< the session came from the log itself
  std::string model;
  Milliseconds started_at = 0;  ///< stands in for times that the log does not have
  bool is_subagent = false;     ///< what its user says is another agent's words
  bool holds_copies = false;    ///< another session's records were copied into the file …
  bool is_copy = false;         ///< … and the last turn named was one of those
  OpenCalls calls;

  /// A few KiB of JSON, and back; what is none gives an empty memory.
  std::string to_state() const;
  static Memory from_state(std::string_view state);
};

/// One record per line. Turns come from the response items; of the events, which tell the same to
/// the user interface, only tokens, errors and the thread's name are read.
class CodexParser final : public Parser {
 public:
  CodexParser(const std::filesystem::path& path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override { return memory_.to_state(); }

 private:
  void read_record(const JsonLine& line, const boost::json::object& record, EventSink& sink);
  void read_bare_record(const JsonLine& line, const boost::json::object& record, EventSink& sink);
  void read_payload(const JsonLine& line, std::string_view type, const boost::json::object& payload,
                    EventSink& sink);
  void read_meta(const boost::json::object& meta);
  void read_parents(const boost::json::object& meta);
  void read_item(const JsonLine& line, const boost::json::object& item, EventSink& sink);
  void read_event(const JsonLine& line, const boost::json::object& event, EventSink& sink);
  void read_tokens(const JsonLine& line, const boost::json::object& event, EventSink& sink);
  void tell_error(const JsonLine& line, std::string_view message, EventSink& sink);
  void note_turn(const boost::json::object& payload);
  void note_time(std::string_view timestamp);
  void note_model(std::string_view model);
  MessageOrigin origin_of(const JsonLine& line) const;

  Memory memory_;
  SessionTeller session_{"codex"};
  Milliseconds time_ = 0;  // of the record being read
  ItemReader items_{memory_.calls};
  JsonReader reader_;
};

}  // namespace baton::capture::codex
