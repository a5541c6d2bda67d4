#include "daemon/handoff/memory/project_memory.hpp"

#include <algorithm>
#include <utility>

#include "daemon/handoff/entities/entities.hpp"

namespace baton::handoff {
namespace {

constexpr std::int32_t opening_steps = 40;
constexpr std::string_view path_type = "p:";

bool has_parent(std::string_view path_key) {
  return path_key[path_type.size()] != '/';
}

std::string topic_key(std::string_view word) {
  return "t:" + std::string(word);
}

}  // namespace

void ProjectMemory::begin_session() {
  for (const auto& current : now_) {
    auto& entity = entities_[current.id];
    entity.history.add(current.mentions, session_);
    entity.now = none;
  }
  now_.clear();
  if (session_ >= 0) similar_.begin_session();
  ++session_;
  moment_ = {};
  moment_.session = session_;
  counted_steps_ = 0;
  has_request_ = false;
  stale_.clear();
  all_stale_ = true;
  if (entities_.size() > most_entities) forget_faded();
}

ProjectMemory::Place ProjectMemory::place_of(const Step& step) {
  Place place;
  place.role = step.role;
  place.position = moment_.steps - 1;
  place.is_opening = ++counted_steps_ <= opening_steps;
  if (step.role == StepRole::user) {
    place.is_first_request = !std::exchange(has_request_, true);
    moment_.last_request = place.position;
  } else if (step.role == StepRole::assistant) {
    moment_.last_answer = place.position;
  }
  const auto kind = step.tool.kind;
  place.changes_files =
      step.role == StepRole::tool &&
      (kind == StepKind::edit || kind == StepKind::write || kind == StepKind::remove);
  return place;
}

void ProjectMemory::add_step(const Step& step, const StepKeys& keys) {
  if (session_ < 0) begin_session();
  ++moment_.steps;
  if (step.role == StepRole::note) return;
  const auto place = place_of(step);
  for (const auto& key : keys.given) {
    if (const auto id = id_of(key)) note_given(*id, place);
  }
  for (const auto& key : keys.written) {
    if (const auto id = id_of(key)) note_written(*id, place);
  }
  for (const auto& key : keys.shown) {
    if (const auto id = id_of(key)) note_shown(*id);
  }
  for (const auto& word : keys.topics) {
    if (const auto id = id_of(topic_key(word))) note_topic(*id, place);
  }
}

template <typename Change>
void ProjectMemory::note(KeyId id, const Change& change) {
  const auto before = mentions_of(id);
  change(mentions_of(id));
  note_first_uses(id, before);
  const auto name = entities_[id].name;
  if (name != none && !entities_[name].is_ambiguous) change(mentions_of(name));
}

/// Tells the similar sessions what the newest one did with a key for the first time.
void ProjectMemory::note_first_uses(KeyId id, const Mentions& before) {
  const auto& now = mentions_of(id);
  const auto& entity = entities_[id];
  const bool is_topic = keys_.text(id).front() == 't';
  if (now.is_given() && !before.is_given() && !is_topic) similar_.add_given(id, entity.weight);
  if (now.of(Use::asked) > 0 && before.of(Use::asked) == 0) similar_.add_asked(id);
  if (now.opened && !before.opened) similar_.add_opened(id);
}

void ProjectMemory::note_given(KeyId id, const Place& place) {
  const bool is_user = place.role == StepRole::user;
  const bool is_path = entities_[id].kind == Kind::path;
  note(id, [&](Mentions& mentions) {
    mentions.add(is_user ? Use::asked : Use::acted);
    mentions.last = mentions.named = place.position;
    mentions.opened |= place.is_opening;
    mentions.in_first_request |= place.is_first_request;
    if (is_user) mentions.request = place.position;
    if (is_path && place.changes_files) ++mentions.changes;
  });
}

void ProjectMemory::note_written(KeyId id, const Place& place) {
  note(id, [&](Mentions& mentions) {
    mentions.add(place.role == StepRole::tool ? Use::edited : Use::said);
    mentions.last = mentions.named = place.position;
    if (place.role == StepRole::assistant) mentions.answer = place.position;
  });
}

void ProjectMemory::note_shown(KeyId id) {
  note(id, [](Mentions& mentions) { mentions.add(Use::shown); });
  if (all_stale_) return;
  stale_.push_back(id);
  if (entities_[id].name != none) stale_.push_back(entities_[id].name);
}

void ProjectMemory::note_topic(KeyId id, const Place& place) {
  const bool is_user = place.role == StepRole::user;
  note(id, [&](Mentions& mentions) {
    mentions.add(is_user ? Use::asked : Use::said);
    mentions.last = place.position;
    mentions.opened |= is_user && place.is_opening;
    mentions.in_first_request |= place.is_first_request;
    if (is_user) mentions.request = place.position;
    if (place.role == StepRole::assistant) mentions.answer = place.position;
  });
}

Mentions& ProjectMemory::mentions_of(KeyId id) {
  auto& entity = entities_[id];
  if (entity.now == none) {
    entity.now = static_cast<std::uint32_t>(now_.size());
    now_.push_back({id, {}});
  }
  return now_[entity.now].mentions;
}

/// The number of a key as it was named; nothing for a path that `path_key` cannot have made.
std::optional<KeyId> ProjectMemory::id_of(std::string_view key) {
  if (const auto known = keys_.find(key))
    return entities_[*known].kind == Kind::name ? std::nullopt : known;
  const bool is_path = key.substr(0, path_type.size()) == path_type;
  if (key.empty() || (is_path && key.find('/') == std::string_view::npos)) return std::nullopt;
  const auto id = add_entity(key, is_path ? Kind::path : Kind::plain);
  if (is_path) link_to_name(id);
  return id;
}

KeyId ProjectMemory::add_entity(std::string_view text, Kind kind) {
  Entity entity;
  entity.weight = specificity(text);
  entity.kind = kind;
  const auto id = keys_.intern(text);
  entities_.push_back(entity);
  return id;
}

void ProjectMemory::link_to_name(KeyId path) {
  const std::string key(keys_.text(path));
  const auto name_text = std::string(path_type).append(base_of(key));
  const auto known = keys_.find(name_text);
  const auto name_id = known ? *known : add_entity(name_text, Kind::name);
  entities_[path].name = name_id;
  auto& name = entities_[name_id];
  auto& place = name.paths[has_parent(key) ? 1 : 0];
  if (place == none) {
    place = path;
  } else if (!name.is_ambiguous) {
    name.is_ambiguous = true;
    stale_.push_back(name.paths[1]);
  }
}

std::string ProjectMemory::resolve(std::string_view key) const {
  if (key.substr(0, path_type.size()) != path_type) return std::string(key);
  const auto base = base_of(key);
  return is_ambiguous(base) ? std::string(key) : std::string(path_type).append(base);
}

bool ProjectMemory::is_ambiguous(std::string_view base) const {
  const auto name = keys_.find(std::string(path_type).append(base));
  return name && entities_[*name].is_ambiguous;
}

std::vector<std::string_view> ProjectMemory::ambiguous_names() const {
  std::vector<std::string_view> names;
  for (KeyId id = 0; id < entities_.size(); ++id) {
    if (entities_[id].is_ambiguous) names.push_back(keys_.text(id).substr(path_type.size()));
  }
  return names;
}

}  // namespace baton::handoff
