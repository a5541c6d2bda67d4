// The memory as bytes: a mark with the version, the newest session's place, the keys in the order
// of their numbers, what is known of each, the newest session's mentions, the similar sessions, and
// a hash of all that. Names of paths are not written; they come about again with the paths.
#include <algorithm>
#include <utility>

#include "daemon/base/hash.hpp"
#include "daemon/handoff/memory/bytes.hpp"
#include "daemon/handoff/memory/project_memory.hpp"

namespace baton::handoff {
namespace {

constexpr std::string_view mark_and_version = "baton memory 1\n";
constexpr std::size_t hash_size = 8;
constexpr std::int32_t most_steps = 1'000'000'000;
constexpr std::int32_t most_sessions = 1'000'000;
constexpr std::size_t most_past_sessions = 1000;

void write(ByteWriter& out, const History& history) {
  for (const double value : history.lately) out.real(value);
  out.real(history.changed_lately);
  out.real(history.opened_lately);
  for (const auto value : history.ever) out.number(value);
  out.number(history.sessions);
  out.number(history.sessions_given);
  out.number(history.sessions_opened);
  out.number(history.times_carried);
  out.position(history.first);
  out.position(history.last);
  out.position(history.last_given);
}

History read_history(ByteReader& in, std::int32_t sessions) {
  History history;
  for (double& value : history.lately) value = in.real();
  history.changed_lately = in.real();
  history.opened_lately = in.real();
  for (auto& value : history.ever) value = in.count();
  history.sessions = in.count();
  history.sessions_given = in.count();
  history.sessions_opened = in.count();
  history.times_carried = in.count();
  history.first = in.position_below(sessions);
  history.last = in.position_below(sessions);
  history.last_given = in.position_below(sessions);
  if (history.first > history.last) in.fail();
  return history;
}

void write(ByteWriter& out, const Mentions& mentions) {
  for (const auto value : mentions.uses) out.number(value);
  out.number(mentions.changes);
  out.flag(mentions.opened);
  out.flag(mentions.in_first_request);
  out.position(mentions.last);
  out.position(mentions.request);
  out.position(mentions.answer);
  out.position(mentions.named);
}

Mentions read_mentions(ByteReader& in, std::int32_t steps) {
  Mentions mentions;
  for (auto& value : mentions.uses) value = in.count();
  mentions.changes = in.count();
  mentions.opened = in.flag();
  mentions.in_first_request = in.flag();
  mentions.last = in.position_below(steps);
  mentions.request = in.position_below(steps);
  mentions.answer = in.position_below(steps);
  mentions.named = in.position_below(steps);
  return mentions;
}

void write(ByteWriter& out, const std::vector<KeyId>& ids) {
  out.number(ids.size());
  for (const auto id : ids) out.number(id);
}

std::vector<KeyId> read_ids(ByteReader& in, std::size_t entities) {
  std::vector<KeyId> ids(in.item_count());
  for (auto& id : ids) id = static_cast<KeyId>(in.number_below(entities));
  return ids;
}

void write(ByteWriter& out, const SessionTopics& session) {
  write(out, session.given);
  write(out, session.asked);
  write(out, session.opened);
  out.real(session.weight);
}

SessionTopics read_session(ByteReader& in, std::size_t entities) {
  SessionTopics session;
  session.given = read_ids(in, entities);
  session.asked = read_ids(in, entities);
  session.opened = read_ids(in, entities);
  session.weight = in.real();
  return session;
}

bool is_sorted(const SessionTopics& session) {
  return std::is_sorted(session.given.begin(), session.given.end());
}

/// What stands between the mark and the hash; nothing when either is not as it should be.
std::optional<std::string_view> checked_content(std::string_view bytes) {
  if (bytes.size() < mark_and_version.size() + hash_size ||
      bytes.substr(0, mark_and_version.size()) != mark_and_version)
    return std::nullopt;
  const auto hashed = bytes.substr(0, bytes.size() - hash_size);
  if (ByteReader(bytes.substr(hashed.size())).fixed() != hash64(hashed)) return std::nullopt;
  return hashed.substr(mark_and_version.size());
}

}  // namespace

std::string ProjectMemory::save() const {
  ByteWriter out;
  out.position(session_);
  out.number(static_cast<std::uint64_t>(moment_.steps));
  out.number(static_cast<std::uint64_t>(counted_steps_));
  out.position(moment_.last_request);
  out.position(moment_.last_answer);
  out.flag(has_request_);
  out.number(entities_.size());
  for (KeyId id = 0; id < entities_.size(); ++id) {
    if (entities_[id].kind != Kind::name) out.text(keys_.text(id));
  }
  for (const auto& entity : entities_) {
    out.flag(entity.is_ambiguous);
    write(out, entity.history);
  }
  out.number(now_.size());
  for (const auto& current : now_) {
    out.number(current.id);
    write(out, current.mentions);
  }
  out.number(similar_.past().size());
  for (const auto& session : similar_.past()) write(out, session);
  write(out, similar_.newest());
  const auto content = std::string(mark_and_version) + out.bytes();
  ByteWriter hash;
  hash.fixed(hash64(content));
  return content + hash.bytes();
}

std::optional<ProjectMemory> ProjectMemory::load(std::string_view bytes) {
  const auto content = checked_content(bytes);
  if (!content) return std::nullopt;
  ByteReader in(*content);
  ProjectMemory memory;
  memory.read_place(in);
  if (!memory.read_entities(in) || !memory.read_mentions_now(in) || !memory.read_similar(in) ||
      !in.is_good() || !in.is_at_end())
    return std::nullopt;
  return memory;
}

void ProjectMemory::read_place(ByteReader& in) {
  session_ = in.position_below(most_sessions);
  moment_.session = session_;
  moment_.steps = static_cast<std::int32_t>(in.number_below(most_steps));
  counted_steps_ = static_cast<std::int32_t>(in.number_below(most_steps));
  moment_.last_request = in.position_below(moment_.steps);
  moment_.last_answer = in.position_below(moment_.steps);
  has_request_ = in.flag();
}

bool ProjectMemory::read_entities(ByteReader& in) {
  const auto count = in.item_count();
  while (in.is_good() && entities_.size() < count) {
    const auto before = entities_.size();
    const auto id = id_of(in.text());
    if (!id || *id != before) return false;
  }
  if (entities_.size() != count) return false;
  for (auto& entity : entities_) {
    entity.is_ambiguous = in.flag();
    entity.history = read_history(in, session_);
  }
  stale_.clear();
  return in.is_good();
}

bool ProjectMemory::read_mentions_now(ByteReader& in) {
  for (auto left = in.item_count(); left > 0; --left) {
    const auto id = static_cast<KeyId>(in.number_below(entities_.size()));
    if (!in.is_good() || entities_[id].now != none) return false;
    mentions_of(id) = read_mentions(in, moment_.steps);
  }
  return in.is_good();
}

bool ProjectMemory::read_similar(ByteReader& in) {
  const auto past = in.number_below(most_past_sessions);
  for (std::uint64_t i = 0; i < past; ++i) {
    auto session = read_session(in, entities_.size());
    if (!in.is_good() || !is_sorted(session)) return false;
    similar_.restore_past(std::move(session));
  }
  const auto newest = read_session(in, entities_.size());
  if (!in.is_good()) return false;
  for (const auto id : newest.given) similar_.add_given(id, entities_[id].weight);
  for (const auto id : newest.asked) similar_.add_asked(id);
  for (const auto id : newest.opened) similar_.add_opened(id);
  return true;
}

}  // namespace baton::handoff
