#include "daemon/capture/sources/injected.hpp"

#include <algorithm>
#include <utility>

#include "daemon/base/text.hpp"

namespace baton::capture {
namespace {

constexpr auto npos = std::string_view::npos;

/// Finds the injected stretches of one text. Every search for an end that failed is remembered, so
/// that a text full of beginnings without ends takes linear time.
class Splitter {
 public:
  Splitter(std::string_view text, const InjectedMarks& marks)
      : text_(text), marks_(marks), no_end_(marks.elements.size()) {}

  std::vector<TextPart> split() {
    for (std::size_t at = text_.find_first_of("<["); at != npos;
         at = text_.find_first_of("<[", at)) {
      const std::size_t end = begins_line(at) ? injected_end(at) : npos;
      if (end == npos) {
        ++at;
        continue;
      }
      add_human(text_.substr(human_, at - human_));
      add_injected(at, end);
      at = human_ = end;
    }
    add_human(text_.substr(human_));
    return std::move(parts_);
  }

 private:
  /// True when only blanks stand before `at` on its line, or since the last injected stretch.
  bool begins_line(std::size_t at) const {
    while (at > human_ && (text_[at - 1] == ' ' || text_[at - 1] == '\t')) --at;
    return at == human_ || text_[at - 1] == '\n';
  }

  std::size_t injected_end(std::size_t at) {
    const std::string_view rest = text_.substr(at);
    for (const std::string_view bracket : marks_.brackets) {
      if (rest.starts_with(bracket)) return end_of("]", at, no_bracket_);
    }
    for (std::size_t i = 0; i < marks_.elements.size(); ++i) {
      const std::string_view begin = marks_.elements[i].begin;
      if (!rest.starts_with(begin) || rest.size() == begin.size()) continue;
      const char next = rest[begin.size()];
      if (next == '>' || next == ' ') return end_of(marks_.elements[i].end, at, no_end_[i]);
    }
    return npos;
  }

  std::size_t end_of(std::string_view end, std::size_t from, char& absent) const {
    if (absent != 0) return npos;
    const std::size_t found = text_.find(end, from);
    absent = found == npos ? 1 : 0;
    return absent != 0 ? npos : found + end.size();
  }

  void add_human(std::string_view part) {
    const std::string_view words = trim(part);
    if (!words.empty()) parts_.push_back({words, false});
  }

  void add_injected(std::size_t begin, std::size_t end) {
    if (!parts_.empty() && parts_.back().injected) {
      begin = static_cast<std::size_t>(parts_.back().text.data() - text_.data());
      parts_.pop_back();
    }
    parts_.push_back({text_.substr(begin, end - begin), true});
  }

  std::string_view text_;
  const InjectedMarks& marks_;
  std::size_t human_ = 0;  // where the stretch that is being read began
  std::vector<TextPart> parts_;
  std::vector<char> no_end_;  // for each element, whether its end was looked for in vain
  char no_bracket_ = 0;
};

}  // namespace

std::vector<TextPart> split_user_text(std::string_view text, const InjectedMarks& marks) {
  const std::string_view trimmed = trim(text);
  if (trimmed.empty()) return {};
  const auto begins = [&](std::string_view beginning) { return trimmed.starts_with(beginning); };
  if (std::ranges::any_of(marks.beginnings, begins)) return {{trimmed, true}};
  return Splitter(trimmed, marks).split();
}

}  // namespace baton::capture
