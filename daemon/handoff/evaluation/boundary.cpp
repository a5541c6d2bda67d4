#include "daemon/handoff/evaluation/boundary.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "daemon/base/characters.hpp"
#include "daemon/handoff/evaluation/text.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff::evaluation {
namespace {

/// The steps of the next session that a handoff can help.
constexpr int opening_steps = 40;
constexpr std::size_t most_sources = 40;
/// A topic counts when the history named it more than once and few projects do.
constexpr int least_topic_mentions = 2;
constexpr int most_topic_projects = 3;

/// The steps of an earlier session that lie before the next one's start.
std::size_t visible_steps(const MeasuredSession& session, const MeasuredSession& next) {
  if (session.ended_at.empty() || next.started_at.empty() || session.ended_at <= next.started_at)
    return session.steps.size();
  const auto later = std::find_if(
      session.steps.begin(), session.steps.end(),
      [&](const Step& step) { return !step.time.empty() && step.time > next.started_at; });
  return static_cast<std::size_t>(later - session.steps.begin());
}

/// The parts of a working directory's path: agents are told it, nobody need hand it on.
std::set<std::string> parts_of(std::string_view directory) {
  std::set<std::string> parts;
  std::string part;
  for (const char c : directory) {
    if (c != '/' && c != '\\') {
      part += c;
      continue;
    }
    parts.insert(lower_ascii(part));
    part.clear();
  }
  parts.insert(lower_ascii(part));
  parts.erase("");
  return parts;
}

/// `base` of `p:parent/base`, `word` of `t:word`.
std::string last_part(std::string_view key) {
  if (const auto slash = key.rfind('/'); slash != std::string_view::npos)
    key = key.substr(slash + 1);
  if (const auto colon = key.find(':'); colon != std::string_view::npos)
    key = key.substr(colon + 1);
  return std::string(key);
}

bool is_path(std::string_view key) {
  return key.substr(0, 2) == "p:";
}

/// Calls `visit(key)` for the keys of a step that are no topics.
template <class Visit>
void each_entity(const KeyedStep& step, Visit&& visit) {
  for (const auto* keys : {&step.given, &step.written, &step.shown}) {
    for (const std::size_t key : *keys) visit(key);
  }
}

}  // namespace

Boundary::Boundary(const KeyedProject& project, std::size_t next)
    : project_(&project),
      next_(next),
      last_session_(project.keys().size()),
      topic_mentions_(project.keys().size()),
      shown_(project.keys().size()),
      place_in_need_(project.keys().size()),
      said_(project.words().size()) {
  const auto& sessions = project.project().sessions;
  for (std::size_t i = 0; i < next; ++i)
    visible_.push_back(visible_steps(sessions[i], sessions[next]));
  look_back();
  collect_need();
  finish_need();
  collect_sources();
}

void Boundary::resolve_keys() {
  const auto& keys = project_->keys();
  for (std::size_t key = 0; key < keys.size(); ++key) {
    const std::size_t short_key = project_->short_key(key);
    const auto base = std::string_view(keys.text(short_key)).substr(2);
    resolved_.push_back(short_key != key && names_.is_ambiguous(base) ? key : short_key);
  }
}

void Boundary::look_back() {
  // Names must be told apart by the whole history before any of them can be resolved.
  std::vector<std::optional<std::size_t>> last_met(project_->keys().size());
  for (std::size_t i = 0; i < next_; ++i) {
    for (std::size_t step = 0; step < visible_[i]; ++step) {
      const KeyedStep& keyed = project_->sessions()[i][step];
      each_entity(keyed, [&](std::size_t key) { last_met[key] = i; });
      for (const std::size_t topic : keyed.topics) {
        last_met[topic] = i;
        ++topic_mentions_[topic];
      }
      for (const std::size_t word : keyed.words) said_[word] = true;
    }
  }
  for (std::size_t key = 0; key < last_met.size(); ++key) {
    if (last_met[key] && is_path(project_->keys().text(key)))
      names_.add(project_->keys().text(key));
  }
  resolve_keys();
  for (std::size_t key = 0; key < last_met.size(); ++key) {
    if (!last_met[key]) continue;
    auto& last = last_session_[resolved_[key]];
    last = std::max(last.value_or(0), *last_met[key]);
  }
}

void Boundary::add_need(std::size_t key, double weight, NeedClass need) {
  auto& place = place_in_need_[key];
  if (!place) {
    place = need_.size();
    need_.push_back({.key = key, .weight = 0, .last_session = *last_session_[key]});
  }
  NeededKey& needed = need_[*place];
  if (weight <= needed.weight) return;
  needed.weight = weight;
  needed.need = need;
}

