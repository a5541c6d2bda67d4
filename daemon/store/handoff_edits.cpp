#include "daemon/store/handoff_edits.hpp"

#include <string>

#include "daemon/store/connection.hpp"

namespace baton::store {
namespace {

const std::string select_edits =
    "SELECT id, kind, section, identity_key, text, replacement, citations, since_version, "
    "until_version, created_at FROM handoff_edits WHERE project_id = ?1 ";

std::vector<HandoffEdit> read_edits(Rows rows) {
  std::vector<HandoffEdit> edits;
  while (rows.next()) {
    HandoffEdit edit;
    edit.id = rows.integer(0);
    // The schema lets no other word in.
    edit.kind = find_handoff_edit_kind(rows.bytes(1)).value_or(HandoffEditKind::note);
    edit.section = rows.text(2);
    edit.identity_key = rows.text(3);
    edit.text = rows.text(4);
    edit.replacement = rows.text(5);
    edit.citations = rows.text(6);
    edit.since_version = rows.integer(7);
    edit.until_version = rows.optional_integer(8);
    edit.created_at = rows.integer(9);
    edits.push_back(std::move(edit));
  }
  return edits;
}

}  // namespace

HandoffEdits::HandoffEdits(Connection& connection)
    : add_(connection,
           "INSERT INTO handoff_edits (project_id, kind, section, identity_key, text, replacement, "
           "citations, since_version, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"),
      replace_(connection,
               "UPDATE handoff_edits SET until_version = ?3 WHERE project_id = ?1 AND "
               "identity_key = ?2 AND until_version IS NULL"),
      take_back_(connection,
                 "UPDATE handoff_edits SET until_version = ?3 WHERE project_id = ?1 AND id = ?2 "
                 "AND until_version IS NULL RETURNING 1"),
      in_force_(connection, select_edits + "AND until_version IS NULL ORDER BY id"),
      in_force_at_(
          connection,
          select_edits + "AND since_version <= ?2 AND coalesce(until_version > ?2, 1) ORDER BY id"),
      revision_(connection,
                "SELECT count(*) + count(until_version) FROM handoff_edits WHERE project_id = ?") {}

Id HandoffEdits::add(Id project_id, const HandoffEdit& edit) {
  replace_.execute(project_id, edit.identity_key, edit.since_version);
  Rows rows =
      add_.query(project_id, to_string(edit.kind), edit.section, edit.identity_key, edit.text,
                 edit.replacement, edit.citations, edit.since_version, edit.created_at);
  rows.next();
  return rows.integer(0);
}

bool HandoffEdits::take_back(Id project_id, Id edit_id, std::int64_t version) {
  Rows rows = take_back_.query(project_id, edit_id, version);
  return rows.next();
}

std::vector<HandoffEdit> HandoffEdits::in_force(Id project_id) {
  return read_edits(in_force_.query(project_id));
}

std::vector<HandoffEdit> HandoffEdits::in_force_at(Id project_id, std::int64_t version) {
  return read_edits(in_force_at_.query(project_id, version));
}

std::int64_t HandoffEdits::revision(Id project_id) {
  Rows rows = revision_.query(project_id);
  rows.next();
  return rows.integer(0);
}

}  // namespace baton::store
