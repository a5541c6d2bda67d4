#pragma once
// A SpecStory file as lines and messages. See specstory.cpp for the format.

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "daemon/base/time.hpp"

namespace baton::capture::specstory {

/// A line that names the speaker: `_**User (2026-02-27 18:12:11Z)**_`, `_**Agent (gpt-5.3-codex
/// 2026-02-27 18:12:18Z)**_`,
/// `_**Assistant (default)**_`, `_**Agent - sidechain (…)**_`.
struct Marker {
  bool is_user = false;
  bool is_sidechain = false;
  std::string_view model;
  std::optional<Milliseconds> time;
};

std::optional<Marker> parse_marker(std::string_view line);

/// A time as SpecStory writes it: what baton::parse_time reads, and `2025-12-06_19-04-39Z`.
std::optional<Milliseconds> parse_specstory_time(std::string_view text);

/// Half-open range of line numbers.
struct LineRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// One speaker's message: the lines between its marker and the next.
struct Message {
  Marker marker;
  LineRange lines;
};

/// The lines of a file, and what can be said of them without knowing who speaks. Everything is
/// prepared in one pass, so that no question about a line costs more than a few steps, whatever the
/// file holds.
class Document {
 public:
  explicit Document(std::string_view bytes);

  std::size_t size() const { return lines_.size(); }
  /// Without its line end.
  std::string_view line(std::size_t i) const { return lines_[i]; }
  /// The text of the range, with the line ends in it and without the last.
  std::string_view text(LineRange range) const;
  bool is_blank(std::size_t i) const;

  /// Behind the last line of the `<tool-use …>` that begins at the line; nothing when none begins
  /// or it has no end. An element is closed by the end that matches it; one whose end is missing,
  /// by the next end.
  std::optional<std::size_t> tool_use_end(std::size_t i) const;
  /// Number of the first line from `i` on that is `</details>`; nothing when there is none.
  std::optional<std::size_t> details_end(std::size_t i) const;
  /// Number of the first line from `i` on that holds `</think>`.
  std::optional<std::size_t> thinking_end(std::size_t i) const;

  /// Length of the row of backticks or tildes that the line begins with; 0 when it is no code
  /// fence.
  std::size_t fence(std::size_t i) const { return fences_[i]; }
  /// Whether the fence could end a code block: nothing stands behind it.
  bool is_bare_fence(std::size_t i) const;
  /// Whether a code block that is open at the line is to be believed: the next fence ends it, not
  /// far below. Messages and tool outputs are full of fences without an end, and a belief in them
  /// would swallow all messages to come.
  bool is_closed_soon(std::size_t i, std::size_t open_fence) const;

  /// The messages. A marker counts with a blank line above and below, outside of tool uses and code
  /// blocks.
  std::vector<Message> messages() const;

 private:
  void match_tool_uses();
  std::optional<Marker> marker_at(std::size_t i, std::size_t open_fence) const;

  std::string_view bytes_;
  std::vector<std::string_view> lines_;
  std::vector<std::size_t> fences_;        // by line
  std::vector<std::size_t> next_fence_;    // first fence behind the line; size() when there is none
  std::vector<std::size_t> next_details_;  // first `</details>` at or behind the line
  std::vector<std::size_t> next_thinking_;  // first `</think>` at or behind the line
  std::vector<std::size_t> tool_use_end_;   // 0 where none begins
};

/// Whether the line begins a tool use: `<tool-use data-tool-type="…" data-tool-name="…">`.
bool begins_tool_use(std::string_view line);

/// Follows code blocks line by line.
class FenceState {
 public:
  /// Takes up the line; tells whether it is a fence.
  bool enter(const Document& document, std::size_t i);
  void reset() { open_ = 0; }
  /// The fence that is open; 0 when none is.
  std::size_t open() const { return open_; }

 private:
  std::size_t open_ = 0;
};

}  // namespace baton::capture::specstory
