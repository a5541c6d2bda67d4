#include "daemon/handoff/needs.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "daemon/handoff/entities/entities.hpp"

namespace baton::handoff {
namespace {

constexpr std::size_t words_besides = 3;
/// A topic word is half as much worth as a name.
constexpr double worth_of_topic = 0.5;

double log_odds(double probability) {
  constexpr double least = 1e-9;
  return std::log(probability / (1 - probability + least) + least);
}

}  // namespace

StatedKeys stated_keys(std::string_view line) {
  auto entities = entities_in_order(line);
  if (content_word_list(without_entities(line, entities)).size() < words_besides) return {};
  StatedKeys keys;
  for (Entity& entity : entities) keys.names.push_back(std::move(entity.key));
  keys.topics = topic_words(line);
  return keys;
}

Needs::Needs(Content content) : content_(std::move(content)) {
  for (std::size_t place = 0; place < content_.entities.size(); ++place)
    places_.emplace(content_.entities[place].key, place);
  weigh();
}

void Needs::weigh() {
  for (NeededEntity& entity : content_.entities) {
    const double worth = entity.key.front() == 't' ? worth_of_topic : 1;
    entity.weight = entity.probability * entity.specificity * worth;
  }
}

Needs Needs::towards(std::string_view goal) const {
  constexpr double boost_of_named = 2.5;
  constexpr double boost_of_neighbours = 1.5;
  std::vector<bool> named(entities().size());
  const auto name = [&](const std::string& key) {
    if (const auto place = places_.find(key); place != places_.end()) named[place->second] = true;
  };
  for (const std::string& key : keys_in(goal)) name(key);
  for (const std::string& word : topic_words(goal)) name("t:" + word);
  std::vector<double> hits(cycles().size());
  for (std::size_t place = 0; place < named.size(); ++place) {
    if (!named[place]) continue;
    for (const CyclePart& part : entities()[place].trace->parts)
      hits[part.cycle] += entities()[place].specificity;
  }
  std::vector<double> shared(named.size());
  double most = 0;
  for (std::size_t place = 0; place < named.size(); ++place) {
    for (const CyclePart& part : entities()[place].trace->parts) shared[place] += hits[part.cycle];
    most = std::max(most, shared[place]);
  }
  Content content = content_;
  for (std::size_t place = 0; place < named.size(); ++place) {
    double odds = log_odds(content.entities[place].probability);
    if (named[place]) odds += boost_of_named;
    if (most > 0) odds += boost_of_neighbours * std::log1p(shared[place]) / std::log1p(most);
    content.entities[place].probability = 1 / (1 + std::exp(-odds));
  }
  return Needs(std::move(content));
}

std::string Needs::resolve(const std::string& key) const {
  if (!key.starts_with("p:")) return key;
  const std::string base(base_of(key));
  return is_ambiguous(base) ? key : "p:" + base;
}

std::vector<std::string> Needs::keys_in(std::string_view text) const {
  std::vector<std::string> keys;
  for (const Entity& entity : entities_in_order(text)) {
    std::string key = resolve(entity.key);
    if (std::ranges::find(keys, key) == keys.end()) keys.push_back(std::move(key));
  }
  return keys;
}

std::vector<std::size_t> Needs::stated_by(std::string_view line) const {
  const StatedKeys keys = stated_keys(line);
  std::vector<std::size_t> stated;
  const auto add = [&](const std::string& key) {
    const auto place = places_.find(key);
    if (place != places_.end() && std::ranges::find(stated, place->second) == stated.end())
      stated.push_back(place->second);
  };
  std::vector<std::string> names;
  for (const std::string& unresolved : keys.names) {
    std::string key = resolve(unresolved);
    if (std::ranges::find(names, key) != names.end()) continue;
    if (names.size() == names_per_line) break;
    add(key);
    names.push_back(std::move(key));
  }
  for (std::size_t at = 0; at < std::min(keys.topics.size(), topics_per_line); ++at)
    add("t:" + keys.topics[at]);
  return stated;
}

}  // namespace baton::handoff
