// The probabilities. Within a session little of them changes: the scores of what a step named, the
// places of what the session named before, and which sessions resemble it.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "daemon/handoff/memory/need_model.hpp"
#include "daemon/handoff/memory/project_memory.hpp"

namespace baton::handoff {
namespace {

constexpr double faded = -std::numeric_limits<double>::infinity();

/// Of two paths that are one entity the one that resembles more counts.
Resemblance greater_of(const Resemblance& a, const Resemblance& b) {
  return {std::max(a.given, b.given), std::max(a.next, b.next), std::max(a.asked, b.asked)};
}

constexpr std::array similar_features{Feature::similar_given, Feature::similar_next,
                                      Feature::similar_asked};

/// The features of similar sessions, in the order of `similar_features`.
std::array<double, similar_features.size()> similarity(const Resemblance& resemblance) {
  constexpr double scale = 3;
  if (resemblance.given + resemblance.next + resemblance.asked == 0) return {};
  return {std::log1p(scale * resemblance.given), std::log1p(scale * resemblance.next),
          std::log1p(scale * resemblance.asked)};
}

double score_of(const Resemblance& resemblance) {
  const auto values = similarity(resemblance);
  double score = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    score += NeedModel::standard().weight(similar_features[i]) * values[i];
  return score;
}

}  // namespace

/// Whether the entity stands for itself: a path while its name is ambiguous, a name while not.
bool ProjectMemory::is_listed(KeyId id) const {
  const auto& entity = entities_[id];
  switch (entity.kind) {
    case Kind::plain:
      return true;
    case Kind::name:
      return !entity.is_ambiguous;
    case Kind::path:
      // Of a path without a parent nobody can tell which of its namesakes it was.
      return entities_[entity.name].is_ambiguous && entities_[entity.name].paths[0] != id;
  }
  return false;
}

/// What is known of an entity, similar sessions apart; nothing when it has faded.
std::optional<Features> ProjectMemory::known_of(KeyId id) const {
  const auto& entity = entities_[id];
  auto history = entity.history;
  Mentions now;
  if (entity.now != none) {
    now = now_[entity.now].mentions;
    history.add(now, session_);
  }
  if (history.has_faded(session_)) return std::nullopt;
  return features_of(keys_.text(id).front(), entity.weight, history, now, moment_);
}

Resemblance ProjectMemory::resemblance_of(KeyId id, const std::vector<Resemblance>& by_id) const {
  auto resemblance = by_id[id];
  for (const auto path : entities_[id].paths) {
    if (path != none) resemblance = greater_of(resemblance, by_id[path]);
  }
  return resemblance;
}

std::vector<ProjectMemory::Description> ProjectMemory::describe() const {
  const auto resemblances = similar_.resemblances(entities_.size());
  std::vector<Description> descriptions;
  for (KeyId id = 0; id < entities_.size(); ++id) {
    if (!is_listed(id)) continue;
    auto known = known_of(id);
    if (!known) continue;
    const auto values = similarity(resemblance_of(id, resemblances));
    for (std::size_t i = 0; i < values.size(); ++i)
      (*known)[static_cast<std::size_t>(similar_features[i])] = values[i];
    descriptions.push_back({id, *known});
  }
  return descriptions;
}

void ProjectMemory::refresh_score(KeyId id) {
  const auto known = known_of(id);
  entities_[id].score = known ? NeedModel::standard().score(*known) : faded;
}

void ProjectMemory::refresh_scores() {
  if (all_stale_) {
    for (KeyId id = 0; id < entities_.size(); ++id) {
      if (is_listed(id)) refresh_score(id);
    }
  } else {
    for (const auto id : stale_) refresh_score(id);
    // Each step moves the end of the session away from what was named before.
    for (const auto& current : now_) {
      if (!current.mentions.is_only_shown() && is_listed(current.id)) refresh_score(current.id);
    }
  }
  stale_.clear();
  all_stale_ = false;
}

const std::vector<ProjectMemory::Need>& ProjectMemory::needs() {
  refresh_scores();
  const auto resemblances = similar_.resemblances(entities_.size());
  needs_.clear();
  for (KeyId id = 0; id < entities_.size(); ++id) {
    const auto& entity = entities_[id];
    if (!is_listed(id) || entity.score == faded) continue;
    const double score = entity.score + score_of(resemblance_of(id, resemblances));
    needs_.push_back({id, keys_.text(id), probability_of(score), entity.weight});
  }
  return needs_;
}

std::optional<KeyId> ProjectMemory::listed_id_of(std::string_view key) const {
  const auto known = keys_.find(key);
  return known && is_listed(*known) ? known : keys_.find(resolve(key));
}

const ProjectMemory::Need* ProjectMemory::need_of(std::string_view key) const {
  const auto id = listed_id_of(key);
  if (!id) return nullptr;
  const auto found =
      std::lower_bound(needs_.begin(), needs_.end(), *id,
                       [](const Need& need, KeyId wanted) { return need.id < wanted; });
  return found != needs_.end() && found->id == *id ? &*found : nullptr;
}

}  // namespace baton::handoff
