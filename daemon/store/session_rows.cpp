#include "daemon/store/session_rows.hpp"

namespace baton::store {

std::string select_sessions(const std::string& rest) {
  return "SELECT s.id, s.project_id, p.name, s.number, s.agent, s.external_id, "
         "coalesce(nullif(s.title, ''), s.first_request), s.status, s.working_directory, s.branch, "
         "s.model, "
         "s.agent_version, s.parent_id, s.relation, s.started_at, s.ended_at, s.turns, "
         "s.user_turns, "
         "s.input_tokens, s.output_tokens FROM sessions s JOIN projects p ON p.id = s.project_id " +
         rest;
}

Session read_session(const Rows& rows) {
  Session session;
  session.id = rows.integer(0);
  session.project_id = rows.integer(1);
  session.project_name = rows.text(2);
  session.number = rows.integer(3);
  session.agent = rows.text(4);
  session.external_id = rows.text(5);
  session.title = rows.text(6);
  session.status = rows.text(7);
  session.working_directory = rows.text(8);
  session.branch = rows.text(9);
  session.model = rows.text(10);
  session.agent_version = rows.text(11);
  session.parent_id = rows.optional_integer(12);
  session.relation = relation_from_string(rows.bytes(13));
  session.started_at = rows.optional_integer(14);
  session.ended_at = rows.optional_integer(15);
  session.turns = rows.integer(16);
  session.user_turns = rows.integer(17);
  session.input_tokens = rows.integer(18);
  session.output_tokens = rows.integer(19);
  return session;
}

std::optional<Session> read_one_session(Rows rows) {
  if (!rows.next()) return std::nullopt;
  return read_session(rows);
}

}  // namespace baton::store
