// How the memory of a long project stays small.
#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "daemon/handoff/memory/project_memory.hpp"

namespace baton::handoff {

/// The entities to keep, names of paths apart, in their order: none that has faded, and of the
/// others, if they are too many, first those that were more than shown, then the latest.
std::vector<KeyId> ProjectMemory::worth_keeping() const {
  // A path needs an entity for its name, too, and there must be room until the next time.
  constexpr std::size_t most_kept = most_entities / 3;
  std::vector<KeyId> ids;
  for (KeyId id = 0; id < entities_.size(); ++id) {
    if (entities_[id].kind != Kind::name && !entities_[id].history.has_faded(session_))
      ids.push_back(id);
  }
  if (ids.size() <= most_kept) return ids;
  const auto rank = [&](KeyId id) {
    const auto& history = entities_[id].history;
    return std::tuple(!history.is_only_shown(), history.last, id);
  };
  const auto end = ids.begin() + most_kept;
  std::nth_element(ids.begin(), end, ids.end(),
                   [&](KeyId a, KeyId b) { return rank(a) > rank(b); });
  ids.erase(end, ids.end());
  std::sort(ids.begin(), ids.end());
  return ids;
}

/// To be called between two sessions: nothing is named by the newest one yet.
void ProjectMemory::forget_faded() {
  const auto kept_ids = worth_keeping();
  const auto old_keys = std::exchange(keys_, {});
  const auto old_entities = std::exchange(entities_, {});
  std::vector<KeyId> new_ids(old_entities.size(), none);
  for (const auto id : kept_ids) {
    const auto& old = old_entities[id];
    const auto kept = id_of(old_keys.text(id)).value();
    new_ids[id] = kept;
    entities_[kept].history = old.history;
    if (old.name == none) continue;
    auto& name = entities_[entities_[kept].name];
    name.history = old_entities[old.name].history;
    name.is_ambiguous = old_entities[old.name].is_ambiguous;
  }
  similar_.renumber(new_ids);
  stale_.clear();
}

}  // namespace baton::handoff
