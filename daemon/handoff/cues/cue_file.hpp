#pragma once
// A language's file of cues, and how it is read.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/base/embedded_text.hpp"

namespace baton::handoff {

/// What a cue makes of the sentence in which it stands.
enum class CueKind : std::uint8_t {
  rule,        ///< the user says what holds from now on
  no_rule,     ///< no rule after all, whatever else the sentence holds
  correction,  ///< the user corrects the agent
  decision,    ///< the user decides
  next,        ///< the agent says what comes next
  question,    ///< a question, when the sentence begins with it
  error,       ///< a line of output tells of a fault
  joins,       ///< a word that joins two clauses behind a comma
  common,      ///< a word that alone says nothing: thanks, assent, the commonest ones
  stop,        ///< a word too common to be a topic
};
inline constexpr std::size_t cue_kinds = 10;

/// A piece of a phrase, as it stands in the text.
struct CuePart {
  std::string_view text;
  bool begins_word = true;  ///< no part of a word may stand before it
  bool ends_word = true;    ///< nor behind it
};

/// A phrase of a file. Points into the file's text.
struct Cue {
  CueKind kind = CueKind::rule;
  std::uint8_t value = 1;  ///< how much it tells; greater is more
  CuePart first;
  CuePart second;  ///< stands anywhere behind the first one; empty when there is none
};

/// A file is not as its head says it has to be.
class CueError : public std::runtime_error {
 public:
  CueError(std::string_view file, std::size_t line, const std::string& what)
      : std::runtime_error(std::string(file) + ":" + std::to_string(line) + ": " + what) {}
};

/// A text as cues are written: in lower case, typographic apostrophes as straight ones. Pure.
std::string folded(std::string_view text);

/// Reads a file. Pure.
/// @throws CueError that names the line when it is not in form
std::vector<Cue> parse_cues(const EmbeddedText& file);

/// Reads a file and looks for what is in form but can never be found or stands there twice. Takes
/// too long for each start of the daemon, and files that are built in do not change. Pure.
/// @throws CueError that names the line
void check_cues(const EmbeddedText& file);

}  // namespace baton::handoff
