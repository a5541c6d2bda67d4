#include "daemon/handoff/evaluation/scores.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "daemon/handoff/evaluation/text.hpp"
#include "daemon/handoff/tokens.hpp"

namespace baton::handoff::evaluation {
namespace {

constexpr std::size_t words_in_common = 3;
/// A part of the need that weighs less says too little to be divided by.
constexpr double least_part = 0.5;
/// What the first session established counts as old from this boundary on.
constexpr std::size_t first_old_boundary = 3;

/// The share of the need's weight that is met, among the keys that `counts`.
template <class Counts>
std::optional<double> share(const std::vector<NeededKey>& need, const std::vector<bool>& met,
                            double least, Counts counts) {
  double all = 0;
  double got = 0;
  for (std::size_t place = 0; place < need.size(); ++place) {
    if (!counts(need[place])) continue;
    all += need[place].weight;
    if (met[place]) got += need[place].weight;
  }
  if (all <= 0 || all < least) return std::nullopt;
  return got / all;
}

double tokens_of(const Step& step) {
  if (step.role != StepRole::tool) return token_weight(step.text);
  return token_weight(step.tool.command + step.tool.arguments + step.tool.output);
}

void score_context(const Boundary& boundary, const std::vector<bool>& labelled, Figures& figures) {
  const auto& need = boundary.need();
  const auto by_class = [&](NeedClass wanted) {
    return share(need, labelled, 0, [&](const NeededKey& key) { return key.need == wanted; });
  };
  figures[Metric::context_recall] = share(need, labelled, 0, [](const auto&) { return true; });
  figures[Metric::context_recall_user] = by_class(NeedClass::user);
  figures[Metric::context_recall_act] = by_class(NeedClass::act);
  figures[Metric::context_recall_rediscovered] = by_class(NeedClass::rediscovered);
  figures[Metric::context_recall_topic] = by_class(NeedClass::topic);
  const auto by_age = [&](std::size_t low, std::size_t high) {
    return share(need, labelled, 0, [&](const NeededKey& key) {
      const std::size_t age = boundary.next() - 1 - key.last_session;
      return low <= age && age <= high;
    });
  };
  const std::size_t ever = boundary.next();
  figures[Metric::context_recall_age_0] = by_age(0, 0);
  figures[Metric::context_recall_age_1_2] = by_age(1, 2);
  figures[Metric::context_recall_age_3_6] = by_age(3, 6);
  figures[Metric::context_recall_age_7] = by_age(7, ever);
  figures[Metric::context_recall_old] = by_age(1, ever);
  figures[Metric::context_recall_beyond_prompt] =
      share(need, labelled, least_part, [](const NeededKey& key) { return !key.in_prompt; });
  if (boundary.next() < first_old_boundary) return;
  figures[Metric::context_recall_first_session] =
      share(need, labelled, least_part, [](const NeededKey& key) { return key.in_first_session; });
}

std::optional<double> ratio_of(std::size_t part, std::size_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

Scorer::Scorer(const Boundary& boundary) : boundary_(boundary) {
  const std::size_t last = boundary.next() - 1;
  const auto& steps = boundary.project().project().sessions[last].steps;
  for (std::size_t i = 0; i < boundary.visible()[last]; ++i) session_tokens_ += tokens_of(steps[i]);
}

void Scorer::score_need(const TextKeys& text, Figures& figures) {
  const auto& need = boundary_.need();
  std::vector<bool> named;
  std::vector<bool> labelled;
  for (const auto& key : need) {
    const auto& name = boundary_.project().keys().text(key.key);
    named.push_back(text.names(name));
    labelled.push_back(text.labelled.contains(name));
  }
  figures[Metric::need_weight] = boundary_.weight();
  figures[Metric::need_keys] = static_cast<double>(need.size());
  figures[Metric::recall] = share(need, named, 0, [](const auto&) { return true; });
  score_context(boundary_, labelled, figures);
  figures[Metric::stated_recall] = stated(text);
  const auto needed = static_cast<std::size_t>(std::count_if(
      text.entities.begin(), text.entities.end(),
      [&](const std::string& key) { return boundary_.place_in_need(key).has_value(); }));
  figures[Metric::entities] = static_cast<double>(text.entities.size());
  figures[Metric::precision] = ratio_of(needed, text.entities.size()).value_or(0);
}

std::vector<std::size_t> Scorer::numbers_of(const std::vector<std::string>& words,
                                            std::string_view without) const {
  std::vector<std::size_t> numbers;
  for (const auto& word : words) {
    if (word == without) continue;
    if (const auto number = boundary_.project().words().find(word)) numbers.push_back(*number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

Scorer::StatingLines Scorer::stating_lines(const TextKeys& text) const {
  StatingLines lines;
  for (const auto& line : text.lines) {
    if (!line.says_something) continue;
    for (std::size_t i = 0; i < std::min(counted_entities, line.entities.size()); ++i) {
      if (const auto place = boundary_.place_in_need(line.entities[i]))
        lines[*place].push_back(numbers_of(line.words, {}));
    }
    for (const auto& topic : line.topics) {
      if (const auto place = boundary_.place_in_need("t:" + topic))
        lines[*place].push_back(numbers_of(line.words, topic));
    }
  }
  return lines;
}

const std::vector<std::size_t>& Scorer::words_around(const StepPlace& place) {
  const auto [known, is_new] = words_around_.try_emplace({place.session, place.step});
  if (!is_new) return known->second;
  auto& words = known->second;
  const auto add = [&](const std::vector<std::size_t>& more) {
    words.insert(words.end(), more.begin(), more.end());
  };
  const auto& keyed = boundary_.project().sessions()[place.session];
  const auto& steps = boundary_.project().project().sessions[place.session].steps;
  const std::size_t end = std::min(boundary_.visible()[place.session], place.step + 2);
  for (std::size_t i = place.step == 0 ? 0 : place.step - 1; i < end; ++i) add(keyed[i].words);
  for (std::size_t i = place.step + 1; i-- > 0;) {
    if (steps[i].role != StepRole::user) continue;
    add(keyed[i].request_words);
    break;
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

double Scorer::stated(const TextKeys& text) {
  const auto is_said = [this](const StepPlace& source,
                              const std::vector<std::vector<std::size_t>>& lines) {
    const auto& around = words_around(source);
    return std::any_of(lines.begin(), lines.end(), [&](const std::vector<std::size_t>& line) {
      const auto common = std::count_if(line.begin(), line.end(), [&](std::size_t word) {
        return std::binary_search(around.begin(), around.end(), word);
      });
      return common >= static_cast<std::ptrdiff_t>(words_in_common);
    });
  };
  double got = 0;
  for (const auto& stating : stating_lines(text)) {
    const auto& sources = boundary_.sources(stating.first);
    const bool stated = std::any_of(sources.begin(), sources.end(), [&](const StepPlace& source) {
      return is_said(source, stating.second);
    });
    if (stated) got += boundary_.need()[stating.first].weight;
  }
  return got / boundary_.weight();
}

void Scorer::score_text(std::string_view text, const TextKeys& keys, Figures& figures) const {
  const auto known = static_cast<std::size_t>(
      std::count_if(keys.entities.begin(), keys.entities.end(),
                    [&](const std::string& key) { return boundary_.is_known(key); }));
  figures[Metric::entity_faithfulness] = ratio_of(known, keys.entities.size());
  const auto words = content_words_of(text);
  const auto said = static_cast<std::size_t>(
      std::count_if(words.begin(), words.end(),
                    [&](const std::string& word) { return boundary_.is_said(word); }));
  figures[Metric::word_faithfulness] = ratio_of(said, words.size());
  figures[Metric::redundancy] = redundancy(text);
  const double tokens = token_weight(text);
  figures[Metric::tokens] = tokens;
  figures[Metric::ratio] = tokens / std::max(1.0, session_tokens_);
}

double redundancy(std::string_view text) {
  constexpr std::size_t run = 4;
  const auto words = plain_words(text);
  if (words.size() < run) return 0;
  std::unordered_set<std::string> distinct;
  const std::size_t runs = words.size() - run + 1;
  for (std::size_t i = 0; i < runs; ++i)
    distinct.insert(words[i] + ' ' + words[i + 1] + ' ' + words[i + 2] + ' ' + words[i + 3]);
  return 1 - static_cast<double>(distinct.size()) / static_cast<double>(runs);
}

}  // namespace baton::handoff::evaluation