void Boundary::need_of_user(const Step& step, const KeyedStep& keyed) {
  const auto request = first_characters(step.text, request_characters);
  const auto add = [&](std::size_t key) {
    if (last_session_[key]) add_need(key, 1, NeedClass::user);
  };
  if (request.size() == step.text.size()) {
    for (const std::size_t key : keyed.given) add(resolved_[key]);
  } else {
    for (const auto& entity : find_entities(request)) {
      if (const auto key = project_->keys().find(names_.resolve(entity.key))) add(*key);
    }
  }
  for (const auto& word : measured_topics(without_fenced_blocks(request))) {
    const auto key = project_->keys().find("t:" + word);
    if (key && topic_mentions_[*key] >= least_topic_mentions &&
        topic_projects(word) <= most_topic_projects)
      add_need(*key, 0.5, NeedClass::topic);
  }
}

void Boundary::need_of_tool(const KeyedStep& keyed) {
  for (const std::size_t given : keyed.given) {
    const std::size_t key = resolved_[given];
    if (!last_session_[key]) continue;
    if (shown_[key]) {
      add_need(key, 0.5, NeedClass::rediscovered);
    } else {
      add_need(key, 1, NeedClass::act);
    }
  }
  for (const std::size_t key : keyed.shown) shown_[resolved_[key]] = true;
}

void Boundary::collect_need() {
  const MeasuredSession& session = project_->project().sessions[next_];
  int steps = 0;
  for (std::size_t i = 0; i < session.steps.size() && steps < opening_steps; ++i) {
    const Step& step = session.steps[i];
    if (step.role == StepRole::note || step.role == StepRole::summary) continue;
    ++steps;
    if (step.role == StepRole::user) need_of_user(step, project_->sessions()[next_][i]);
    if (step.role == StepRole::tool) need_of_tool(project_->sessions()[next_][i]);
  }
}

void Boundary::finish_need() {
  const auto& keys = project_->keys();
  const auto told = parts_of(project_->project().sessions[next_].working_directory);
  std::erase_if(need_, [&](const NeededKey& needed) {
    return told.contains(last_part(keys.text(needed.key)));
  });
  std::fill(place_in_need_.begin(), place_in_need_.end(), std::nullopt);
  for (std::size_t place = 0; place < need_.size(); ++place) {
    NeededKey& needed = need_[place];
    place_in_need_[needed.key] = place;
    needed.weight *= specificity(keys.text(needed.key));
    weight_ += needed.weight;
  }
  const auto mark = [&](std::size_t key, bool NeededKey::*member) {
    if (place_in_need_[key]) need_[*place_in_need_[key]].*member = true;
  };
  for (const KeyedStep& step : project_->sessions().front()) {
    each_entity(step, [&](std::size_t key) { mark(resolved_[key], &NeededKey::in_first_session); });
    for (const std::size_t topic : step.topics) mark(topic, &NeededKey::in_first_session);
  }
  for (const auto& entity : find_entities(goal())) {
    if (const auto key = keys.find(names_.resolve(entity.key))) mark(*key, &NeededKey::in_prompt);
  }
  for (const auto& word : measured_topics(goal())) {
    if (const auto key = keys.find("t:" + word)) mark(*key, &NeededKey::in_prompt);
  }
}

void Boundary::collect_sources() {
  sources_.resize(need_.size());
  for (std::size_t i = next_; i-- > 0;) {
    for (std::size_t step = visible_[i]; step-- > 0;) {
      const KeyedStep& keyed = project_->sessions()[i][step];
      const auto add = [&](std::size_t key) {
        const auto place = place_in_need_[key];
        if (!place) return;
        auto& sources = sources_[*place];
        const bool known =
            !sources.empty() && sources.back().session == i && sources.back().step == step;
        if (!known && sources.size() < most_sources) sources.push_back({i, step});
      };
      each_entity(keyed, [&](std::size_t key) { add(resolved_[key]); });
      for (const std::size_t topic : keyed.topics) add(topic);
    }
  }
}

std::optional<std::size_t> Boundary::place_in_need(std::string_view resolved_key) const {
  const auto key = project_->keys().find(resolved_key);
  return key ? place_in_need_[*key] : std::nullopt;
}

bool Boundary::is_known(std::string_view resolved_key) const {
  const auto key = project_->keys().find(resolved_key);
  return key && last_session_[*key].has_value();
}

bool Boundary::is_said(std::string_view word) const {
  const auto number = project_->words().find(word);
  return number && said_[*number];
}

std::string_view Boundary::goal() const {
  for (const Step& step : project_->project().sessions[next_].steps) {
    if (step.role == StepRole::user) return first_characters(step.text, request_characters);
  }
  return {};
}

}  // namespace baton::handoff::evaluation
