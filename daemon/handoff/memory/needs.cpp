// The probabilities. Within a session little of them changes: the scores of what a step named, the
// places of what the session named before, and which sessions resemble it.
#include <algorithm>
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

double score_of(const Resemblance& resemblance) {
  constexpr double scale = 3;
  const auto& model = NeedModel::standard();
  if (resemblance.given + resemblance.next + resemblance.asked == 0) return 0;
  return model.weight(Feature::similar_given) * std::log1p(scale * resemblance.given) +
         model.weight(Feature::similar_next) * std::log1p(scale * resemblance.next) +
         model.weight(Feature::similar_asked) * std::log1p(scale * resemblance.asked);
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

void ProjectMemory::refresh_score(KeyId id) {
  auto& entity = entities_[id];
  auto history = entity.history;
  Mentions now;
  if (entity.now != none) {
    now = now_[entity.now].mentions;
    history.add(now, session_);
  }
  entity.score = history.has_faded(session_)
                     ? faded
                     : NeedModel::standard().score(features_of(
                           keys_.text(id).front(), entity.weight, history, now, moment_));
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
    auto resemblance = resemblances[id];
    for (const auto path : entity.paths) {
      if (path != none) resemblance = greater_of(resemblance, resemblances[path]);
    }
    needs_.push_back(
        {id, keys_.text(id), probability_of(entity.score + score_of(resemblance)), entity.weight});
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
