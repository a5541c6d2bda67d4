#include "daemon/store/connection.hpp"
#include "daemon/store/packing.hpp"
#include "daemon/store/page_cursor.hpp"
#include "daemon/store/statement.hpp"
#include "daemon/store/tables.hpp"

namespace baton::store {
namespace {

/// How much of a handoff is read.
enum class Extent { row, text, all };

std::string select_handoffs(Extent extent, const std::string& rest) {
  std::string sql =
      "SELECT h.id, h.project_id, h.version, h.session_id, s.number, h.generator, h.model, "
      "h.tokens, "
      "h.source_tokens, h.times_loaded, h.created_at, h.updated_at, h.preservation, h.pinned, "
      "(SELECT b.version FROM handoffs b WHERE b.id = h.based_on_id)";
  if (extent != Extent::row) sql += ", h.text";
  if (extent == Extent::all) sql += ", h.compressed, h.document";
  return sql + " FROM handoffs h LEFT JOIN sessions s ON s.id = h.session_id " + rest;
}

Handoff read_handoff(const Rows& rows, Extent extent) {
  Handoff handoff;
  handoff.id = rows.integer(0);
  handoff.project_id = rows.integer(1);
  handoff.version = rows.integer(2);
  handoff.session_id = rows.integer(3);
  handoff.session_number = rows.integer(4);
  handoff.generator = rows.text(5);
  handoff.model = rows.text(6);
  handoff.tokens = rows.integer(7);
  handoff.source_tokens = rows.integer(8);
  handoff.times_loaded = rows.integer(9);
  handoff.created_at = rows.integer(10);
  handoff.updated_at = rows.integer(11);
  if (!rows.is_null(12)) handoff.preservation = rows.real(12);
  handoff.pinned = rows.flag(13);
  handoff.based_on = rows.optional_integer(14);
  if (extent != Extent::row) handoff.text = rows.text(15);
  if (extent == Extent::all) handoff.document = unpack_text(rows.bytes(17), rows.flag(16));
  return handoff;
}

std::optional<Handoff> read_one(Rows rows, Extent extent) {
  if (!rows.next()) return std::nullopt;
  return read_handoff(rows, extent);
}

const std::string newest_sql = "WHERE h.project_id = ? ORDER BY h.version DESC LIMIT 1";

constexpr const char* insert_sql =
    "INSERT INTO handoffs (project_id, version, session_id, generator, model, tokens, "
    "source_tokens, "
    "compression_ratio, created_at, updated_at, text, compressed, document, based_on_id) "
    "VALUES (?1, ?2, nullif(?3, 0), ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?11, ?12, "
    "(SELECT id FROM handoffs WHERE project_id = ?1 AND version = ?13)) RETURNING id";

constexpr const char* update_sql =
    "UPDATE handoffs SET model = ?2, tokens = ?3, source_tokens = ?4, compression_ratio = ?5, "
    "updated_at = ?6, imported = NULL, preservation = NULL, measures = NULL, "
    "text = ?7, compressed = ?8, document = ?9 WHERE id = ?1";

constexpr const char* measure_sql =
    "UPDATE handoffs SET preservation = ?3, measures = ?4 WHERE id = (SELECT id FROM handoffs "
    "WHERE project_id = ?1 AND session_id = ?2 AND generator = 'extractive' "
    "ORDER BY version DESC LIMIT 1) RETURNING version";

constexpr const char* behind_sql =
    "SELECT DISTINCT s.project_id FROM sessions s WHERE s.user_turns > 0 AND s.relation <> "
    "'subagent' "
    "AND s.updated_at >= coalesce((SELECT max(h.updated_at) FROM handoffs h WHERE h.project_id = "
    "s.project_id AND h.generator <> 'manual'), 0)";

std::optional<double> compression_ratio(const Handoff& handoff) {
  if (handoff.source_tokens <= 0) return std::nullopt;
  return static_cast<double>(handoff.tokens) / static_cast<double>(handoff.source_tokens);
}

}  // namespace

struct Handoffs::Statements {
  explicit Statements(Connection& connection)
      : current(connection,
                "SELECT id, version, times_loaded, created_at, coalesce(session_id, 0), generator, "
                "pinned "
                "FROM handoffs WHERE project_id = ? ORDER BY version DESC LIMIT 1"),
        draw_version(
            connection,
            "UPDATE projects SET last_handoff_version = last_handoff_version + 1 WHERE id = ? "
            "RETURNING last_handoff_version"),
        session_number(connection, "SELECT number FROM sessions WHERE id = ?"),
        insert(connection, insert_sql),
        update(connection, update_sql),
        measure(connection, measure_sql),
        newest(connection, select_handoffs(Extent::all, newest_sql)),
        newest_text(connection, select_handoffs(Extent::text, newest_sql)),
        find(connection, select_handoffs(Extent::all, "WHERE h.project_id = ? AND h.version = ?")),
        behind(connection, behind_sql),
        pin(connection,
            "UPDATE handoffs SET pinned = ?3 WHERE project_id = ?1 AND version = ?2 RETURNING 1"),
        list(connection,
             select_handoffs(
                 Extent::row,
                 "WHERE h.project_id = ? AND h.version < ? ORDER BY h.version DESC LIMIT ?")) {}

