#pragma once
// Reads the lines of an aider history.

#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"

namespace baton::capture::aider {

/// Whose lines are being gathered.
enum class Block { none, user, assistant, thinking, tool };

/// What must be known of the lines before.
struct Memory {
  std::string directory;  ///< of the history, for the session's id; not saved
  std::string started;    ///< the session's time as it stands; empty before the first session
  int same_second = 0;    ///< sessions before it that have the same
  std::int64_t start_line = 0;
  std::string model;
  std::string version;
  bool has_prompt = false;    ///< what aider says before the first prompt is no conversation
  bool knows_breaks = false;  ///< whether it has been seen if lines keep the blanks at their ends
  bool has_breaks = true;
  bool in_fence = false;      ///< within a code block of the model's
  bool in_tool_text = false;  ///< within an output of several lines
  bool in_handoff = false;    ///< within one of Baton's own
  bool has_reported = false;  ///< that there are lines before the first session
  Block block = Block::none;
  std::string text;                 ///< of the block; a few KiB at the most
  std::int64_t text_line = 0;       ///< the line that the text begins at
  std::string last_output;          ///< aider's last line
  std::deque<std::string> created;  ///< files that aider was allowed to create

  std::string session() const;
  std::string to_state() const;
  /// What is no memory gives one at the beginning.
  static Memory from_state(std::string_view state);
};

/// A prompt, a stretch of an answer or of thinking, and aider's own words between them are a turn
/// each; one that grows beyond a few KiB goes on as another, since what it holds is kept between
/// readings. The last one is told as far as it has come, and again when it has grown. An edit, a
/// commit and a command that aider reports are turns of their own. A turn's id is its session's and
/// the number of its first line in it, and its time the session's: there is no other.
class HistoryParser final : public Parser {
 public:
  HistoryParser(const std::filesystem::path& path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override { return memory_.to_state(); }

 private:
  std::string directory_;
  Memory memory_;
};

}  // namespace baton::capture::aider
