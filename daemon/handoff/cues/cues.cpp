#include "daemon/handoff/cues/cues.hpp"

#include <algorithm>
#include <string>

#include "daemon/handoff/entities/vocabulary.hpp"

namespace baton::handoff {
namespace {

std::vector<Cue> parse_all(std::span<const EmbeddedText> files) {
  constexpr std::size_t about_as_many = 8000;
  std::vector<Cue> all;
  all.reserve(about_as_many);
  for (const EmbeddedText& file : files) {
    const auto some = parse_cues(file);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

bool is_word(const Cue& cue) {
  return cue.kind == CueKind::joins || cue.kind == CueKind::common || cue.kind == CueKind::stop;
}

bool is_error(const Cue& cue) {
  return cue.kind == CueKind::error;
}

template <typename Wanted>
std::vector<Cue> some_of(const std::vector<Cue>& all, Wanted&& wanted) {
  std::vector<Cue> some;
  std::copy_if(all.begin(), all.end(), std::back_inserter(some), wanted);
  return some;
}

}  // namespace

void CueHits::add(const Cue& cue) {
  auto& value = values_[static_cast<std::size_t>(cue.kind)];
  value = std::max(value, cue.value);
}

Cues::Cues(std::span<const EmbeddedText> files) : Cues(parse_all(files)) {}

Cues::Cues(const std::vector<Cue>& all)
    : phrases_(some_of(all, [](const Cue& cue) { return !is_word(cue) && !is_error(cue); })),
      errors_(some_of(all, is_error)) {
  for (const Cue& cue : some_of(all, is_word)) {
    const std::string_view word = cue.first.text;
    if (cue.kind == CueKind::joins) joining_.push_back(word);
    if (cue.kind == CueKind::common) common_.intern(word);
    if (cue.kind == CueKind::stop) stop_.intern(word);
  }
  for (const std::string_view word : english_stop_words()) stop_.intern(word);
  std::sort(joining_.begin(), joining_.end());
  joining_.erase(std::unique(joining_.begin(), joining_.end()), joining_.end());
}

CueHits Cues::find_in(std::string_view sentence) const {
  CueHits hits;
  phrases_.scan(folded(sentence), [&hits](const Cue& cue, std::size_t begin) {
    if (begin == 0 || cue.kind != CueKind::question) hits.add(cue);
  });
  return hits;
}

int Cues::error_in(std::string_view line) const {
  int plainest = 0;
  errors_.scan(folded(line), [&plainest](const Cue& cue, std::size_t) {
    plainest = std::max<int>(plainest, cue.value);
  });
  return plainest;
}

bool Cues::is_common(std::string_view word) const {
  return common_.find(word).has_value();
}

bool Cues::is_stop_word(std::string_view word) const {
  return stop_.find(word).has_value();
}

const Cues& cues() {
  static const Cues all(embedded_cues());
  return all;
}

}  // namespace baton::handoff