  Statement current, draw_version, session_number, insert, update, measure, newest, newest_text,
      find, behind, pin, list;

  /// Takes id, version and times from the newest version when that is to be overwritten.
  bool continues(Handoff& handoff);
  void draw(Handoff& handoff);
  void insert_new(Handoff& handoff, const PackedText& document, Milliseconds now);
  void fill_session_number(Handoff& handoff);
};

bool Handoffs::Statements::continues(Handoff& handoff) {
  Rows rows = current.query(handoff.project_id);
  if (!rows.next()) return false;
  const bool same =
      rows.integer(4) == handoff.session_id && rows.bytes(5) == handoff.generator && !rows.flag(6);
  if (!same) return false;
  handoff.id = rows.integer(0);
  handoff.version = rows.integer(1);
  handoff.times_loaded = rows.integer(2);
  handoff.created_at = rows.integer(3);
  return true;
}

void Handoffs::Statements::draw(Handoff& handoff) {
  Rows rows = draw_version.query(handoff.project_id);
  if (!rows.next()) {
    throw StoreError(StoreFault::other,
                     "there is no project " + std::to_string(handoff.project_id));
  }
  handoff.version = rows.integer(0);
}

void Handoffs::Statements::insert_new(Handoff& handoff, const PackedText& document,
                                      Milliseconds now) {
  draw(handoff);
  handoff.created_at = now;
  handoff.times_loaded = 0;
  Rows rows = insert.query(handoff.project_id, handoff.version, handoff.session_id,
                           handoff.generator, handoff.model, handoff.tokens, handoff.source_tokens,
                           compression_ratio(handoff), now, handoff.text, document.compressed,
                           Bytes{document.bytes, document.compressed}, handoff.based_on);
  rows.next();
  handoff.id = rows.integer(0);
}

void Handoffs::Statements::fill_session_number(Handoff& handoff) {
  Rows rows = session_number.query(handoff.session_id);
  handoff.session_number = rows.next() ? rows.integer(0) : 0;
}

Handoffs::Handoffs(Connection& connection)
    : statements_(std::make_unique<Statements>(connection)) {}
Handoffs::~Handoffs() = default;
Handoffs::Handoffs(Handoffs&&) noexcept = default;

Handoff Handoffs::save(Handoff handoff, Milliseconds now) {
  const PackedText document = pack_text(handoff.document);
  const Bytes document_bytes{document.bytes, document.compressed};
  handoff.updated_at = now;
  statements_->fill_session_number(handoff);
  if (statements_->continues(handoff)) {
    statements_->update.execute(handoff.id, handoff.model, handoff.tokens, handoff.source_tokens,
                                compression_ratio(handoff), now, handoff.text, document.compressed,
                                document_bytes);
    return handoff;
  }
  statements_->insert_new(handoff, document, now);
  return handoff;
}

Handoff Handoffs::add(Handoff handoff, Milliseconds now) {
  handoff.updated_at = now;
  statements_->fill_session_number(handoff);
  statements_->insert_new(handoff, pack_text(handoff.document), now);
  return handoff;
}

bool Handoffs::set_pinned(Id project_id, std::int64_t version, bool pinned) {
  Rows rows = statements_->pin.query(project_id, version, pinned);
  return rows.next();
}

std::optional<std::int64_t> Handoffs::set_measures(Id project_id, Id session_id,
                                                   double preservation, std::string_view measures) {
  Rows rows = statements_->measure.query(project_id, session_id, preservation, measures);
  return rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
}

std::optional<Handoff> Handoffs::newest(Id project_id, bool with_document) {
  return with_document ? read_one(statements_->newest.query(project_id), Extent::all)
                       : read_one(statements_->newest_text.query(project_id), Extent::text);
}

std::optional<Handoff> Handoffs::find(Id project_id, std::int64_t version) {
  return read_one(statements_->find.query(project_id, version), Extent::all);
}

std::vector<Id> Handoffs::projects_behind() {
  std::vector<Id> projects;
  Rows rows = statements_->behind.query();
  while (rows.next()) projects.push_back(rows.integer(0));
  return projects;
}

std::vector<Handoff> Handoffs::list(Id project_id, std::int64_t limit, std::string_view after,
                                    std::string& next) {
  const PageCursor cursor = PageCursor::parse(after);
  std::vector<Handoff> handoffs;
  {
    Rows rows = statements_->list.query(project_id, cursor.order, limit + 1);
    while (rows.next()) handoffs.push_back(read_handoff(rows, Extent::row));
  }
  next = cut_page(handoffs, limit, [](const Handoff& handoff) {
    return PageCursor{handoff.version, handoff.id};
  });
  return handoffs;
}

}  // namespace baton::store
