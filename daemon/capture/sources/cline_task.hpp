#pragma once
// A task of Cline, Roo Code or Kilo Code as its `ui_messages.json` holds it.

#include <filesystem>
#include <string>
#include <string_view>

#include "daemon/capture/source.hpp"

namespace baton::capture::cline {

/// Reads `tasks/<task id>/ui_messages.json`, the rows that were shown. They are preferred to
/// `api_conversation_history.json` beside them, which is what the model is sent: that one loses its
/// beginning when the context is condensed, wraps the user's words, and has neither times nor
/// tokens. The task's directory name is the session's id; `history_item.json`,
/// `task_metadata.json` and Cline's `taskHistory.json` add what the rows do not tell.
class TaskParser final : public Parser {
 public:
  TaskParser(std::string agent, std::filesystem::path path)
      : agent_(std::move(agent)), path_(std::move(path)) {}

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override { return {}; }

 private:
  std::string agent_;
  std::filesystem::path path_;
};

}  // namespace baton::capture::cline
