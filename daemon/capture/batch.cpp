#include "daemon/capture/batch.hpp"

#include <algorithm>
#include <utility>

#include "daemon/base/hash.hpp"
#include "daemon/base/text.hpp"
#include "daemon/store/packing.hpp"

namespace baton::capture {
namespace {

constexpr std::size_t max_raw_bytes = 64U << 10U;

void merge(std::string& into, const std::string& value) {
  if (!value.empty()) into = value;
}

/// What is known of a session only grows; the store merges it once more with what it has.
void merge(store::SessionFacts& into, const store::SessionFacts& facts) {
  merge(into.title, facts.title);
  if (into.working_directory.empty()) into.working_directory = facts.working_directory;
  merge(into.branch, facts.branch);
  merge(into.model, facts.model);
  merge(into.agent_version, facts.agent_version);
  merge(into.parent_external_id, facts.parent_external_id);
  into.finished = facts.finished;
  if (facts.relation != store::Relation::none) into.relation = facts.relation;
  if (facts.started_at && (!into.started_at || *facts.started_at < *into.started_at)) {
    into.started_at = facts.started_at;
  }
  if (facts.ended_at && (!into.ended_at || *facts.ended_at > *into.ended_at))
    into.ended_at = facts.ended_at;
}

}  // namespace

Batch::Batch(std::string_view agent, Growth growth, const privacy::Redactor& redactor)
    : agent_(agent), growth_(growth), redactor_(redactor) {}

void Batch::on_session(const store::SessionFacts& facts) {
  const auto known = std::find_if(
      sessions_.begin(), sessions_.end(),
      [&](const SessionBatch& session) { return session.facts.external_id == facts.external_id; });
  current_ = static_cast<std::size_t>(known - sessions_.begin());
  if (known == sessions_.end()) {
    sessions_.push_back({facts, {}, {}});
    sessions_.back().facts.agent = agent_;
  } else {
    merge(known->facts, facts);
  }
  SessionBatch& session = sessions_[current_];
  session.facts.title = redactor_.redact(session.facts.title);
}

SessionBatch& Batch::current() {
  // A parser that tells of turns before their session has a fault; losing the turns would be worse.
  if (sessions_.empty()) {
    store::SessionFacts facts;
    facts.external_id = "unknown";
    on_session(facts);
  }
  return sessions_[current_];
}

std::int64_t Batch::identity_of(const TurnEvent& turn) {
  const std::string part = std::to_string(turn.part);
  if (!turn.external_id.empty()) return signed_hash64({agent_, turn.external_id, part});
  const std::string line = growth_ == Growth::appended_lines ? std::to_string(turn.line) : "";
  const std::string& session = current().facts.external_id;
  const std::int64_t identity = signed_hash64({agent_, session, store::to_string(turn.role),
                                               store::to_string(turn.kind), part, line, turn.text});
  const int occurrence = occurrences_[identity]++;
  if (occurrence == 0) return identity;
  return signed_hash64({std::to_string(identity), std::to_string(occurrence)});
}

void Batch::on_turn(TurnEvent turn) {
  store::NewTurn ready;
  ready.identity = identity_of(turn);
  const std::string text =
      redactor_.redact(is_valid_utf8(turn.text) ? turn.text : to_valid_utf8(turn.text));
  ready.created_at = turn.created_at;
  ready.role = turn.role;
  ready.kind = turn.kind;
  ready.injected = turn.injected;
  ready.is_error = turn.is_error;
  ready.tool_name = std::move(turn.tool_name);
  ready.tool_kind = turn.tool_kind;
  ready.tool_call_id = std::move(turn.tool_call_id);
  ready.external_id = std::move(turn.external_id);
  ready.text = store::pack_text(text);
  ready.index_text = store::index_part(turn.kind, text);
  ready.size = static_cast<std::int64_t>(text.size());
  ready.files = std::move(turn.files);
  bytes_ += ready.text.bytes.size() + ready.index_text.size();
  ++turn_count_;
  current().turns.push_back(std::move(ready));
}

void Batch::on_usage(store::Usage usage) {
  current().usage.push_back(std::move(usage));
}

void Batch::on_unparsed(store::UnparsedRecord record) {
  record.raw = redactor_.redact(to_valid_utf8(utf8_prefix(record.raw, max_raw_bytes)));
  bytes_ += record.raw.size();
  unparsed_.push_back(std::move(record));
}

std::vector<SessionBatch> Batch::take_sessions() {
  std::vector<SessionBatch> taken;
  for (SessionBatch& session : sessions_) {
    taken.push_back(
        {session.facts, std::exchange(session.turns, {}), std::exchange(session.usage, {})});
  }
  unparsed_.clear();
  turn_count_ = 0;
  bytes_ = 0;
  return taken;
}

}  // namespace baton::capture
