#include "daemon/handoff/evaluation/text_keys.hpp"

#include <algorithm>
#include <utility>

#include "daemon/handoff/evaluation/text.hpp"

namespace baton::handoff::evaluation {
namespace {

constexpr std::size_t least_words = 3;

LineKeys read_line(const std::string& line, const NameResolver& names) {
  LineKeys keys;
  const auto entities = entities_in_order(line);
  for (const auto& entity : entities) {
    auto key = names.resolve(entity.key);
    if (std::find(keys.entities.begin(), keys.entities.end(), key) == keys.entities.end())
      keys.entities.push_back(std::move(key));
  }
  keys.topics = measured_topics(line);
  keys.words = content_words_of(without_entities(line, entities));
  std::sort(keys.words.begin(), keys.words.end());
  keys.words.erase(std::unique(keys.words.begin(), keys.words.end()), keys.words.end());
  keys.says_something = keys.words.size() >= least_words;
  return keys;
}

void count_labelled(TextKeys& text, const LineKeys& line) {
  for (std::size_t i = 0; i < std::min(counted_entities, line.entities.size()); ++i)
    text.labelled.insert(line.entities[i]);
  for (std::size_t i = 0; i < std::min(counted_topics, line.topics.size()); ++i)
    text.labelled.insert("t:" + line.topics[i]);
}

}  // namespace

bool TextKeys::names(const std::string& key) const {
  if (key.starts_with("t:")) return topics.contains(key);
  if (entities.contains(key)) return true;
  return key.starts_with("c:") && lowered.find(key.substr(2)) != std::string::npos;
}

TextKeys read_text(std::string_view text, const NameResolver& names) {
  TextKeys keys;
  keys.lowered = squeezed_lower(text);
  for (const auto line : split_lines(text)) {
    const LineKeys& read = keys.lines.emplace_back(read_line(without_citations(line), names));
    keys.entities.insert(read.entities.begin(), read.entities.end());
    for (const auto& topic : read.topics) keys.topics.insert("t:" + topic);
    if (read.says_something) count_labelled(keys, read);
  }
  return keys;
}

}  // namespace baton::handoff::evaluation
