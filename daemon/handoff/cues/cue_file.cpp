#include "daemon/handoff/cues/cue_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "daemon/base/characters.hpp"
#include "daemon/base/scripts.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

struct KindName {
  std::string_view name;
  CueKind kind;
  std::uint8_t least;  ///< value; 0 for kinds that have none
  std::uint8_t most;
};

constexpr std::array<KindName, cue_kinds> kind_names{{
    {"rule", CueKind::rule, 5, 8},
    {"no-rule", CueKind::no_rule, 0, 0},
    {"correction", CueKind::correction, 0, 0},
    {"decision", CueKind::decision, 0, 0},
    {"next", CueKind::next, 0, 0},
    {"question", CueKind::question, 0, 0},
    {"error", CueKind::error, 1, 9},
    {"joins", CueKind::joins, 0, 0},
    {"common", CueKind::common, 0, 0},
    {"stop", CueKind::stop, 0, 0},
}};

bool is_word_list(CueKind kind) {
  return kind == CueKind::joins || kind == CueKind::common || kind == CueKind::stop;
}

/// Reads one file, line after line.
class Parser {
 public:
  Parser(const EmbeddedText& file, bool is_thorough)
      : name_(file.name), rest_(file.text), is_thorough_(is_thorough) {}

  std::vector<Cue> read() {
    while (!rest_.empty()) {
      ++line_;
      const auto line = rest_.substr(0, rest_.find('\n'));
      rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
      if (!line.empty() && line.front() != '#') read_line(line);
    }
    return std::move(cues_);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const { throw CueError(name_, line_, what); }

  void read_line(std::string_view line) {
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos) fail("expected `kind: phrase | phrase`");
    Cue cue;
    read_kind(line.substr(0, colon), cue);
    for (auto phrases = line.substr(colon + 2);;) {
      const auto bar = phrases.find('|');
      if (bar == std::string_view::npos) return read_phrase(phrases, cue);
      if (bar == 0 || phrases[bar - 1] != ' ' || phrases.substr(bar + 1, 1) != " ")
        fail("`|` needs a space on both sides");
      read_phrase(phrases.substr(0, bar - 1), cue);
      phrases.remove_prefix(bar + 2);
    }
  }

  void read_kind(std::string_view text, Cue& cue) const {
    const auto name = text.substr(0, text.find(' '));
    const auto* found = std::find_if(kind_names.begin(), kind_names.end(),
                                     [&](const KindName& kind) { return kind.name == name; });
    if (found == kind_names.end()) fail("no such kind: " + std::string(name));
    cue.kind = found->kind;
    const auto digits = text.substr(std::min(name.size() + 1, text.size()));
    if (found->most == 0) {
      if (name.size() != text.size()) fail(std::string(name) + " has no value");
      return;
    }
    const auto* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, cue.value);
    if (read.ec != std::errc{} || read.ptr != end || cue.value < found->least ||
        cue.value > found->most)
      fail(std::string(name) + " needs a value from " + std::to_string(found->least) + " to " +
           std::to_string(found->most));
  }

  void read_phrase(std::string_view phrase, Cue cue) {
    constexpr std::string_view gap = " ... ";
    if (phrase.empty() || phrase != trim(phrase))
      fail("an empty phrase, or one with spaces around");
    if (is_thorough_) check(cue.kind, phrase);
    if (is_word_list(cue.kind)) {
      if (phrase.find_first_of(" *") != std::string_view::npos)
        fail("not one word: " + std::string(phrase));
      cue.first.text = phrase;
      cues_.push_back(cue);
      return;
    }
    const auto middle = phrase.find(gap);
    cue.first = part_of(phrase.substr(0, middle));
    if (middle != std::string_view::npos) cue.second = part_of(phrase.substr(middle + gap.size()));
    cues_.push_back(cue);
  }

  void check(CueKind kind, std::string_view phrase) {
    if (phrase != folded(phrase)) fail("not in lower case: " + std::string(phrase));
    if (!seen_.emplace(kind, phrase).second) fail("stands there twice: " + std::string(phrase));
  }

  CuePart part_of(std::string_view text) const {
    CuePart part;
    if (text.starts_with('*')) {
      part.begins_word = false;
      text.remove_prefix(1);
    }
    if (text.ends_with('*')) {
      part.ends_word = false;
      text.remove_suffix(1);
    }
    if (text.empty() || text.find('*') != std::string_view::npos ||
        text.find("...") != std::string_view::npos)
      fail("`*` may stand at the ends of a phrase only, ` ... ` once between two words");
    part.text = text;
    return part;
  }

  std::string_view name_;
  std::string_view rest_;
  bool is_thorough_;
  std::size_t line_ = 0;
  std::set<std::pair<CueKind, std::string_view>> seen_;
  std::vector<Cue> cues_;
};

}  // namespace

std::string folded(std::string_view text) {
  return is_ascii(text) ? lower_ascii(text) : with_plain_apostrophes(to_lower(text));
}

std::vector<Cue> parse_cues(const EmbeddedText& file) {
  return Parser(file, false).read();
}

void check_cues(const EmbeddedText& file) {
  Parser(file, true).read();
}

}  // namespace baton::handoff
