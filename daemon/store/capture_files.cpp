#include <bit>

#include "daemon/store/connection.hpp"
#include "daemon/store/packing.hpp"
#include "daemon/store/statement.hpp"
#include "daemon/store/tables.hpp"

namespace baton::store {
namespace {

// SQLite has no unsigned integers: the same bits are stored as signed ones.
std::int64_t to_signed(std::uint64_t value) {
  return std::bit_cast<std::int64_t>(value);
}
std::uint64_t to_unsigned(std::int64_t value) {
  return std::bit_cast<std::uint64_t>(value);
}

std::string select_files(const std::string& rest) {
  return "SELECT path, agent, device, inode, read_offset, size, modified_ns, head_hash, tail_hash, "
         "lines, unparsed, "
         "parser_version, parser_state, read_at FROM capture_files " +
         rest;
}

std::optional<Cursor> read_one(Rows rows) {
  if (!rows.next()) return std::nullopt;
  Cursor cursor;
  cursor.path = rows.text(0);
  cursor.agent = rows.text(1);
  cursor.device = to_unsigned(rows.integer(2));
  cursor.inode = to_unsigned(rows.integer(3));
  cursor.offset = to_unsigned(rows.integer(4));
  cursor.size = to_unsigned(rows.integer(5));
  cursor.modified_ns = rows.integer(6);
  cursor.head_hash = to_unsigned(rows.integer(7));
  cursor.tail_hash = to_unsigned(rows.integer(8));
  cursor.lines = rows.integer(9);
  cursor.unparsed = rows.integer(10);
  cursor.parser_version = static_cast<int>(rows.integer(11));
  cursor.parser_state = rows.text(12);
  cursor.read_at = rows.integer(13);
  return cursor;
}

constexpr const char* save_sql =
    "INSERT INTO capture_files (path, agent, device, inode, read_offset, size, modified_ns, "
    "head_hash, tail_hash, "
    "lines, unparsed, parser_version, parser_state, read_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "?, ?, ?, ?) "
    "ON CONFLICT (path) DO UPDATE SET agent = excluded.agent, device = excluded.device, inode = "
    "excluded.inode, "
    "read_offset = excluded.read_offset, size = excluded.size, modified_ns = excluded.modified_ns, "
    "head_hash = excluded.head_hash, tail_hash = excluded.tail_hash, lines = excluded.lines, "
    "unparsed = excluded.unparsed, parser_version = excluded.parser_version, "
    "parser_state = excluded.parser_state, read_at = excluded.read_at, gone_at = NULL";

// A file that is linked to a session before its cursor is saved stands at its beginning.
constexpr const char* ensure_sql =
    "INSERT OR IGNORE INTO capture_files (path, agent, device, inode, read_offset, size, "
    "modified_ns, head_hash, "
    "tail_hash, lines, unparsed, parser_version, parser_state, read_at) "
    "VALUES (?, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', 0)";

constexpr const char* counts_sql =
    "SELECT f.agent, f.files, coalesce(s.sessions, 0), coalesce(s.turns, 0), f.unparsed, "
    "f.read_at, "
    "f.gone "
    "FROM "
    "(SELECT agent, count(*) AS files, sum(unparsed) AS unparsed, max(read_at) AS read_at, "
    "sum(gone_at IS NOT NULL) AS gone FROM "
    "capture_files "
    " WHERE agent <> '' GROUP BY agent) f LEFT JOIN "
    "(SELECT agent, count(*) AS sessions, sum(turns) AS turns FROM sessions GROUP BY agent) s ON "
    "s.agent = f.agent "
    "ORDER BY f.agent";

}  // namespace

