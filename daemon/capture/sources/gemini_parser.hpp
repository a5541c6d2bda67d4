#pragma once
// Reads a Gemini CLI session, which is a log of operations or one document.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <boost/json.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/session_teller.hpp"

namespace baton::capture::gemini {

/// The messages of a session as its log's operations leave them.
class Conversation {
 public:
  struct Message {
    boost::json::value value;  ///< an object
    std::int64_t line = 0;
  };

  /// Adds the message, or puts it in the place of the one with its id.
  void put(const boost::json::object& message, std::int64_t line);
  /// Takes over a list with which the program replaces its own: what the list leaves out was
  /// compressed and not undone, so it stays; what it has under another id is not added again.
  void put_all(const boost::json::array& messages, std::int64_t line);
  /// Takes the message and all behind it away. Nothing happens when it is not known.
  void rewind_to(std::string_view id);

  const std::vector<Message>& messages() const { return messages_; }

 private:
  std::vector<Message> messages_;
  std::unordered_map<std::string, std::size_t> places_;  // by id
  std::unordered_set<std::uint64_t> contents_;           // hashes of what messages say
};

/// Parses whole files: the later records change what the earlier ones say.
class GeminiParser final : public Parser {
 public:
  explicit GeminiParser(std::filesystem::path path) : path_(std::move(path)) {}

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override { return {}; }

 private:
  void read_document(std::string_view bytes, EventSink& sink);
  void read_record(const JsonLine& line, const boost::json::object& record, EventSink& sink);
  void note_facts(const boost::json::object& facts);
  void tell(EventSink& sink);

  std::filesystem::path path_;
  SessionTeller session_{"gemini"};
  bool in_subagent_ = false;
  Conversation conversation_;
  JsonReader reader_;
};

}  // namespace baton::capture::gemini
