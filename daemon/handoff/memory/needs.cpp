// The probabilities. Within a session only some of them change: of what a step named, of what the
// session named before, since its end moves on, and of what similar sessions were about.
#include <algorithm>
#include <array>
#include <cmath>

#include "daemon/handoff/memory/need_model.hpp"
#include "daemon/handoff/memory/project_memory.hpp"

namespace baton::handoff {
namespace {

/// Of two paths that are one entity the one that resembles more counts.
Resemblance greater_of(const Resemblance& a, const Resemblance& b) {
  return {std::max(a.given, b.given), std::max(a.next, b.next), std::max(a.asked, b.asked)};
}

void add_resemblance(const Resemblance& resemblance, Features& features) {
  constexpr double scale = 3;
  const auto write = [&](Feature feature, double value) {
    if (value != 0) features[static_cast<std::size_t>(feature)] = std::log1p(scale * value);
  };
  write(Feature::similar_given, resemblance.given);
  write(Feature::similar_next, resemblance.next);
  write(Feature::similar_asked, resemblance.asked);
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

/// Whether its score may be another one, even if the same sessions are similar.
bool ProjectMemory::is_stale(const Entity& entity) const {
  // Each step moves the end of the session away from what was named before.
  return entity.is_stale || (entity.now != none && !now_[entity.now].mentions.is_only_shown());
}

/// What is known of an entity; nothing when it has faded.
std::optional<Features> ProjectMemory::known_of(KeyId id, const Resemblance& resemblance) const {
  const auto& entity = entities_[id];
  auto history = entity.history;
  Mentions now;
  if (entity.now != none) {
    now = now_[entity.now].mentions;
    history.add(now, session_);
  }
  if (history.has_faded(session_)) return std::nullopt;
  auto features = features_of(keys_.text(id).front(), entity.weight, history, now, moment_);
  add_resemblance(resemblance, features);
  return features;
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
    if (const auto known = known_of(id, resemblance_of(id, resemblances)))
      descriptions.push_back({id, *known});
  }
  return descriptions;
}

/// Makes the scores again that are no longer right, as many at once as the model takes.
void ProjectMemory::refresh_scores() {
  const auto& model = NeedModel::standard();
  const auto resemblances = similar_.resemblances(entities_.size());
  NeedModel::Block block;
  std::array<KeyId, NeedModel::block_size> ids{};
  std::size_t filled = 0;
  const auto score_block = [&] {
    const auto scores = model.scores(block);
    for (std::size_t place = 0; place < filled; ++place)
      entities_[ids[place]].score = scores[place];
    filled = 0;
  };
  for (KeyId id = 0; id < entities_.size(); ++id) {
    if (!is_listed(id)) continue;
    auto& entity = entities_[id];
    const auto resemblance = resemblance_of(id, resemblances);
    if (!is_stale(entity) && resemblance == entity.resemblance) continue;
    const auto known = known_of(id, resemblance);
    entity.resemblance = resemblance;
    entity.is_stale = false;
    entity.has_faded = !known;
    if (!known) continue;
    block.set(filled, *known);
    ids[filled] = id;
    if (++filled == ids.size()) score_block();
  }
  score_block();
}

const std::vector<ProjectMemory::Need>& ProjectMemory::needs() {
  refresh_scores();
  needs_.clear();
  for (KeyId id = 0; id < entities_.size(); ++id) {
    const auto& entity = entities_[id];
    if (!is_listed(id) || entity.has_faded) continue;
    needs_.push_back({id, keys_.text(id), probability_of(entity.score), entity.weight});
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
