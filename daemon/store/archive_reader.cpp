#include "daemon/store/archive_reader.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "daemon/store/connection.hpp"
#include "daemon/store/packing.hpp"
#include "daemon/store/turn_rows.hpp"

namespace baton::store {
namespace {

using Stage = ArchivePosition::Stage;

std::string select_projects(const std::string& rest) {
  return "SELECT id, key, name, path, origin_url, description, status, ignored FROM projects " +
         rest;
}

constexpr const char* session_sql =
    "SELECT p.key, s.number, s.agent, s.external_id, s.title, s.working_directory, s.branch, "
    "s.model, s.agent_version, s.parent_external_id, s.relation, s.started_at, s.ended_at, "
    "s.first_request, s.type, s.status, coalesce(s.ended_by, ''), s.branch_at_start, "
    "s.head_at_start, s.head_at_end, s.account_name, s.objectives, s.accomplishments, s.blockers, "
    "s.notes, s.credits_used, s.completed_at, s.updated_at FROM sessions s "
    "JOIN projects p ON p.id = s.project_id "
    "WHERE s.project_id = ?1 AND s.number > ?2 AND s.number >= ?3 AND s.number <= ?4 "
    "ORDER BY s.number LIMIT 1";

constexpr const char* usage_sql =
    "SELECT u.message_key, coalesce(n.name, ''), u.input_tokens, u.output_tokens, "
    "u.cache_read_tokens, u.cache_write_tokens, coalesce(u.cost_micros, 0) FROM usage u "
    "LEFT JOIN names n ON n.id = u.model_id WHERE u.session_id = ?1 AND u.message_key > ?2 "
    "ORDER BY u.message_key LIMIT ?3";

constexpr const char* files_sql =
    "SELECT path, operation, lines_added, lines_removed, touches, first_ordinal, last_ordinal, "
    "created_at, updated_at FROM project_files WHERE session_id = ?1 AND path > ?2 "
    "ORDER BY path LIMIT ?3";

constexpr const char* handoffs_sql =
    "SELECT p.key, coalesce(s.agent, ''), coalesce(s.external_id, ''), h.version, h.generator, "
    "h.model, h.tokens, h.source_tokens, h.times_loaded, h.created_at, h.updated_at, h.pinned, "
    "h.preservation, h.text, h.compressed, h.document FROM handoffs h "
    "JOIN projects p ON p.id = h.project_id LEFT JOIN sessions s ON s.id = h.session_id "
    "WHERE h.project_id = ?1 AND h.version > ?2 AND (?3 IS NULL OR s.number = ?3) "
    "ORDER BY h.version LIMIT ?4";

ArchivedSession session_of(const Rows& rows) {
  ArchivedSession session;
  session.project_key = rows.text(0);
  session.number = rows.integer(1);
  session.facts.agent = rows.text(2);
  session.facts.external_id = rows.text(3);
  session.facts.title = rows.text(4);
  session.facts.working_directory = rows.text(5);
  session.facts.branch = rows.text(6);
  session.facts.model = rows.text(7);
  session.facts.agent_version = rows.text(8);
  session.facts.parent_external_id = rows.text(9);
  session.facts.relation = relation_from_string(rows.bytes(10));
  session.facts.started_at = rows.optional_integer(11);
  session.facts.ended_at = rows.optional_integer(12);
  session.first_request = rows.text(13);
  session.type = rows.text(14);
  session.status = rows.text(15);
  session.ended_by = rows.text(16);
  session.branch_at_start = rows.text(17);
  session.head_at_start = rows.text(18);
  session.head_at_end = rows.text(19);
  session.account_name = rows.text(20);
  session.objectives = rows.text(21);
  session.accomplishments = rows.text(22);
  session.blockers = rows.text(23);
  session.notes = rows.text(24);
  session.credits_used = rows.real(25);
  session.completed_at = rows.optional_integer(26);
  session.updated_at = rows.integer(27);
  return session;
}

ArchivedHandoff handoff_of(const Rows& rows) {
  ArchivedHandoff record;
  record.project_key = rows.text(0);
  record.session = {rows.text(1), rows.text(2)};
  Handoff& handoff = record.handoff;
  handoff.version = rows.integer(3);
  handoff.generator = rows.text(4);
  handoff.model = rows.text(5);
  handoff.tokens = rows.integer(6);
  handoff.source_tokens = rows.integer(7);
  handoff.times_loaded = rows.integer(8);
  handoff.created_at = rows.integer(9);
  handoff.updated_at = rows.integer(10);
  record.pinned = rows.flag(11);
  if (!rows.is_null(12)) handoff.preservation = rows.real(12);
  handoff.text = rows.text(13);
  handoff.document = unpack_text(rows.bytes(15), rows.flag(14));
  return record;
}

}  // namespace

/// What a call of read() collects.
struct ArchiveReader::Page {
  ArchiveLimits limits;
  std::vector<ArchiveRecord> records;
  std::size_t bytes = 0;
  Id session_id = 0;  // of the session that is being read
  SessionKey session;

