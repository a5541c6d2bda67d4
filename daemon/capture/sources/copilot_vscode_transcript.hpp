#pragma once
// The transcripts that GitHub Copilot's extension for VS Code writes.

#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"

namespace baton::capture::copilot_vscode {

/// Whether the chat of this transcript is in VS Code's own store, too.
bool is_in_store(const std::filesystem::path& transcript);

/// One event per line, `{"type","data","id","timestamp","parentId"}`. Turns are told of
/// `user.message`, `assistant.message` (its thinking, text and calls) and
/// `tool.execution_complete`.
class TranscriptParser final : public Parser {
 public:
  TranscriptParser(std::filesystem::path path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override;

 private:
  /// A call that waits for its result.
  struct OpenCall {
    std::string id;
    std::string tool;
    std::vector<store::FileTouch> files;
  };

  void read_event(const JsonLine& line, const boost::json::object& event, EventSink& sink);
  void read_start(const boost::json::object& data);
  void read_user(const JsonLine& line, const boost::json::object& event, EventSink& sink);
  void read_assistant(const JsonLine& line, const boost::json::object& event, EventSink& sink);
  void read_result(const JsonLine& line, const boost::json::object& event, EventSink& sink);
  void load_state(std::string_view state);
  void remember_call(OpenCall call);
  OpenCall take_call(std::string_view id);
  void announce(EventSink& sink);

  std::filesystem::path path_;
  store::SessionFacts facts_;
  bool announced_ = false;       // by any reading
  bool announced_here_ = false;  // by this one
  std::deque<OpenCall> calls_;
  JsonReader reader_;
  JsonReader arguments_;
};

}  // namespace baton::capture::copilot_vscode