struct CaptureFiles::Statements {
  explicit Statements(Connection& connection)
      : find(connection, select_files("WHERE path = ?")),
        find_by_inode(connection,
                      select_files("WHERE inode = ? AND device = ? ORDER BY read_at DESC LIMIT 1")),
        find_id(connection, "SELECT id FROM capture_files WHERE path = ?"),
        ensure(connection, ensure_sql),
        save(connection, save_sql),
        remove(connection, "DELETE FROM capture_files WHERE path = ?"),
        rename(connection, "UPDATE capture_files SET path = ?2 WHERE path = ?1"),
        link_session(connection, "INSERT OR IGNORE INTO capture_file_sessions VALUES (?, ?)"),
        sessions_of(connection,
                    "SELECT session_id FROM capture_file_sessions WHERE file_id = "
                    "(SELECT id FROM capture_files WHERE path = ?) ORDER BY session_id"),
        files_of(
            connection,
            "SELECT f.path FROM capture_file_sessions l JOIN capture_files f ON f.id = l.file_id "
            "WHERE l.session_id = ? ORDER BY f.path"),
        add_unparsed(connection,
                     "INSERT OR REPLACE INTO unparsed_records (file_id, line, byte_offset, "
                     "parser_version, reason, "
                     "compressed, raw, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
        clear_unparsed(connection,
                       "DELETE FROM unparsed_records WHERE file_id = (SELECT id FROM capture_files "
                       "WHERE path = ?)"),
        clear_faults(connection,
                     "DELETE FROM unparsed_records WHERE line = 0 AND file_id = (SELECT id FROM "
                     "capture_files WHERE path = ?)"),
        read_all_again(connection, "UPDATE capture_files SET parser_version = -1"),
        present(connection, "SELECT path FROM capture_files WHERE gone_at IS NULL AND agent <> ''"),
        mark_gone(connection, "UPDATE capture_files SET gone_at = ?2 WHERE path = ?1"),
        counts(connection, counts_sql),
        troubles(connection,
                 "SELECT f.agent, f.path, u.line, u.byte_offset, u.reason FROM unparsed_records u "
                 "JOIN capture_files f ON f.id = u.file_id WHERE f.agent = ?1 ORDER BY u.id DESC "
                 "LIMIT ?2") {}

  Statement find, find_by_inode, find_id, ensure, save, remove, rename, link_session, sessions_of,
      files_of;
  Statement add_unparsed, clear_unparsed, clear_faults, read_all_again, present, mark_gone, counts,
      troubles;

  /// The id of the file, inserted if new.
  Id id_of(std::string_view path) {
    ensure.execute(path);
    Rows rows = find_id.query(path);
    rows.next();
    return rows.integer(0);
  }
};

CaptureFiles::CaptureFiles(Connection& connection)
    : statements_(std::make_unique<Statements>(connection)) {}
CaptureFiles::~CaptureFiles() = default;
CaptureFiles::CaptureFiles(CaptureFiles&&) noexcept = default;

std::optional<Cursor> CaptureFiles::find(std::string_view path) {
  return read_one(statements_->find.query(path));
}

std::optional<Cursor> CaptureFiles::find_by_inode(std::uint64_t device, std::uint64_t inode) {
  return read_one(statements_->find_by_inode.query(to_signed(inode), to_signed(device)));
}

void CaptureFiles::save(const Cursor& cursor) {
  statements_->save.execute(cursor.path, cursor.agent, to_signed(cursor.device),
                            to_signed(cursor.inode), to_signed(cursor.offset),
                            to_signed(cursor.size), cursor.modified_ns, to_signed(cursor.head_hash),
                            to_signed(cursor.tail_hash), cursor.lines, cursor.unparsed,
                            cursor.parser_version, cursor.parser_state, cursor.read_at);
}

void CaptureFiles::rename(std::string_view from, std::string_view to) {
  if (from == to) return;
  {
    Rows rows = statements_->find_id.query(from);
    if (!rows.next()) return;
  }
  // What bore the new name before has been overwritten by the renaming.
  statements_->remove.execute(to);
  statements_->rename.execute(from, to);
}

void CaptureFiles::link_session(std::string_view path, Id session_id) {
  const Id file_id = statements_->id_of(path);
  statements_->link_session.execute(file_id, session_id);
}

std::vector<Id> CaptureFiles::sessions_of(std::string_view path) {
  std::vector<Id> sessions;
  Rows rows = statements_->sessions_of.query(path);
  while (rows.next()) sessions.push_back(rows.integer(0));
  return sessions;
}

std::vector<std::string> CaptureFiles::files_of(Id session_id) {
  std::vector<std::string> files;
  Rows rows = statements_->files_of.query(session_id);
  while (rows.next()) files.push_back(rows.text(0));
  return files;
}

void CaptureFiles::add_unparsed(std::string_view path, int parser_version,
                                const UnparsedRecord& record, Milliseconds now) {
  const Id file_id = statements_->id_of(path);
  const PackedText raw = pack_text(record.raw);
  // Kept as bytes: what no parser understood need not be text.
  statements_->add_unparsed.execute(file_id, record.line, to_signed(record.offset), parser_version,
                                    record.reason, raw.compressed, Bytes{raw.bytes, true}, now);
}

void CaptureFiles::read_all_again() {
  statements_->read_all_again.execute();
}

std::vector<std::string> CaptureFiles::present() {
  std::vector<std::string> paths;
  Rows rows = statements_->present.query();
  while (rows.next()) paths.push_back(rows.text(0));
  return paths;
}

void CaptureFiles::mark_gone(std::string_view path, Milliseconds now) {
  statements_->mark_gone.execute(path, now);
}

void CaptureFiles::clear_faults(std::string_view path) {
  statements_->clear_faults.execute(path);
}

void CaptureFiles::clear_unparsed(std::string_view path) {
  statements_->clear_unparsed.execute(path);
}

std::vector<CaptureCounts> CaptureFiles::counts() {
  std::vector<CaptureCounts> counts;
  Rows rows = statements_->counts.query();
  while (rows.next()) {
    counts.push_back({rows.text(0), rows.integer(1), rows.integer(2), rows.integer(3),
                      rows.integer(4), rows.integer(6), rows.optional_integer(5)});
  }
  return counts;
}

std::vector<CaptureTrouble> CaptureFiles::troubles(std::string_view agent, std::int64_t limit) {
  std::vector<CaptureTrouble> troubles;
  Rows rows = statements_->troubles.query(agent, limit);
  while (rows.next()) {
    troubles.push_back(
        {rows.text(0), rows.text(1), rows.integer(2), to_unsigned(rows.integer(3)), rows.text(4)});
  }
  return troubles;
}

}  // namespace baton::store