  bool full() const { return records.size() >= limits.records || bytes >= limits.bytes; }
  std::int64_t room() const { return static_cast<std::int64_t>(limits.records - records.size()); }
  void add(ArchiveRecord record, std::size_t size) {
    records.push_back(std::move(record));
    bytes += size;
  }
};

std::string ArchivePosition::to_string() const {
  const auto stage_number = static_cast<std::int64_t>(stage);
  std::string text;
  for (const std::int64_t field : {stage_number, project_id, number, item})
    text += std::to_string(field) + ".";
  return text + key;
}

ArchivePosition ArchivePosition::parse(std::string_view text) {
  if (text.empty()) return {};
  std::array<std::int64_t, 4> fields{};
  for (std::int64_t& field : fields) {
    const std::size_t point = text.find('.');
    const char* const end = text.data() + (point == std::string_view::npos ? 0 : point);
    const auto [stop, error] = std::from_chars(text.data(), end, field);
    if (error != std::errc() || stop != end || field < 0)
      throw BadCursor("the cursor is not one that an earlier page returned as next_cursor");
    text.remove_prefix(point + 1);
  }
  if (fields[0] > static_cast<std::int64_t>(Stage::end))
    throw BadCursor("the cursor is not one that an earlier page returned as next_cursor");
  return {static_cast<Stage>(fields[0]), fields[1], fields[2], fields[3], std::string(text)};
}

ArchiveReader::ArchiveReader(Connection& connection)
    : project_(connection, select_projects("WHERE id = ?")),
      next_project_(
          connection,
          select_projects("WHERE key > coalesce((SELECT key FROM projects WHERE id = ?), '') "
                          "ORDER BY key LIMIT 1")),
      next_session_(connection, session_sql),
      session_(connection,
               "SELECT id, agent, external_id FROM sessions WHERE project_id = ? AND number = ?"),
      turns_(connection, select_turns_of_session()),
      usage_(connection, usage_sql),
      files_(connection, files_sql),
      handoffs_(connection, handoffs_sql) {}

std::vector<ArchiveRecord> ArchiveReader::read(const ArchiveScope& scope, ArchivePosition& position,
                                               ArchiveLimits limits) {
  Page page{.limits = limits, .records = {}, .bytes = 0, .session_id = 0, .session = {}};
  const auto of_session = [](Stage stage) {
    return stage == Stage::turn || stage == Stage::usage || stage == Stage::file;
  };
  // A session that was taken out between two pages: the next one follows.
  if (of_session(position.stage) && !find_session(position, page)) position.stage = Stage::session;
  while (!page.full() && position.stage != Stage::end) {
    switch (position.stage) {
      case Stage::project:
        read_project(scope, position, page);
        break;
      case Stage::session:
        read_session(scope, position, page);
        break;
      case Stage::turn:
        read_turns(position, page);
        break;
      case Stage::usage:
        read_usage(position, page);
        break;
      case Stage::file:
        read_files(position, page);
        break;
      case Stage::handoff:
        read_handoffs(scope, position, page);
        break;
      case Stage::end:
        break;
    }
  }
  return std::move(page.records);
}

void ArchiveReader::read_project(const ArchiveScope& scope, ArchivePosition& position, Page& page) {
  const bool only_one = scope.project_id.has_value();
  const bool is_done = only_one && position.project_id != 0;
  Rows rows =
      only_one ? project_.query(*scope.project_id) : next_project_.query(position.project_id);
  if (is_done || !rows.next()) {
    position.stage = Stage::end;
    return;
  }
  position = {
      .stage = Stage::session, .project_id = rows.integer(0), .number = 0, .item = 0, .key = {}};
  page.add(ArchivedProject{rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5),
                           rows.text(6), rows.flag(7)},
           0);
}

