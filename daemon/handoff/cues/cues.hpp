#pragma once
// The cues of all languages together: people mix languages within a sentence, so no language is
// detected and none is switched off.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "daemon/base/embedded_text.hpp"
#include "daemon/handoff/cues/cue_file.hpp"
#include "daemon/handoff/cues/phrase_table.hpp"
#include "daemon/handoff/memory/key_table.hpp"

namespace baton::handoff {

/// The files of this folder, embedded into the program.
std::span<const EmbeddedText> embedded_cues();

/// Which kinds of cues a text holds.
class CueHits {
 public:
  bool has(CueKind kind) const { return value(kind) > 0; }
  /// The greatest value among the cues of a kind; 0 without one.
  int value(CueKind kind) const { return values_[static_cast<std::size_t>(kind)]; }
  void add(const Cue& cue);

 private:
  std::array<std::uint8_t, cue_kinds> values_{};
};

/// What all files say. Any thread, once built.
class Cues {
 public:
  /// @throws CueError when a file is not in form
  explicit Cues(std::span<const EmbeddedText> files);

  /// The cues in a sentence, but for those of errors.
  CueHits find_in(std::string_view sentence) const;
  /// How plainly a line of output tells of a fault; 0 when it does not.
  int error_in(std::string_view line) const;

  /// Whether a word, in lower case, alone says nothing.
  bool is_common(std::string_view word) const;
  /// Whether a word, in lower case, is too common to be a topic; those of English are known without
  /// a file.
  bool is_stop_word(std::string_view word) const;
  /// Words that join two clauses, sorted.
  const std::vector<std::string_view>& joining_words() const { return joining_; }

 private:
  explicit Cues(const std::vector<Cue>& all);

  PhraseTable phrases_;
  PhraseTable errors_;  // apart, because they are looked for within words
  std::vector<std::string_view> joining_;
  KeyTable common_;
  KeyTable stop_;
};

/// The embedded ones, read when they are first asked for.
const Cues& cues();

}  // namespace baton::handoff
