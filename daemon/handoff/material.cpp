#include "daemon/handoff/material.hpp"

#include <algorithm>
#include <atomic>
#include <string>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/handoff/candidate.hpp"
#include "daemon/handoff/staleness/snapshot.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

/// Of one session; of a longer one the newest. Bounds memory and time.
constexpr std::int64_t max_turns = 4000;
/// What is kept of the beginning, and of the end, of an output: commands and errors stand there.
constexpr std::size_t kept_bytes = 8U << 10U;

void cut_middle(std::string& text) {
  if (text.size() <= 3 * kept_bytes) return;
  std::size_t tail = text.size() - kept_bytes;
  while (tail < text.size() && (static_cast<unsigned char>(text[tail]) & 0xC0U) == 0x80U) ++tail;
  std::string cut(utf8_prefix(text, kept_bytes));
  cut += "\n[…]\n";
  cut += text.substr(tail);
  text = std::move(cut);
}

std::uint64_t next_loading() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

void append_turns(store::Tables& tables, std::int64_t after, SessionTurns& session) {
  tables.turns.for_each(session.session.id, after, [&](store::Turn& turn) {
    if (turn.kind == store::TurnKind::tool_result) cut_middle(turn.text);
    session.turns.push_back(std::move(turn));
    turn = {};
    return true;
  });
}

/// Reads what a session that is known got since. False when it is no longer the same.
bool extend(store::Tables& tables, const store::Session& now, SessionTurns& known) {
  constexpr std::int64_t most_beyond = max_turns / 8;
  known.session = now;
  append_turns(tables, known.turns.empty() ? 0 : known.turns.back().ordinal, known);
  const auto turns = static_cast<std::int64_t>(known.turns.size());
  return now.turns <= max_turns ? turns == now.turns : turns <= max_turns + most_beyond;
}

}  // namespace

SessionTurns load_session(store::Tables& tables, store::Session session, std::int64_t after) {
  after = std::max(after, session.turns - max_turns);
  SessionTurns result{std::move(session), {}, next_loading()};
  append_turns(tables, after, result);
  return result;
}

std::vector<Edit> edits_of(const std::vector<store::HandoffEdit>& rows) {
  std::vector<Edit> edits;
  for (const store::HandoffEdit& row : rows) {
    Edit edit{row.kind, section_named(row.section).value_or(SectionName::knowledge),
              row.text, row.replacement,
              {},       row.id};
    for (const std::string_view citation : words_of(row.citations)) {
      if (const auto parsed = parse_citation(citation)) edit.citations.push_back(*parsed);
    }
    edits.push_back(std::move(edit));
  }
  return edits;
}

std::vector<Edit> load_edits(store::Tables& tables, store::Id project_id) {
  return edits_of(tables.handoff_edits.in_force(project_id));
}

Material load_material(store::Tables& tables, const store::Project& project) {
  Material material;
  update_material(tables, project, material);
  return material;
}

void update_material(store::Tables& tables, const store::Project& project, Material& material) {
  auto recent = tables.sessions.recent_with_requests(project.id, most_sessions);
  std::vector<SessionTurns> known = std::exchange(material.sessions, {});
  material.sessions.reserve(recent.size());
  for (store::Session& session : recent) {
    const auto same = std::ranges::find(known, session.id,
                                        [](const SessionTurns& kept) { return kept.session.id; });
    if (same != known.end() && extend(tables, session, *same)) {
      material.sessions.push_back(std::move(*same));
    } else {
      material.sessions.push_back(load_session(tables, std::move(session)));
    }
  }
  material.project = project;
  material.now = now_milliseconds();
  material.edits = load_edits(tables, project.id);
  material.repository.reset();
  material.work_tree.reset();
  if (material.sessions.empty()) return;
  material.repository = git::repository_state(project.path);
  material.work_tree = take_snapshot(project, material.sessions.front().session, material.now);
}

}  // namespace baton::handoff