void ArchiveReader::read_session(const ArchiveScope& scope, ArchivePosition& position, Page& page) {
  {
    const std::int64_t first = scope.session_number.value_or(0);
    const std::int64_t last = scope.session_number.value_or(INT64_MAX);
    Rows rows = next_session_.query(position.project_id, position.number, first, last);
    if (!rows.next()) {
      position.stage = Stage::handoff;
      position.item = 0;
      return;
    }
    ArchivedSession session = session_of(rows);
    position.number = session.number;
    page.add(std::move(session), 0);
  }
  position.stage = find_session(position, page) ? Stage::turn : Stage::session;
  position.item = 0;
}

bool ArchiveReader::find_session(const ArchivePosition& position, Page& page) {
  Rows rows = session_.query(position.project_id, position.number);
  if (!rows.next()) return false;
  page.session_id = rows.integer(0);
  page.session = {rows.text(1), rows.text(2)};
  return true;
}

void ArchiveReader::read_turns(ArchivePosition& position, Page& page) {
  Rows rows = turns_.query(page.session_id, position.item, page.room());
  while (!page.full()) {
    if (!rows.next()) {
      position.stage = Stage::usage;
      position.key.clear();
      return;
    }
    Turn turn = read_turn(rows);
    position.item = turn.ordinal;
    const std::size_t size = turn.text.size();
    page.add(ArchivedTurn{page.session, std::move(turn)}, size);
  }
}

void ArchiveReader::read_usage(ArchivePosition& position, Page& page) {
  Rows rows = usage_.query(page.session_id, position.key, page.room());
  while (!page.full()) {
    if (!rows.next()) {
      position.stage = Stage::file;
      position.key.clear();
      return;
    }
    Usage usage{rows.text(0),    rows.text(1),    rows.integer(2), rows.integer(3),
                rows.integer(4), rows.integer(5), rows.integer(6)};
    position.key = usage.message_key;
    page.add(ArchivedUsage{page.session, std::move(usage)}, 0);
  }
}

void ArchiveReader::read_files(ArchivePosition& position, Page& page) {
  Rows rows = files_.query(page.session_id, position.key, page.room());
  while (!page.full()) {
    if (!rows.next()) {
      position.stage = Stage::session;
      position.key.clear();
      return;
    }
    FileTouch file{rows.text(0), file_operation_from_string(rows.bytes(1)), rows.integer(2),
                   rows.integer(3)};
    position.key = file.path;
    page.add(ArchivedFile{page.session, std::move(file), rows.integer(4), rows.integer(5),
                          rows.integer(6), rows.integer(7), rows.integer(8)},
             0);
  }
}

void ArchiveReader::read_handoffs(const ArchiveScope& scope, ArchivePosition& position,
                                  Page& page) {
  Rows rows =
      handoffs_.query(position.project_id, position.item, scope.session_number, page.room());
  while (!page.full()) {
    if (!rows.next()) {
      position.stage = Stage::project;
      return;
    }
    ArchivedHandoff record = handoff_of(rows);
    position.item = record.handoff.version;
    const std::size_t size = record.handoff.text.size() + record.handoff.document.size();
    page.add(std::move(record), size);
  }
}

}  // namespace baton::store
