#include "daemon/handoff/material.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/handoff/candidate.hpp"
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

}  // namespace

SessionTurns load_session(store::Tables& tables, store::Session session, std::int64_t after) {
  SessionTurns result{std::move(session), {}};
  after = std::max(after, result.session.turns - max_turns);
  tables.turns.for_each(result.session.id, after, [&](store::Turn& turn) {
    if (turn.kind == store::TurnKind::tool_result) cut_middle(turn.text);
    result.turns.push_back(std::move(turn));
    turn = {};
    return true;
  });
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
  material.project = project;
  material.now = now_milliseconds();
  material.edits = load_edits(tables, project.id);
  for (store::Session& session : tables.sessions.recent_with_requests(project.id, most_sessions)) {
    material.sessions.push_back(load_session(tables, std::move(session)));
  }
  if (!material.sessions.empty()) material.repository = git::repository_state(project.path);
  return material;
}

}  // namespace baton::handoff
