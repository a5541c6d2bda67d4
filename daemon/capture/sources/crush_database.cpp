#include "daemon/capture/sources/crush_database.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/base/time.hpp"
#include "daemon/capture/sources/foreign_database.hpp"
#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::crush {

namespace json = boost::json;

namespace {

constexpr std::int64_t messages_at_a_time = 300;

/// Changes are looked for in so many of the newest rows: a message changes while it is being
/// written.
constexpr std::int64_t newest_rows = 5'000;

struct MessageRow {
  std::int64_t row = 0;
  std::string id;
  std::string session;
  std::string role;
  std::string parts;
  std::string model;
  Milliseconds created = 0;
  Milliseconds changed = 0;
  bool is_summary = false;
};

struct SessionRow {
  std::string id;
  std::string parent;
  std::string title;
  std::string directory;
  Milliseconds created = 0;
  Milliseconds changed = 0;
  std::int64_t prompt_tokens = 0;
  std::int64_t completion_tokens = 0;
  double cost = 0;
};

/// Times are in seconds; forks and databases of its forerunner have milliseconds.
std::string milliseconds(const std::string& column) {
  return "CASE WHEN " + column + " < 100000000000 THEN " + column + " * 1000 ELSE " + column +
         " END";
}

}  // namespace

/// One reading of the database.
class DatabaseReading {
 public:
  DatabaseReading(DatabaseParser& parser, EventSink& sink)
      : parser_(parser), sink_(sink), database_(parser.path_) {
    if (!database_.has_column("messages", "parts") ||
        !database_.has_column("sessions", "parent_session_id")) {
      throw ForeignDatabaseError("not a database of Crush");
    }
    const auto optional = [&](const char* table, const char* column) {
      return database_.has_column(table, column) ? std::string(column) : std::string("NULL");
    };
    message_columns_ = "rowid, id, session_id, role, parts, model, " + milliseconds("created_at") +
                       ", " + milliseconds("updated_at") + " AS changed, " +
                       optional("messages", "is_summary_message");
    session_columns_ = "id, parent_session_id, title, " + milliseconds("created_at") + ", " +
                       milliseconds("updated_at") +
                       " AS changed, prompt_tokens, completion_tokens, cost, " +
                       optional("sessions", "workspace_cwd");
  }

  /// Tells messages from the place on. True when the end was reached.
  bool read_history(DatabaseParser::Place& place) {
    if (place.last_row == 0) {
      database_.each("SELECT max(" + milliseconds("updated_at") + ") FROM messages", {},
                     [&](const ForeignDatabase::Row& row) {
                       place.changes.begin_at(row.integer(0), now_milliseconds());
                       return false;
                     });
    }
    const std::vector<MessageRow> rows = find_messages("WHERE rowid > ?1 ORDER BY rowid LIMIT ?2",
                                                       {place.last_row, messages_at_a_time});
    for (const MessageRow& row : rows) {
      tell_message(row, place.calls);
      place.last_row = row.row;
    }
    return static_cast<std::int64_t>(rows.size()) < messages_at_a_time;
  }

  /// Tells what has changed since the watermark. True when that was all.
  bool read_changes(DatabaseParser::Place& place) {
    const std::int64_t newest = newest_row();
    if (newest - place.last_row > newest_rows) {
      // So many at once are more than a model writes.
      place.in_history = true;
      return false;
    }
    const bool at_end = tell_rows_behind(place.changes, place.calls);
    if (at_end) place.last_row = newest;
    return at_end;
  }

 private:
  std::int64_t newest_row() const {
    std::int64_t newest = 0;
    database_.each("SELECT max(rowid) FROM messages", {}, [&](const ForeignDatabase::Row& row) {
      newest = std::max<std::int64_t>(row.integer(0), 0);
      return false;
    });
    return newest;
  }

  bool tell_rows_behind(RowWatermark& watermark, OpenCalls& calls) {
    const Milliseconds now = now_milliseconds();
    const std::int64_t limit = messages_at_a_time + RowWatermark::most_recent;
    const RowWatermark::Position& floor = watermark.floor();
    const std::vector<MessageRow> rows = find_messages(
        "WHERE rowid > (SELECT max(rowid) FROM messages) - " + std::to_string(newest_rows) +
            " AND (changed, id) > (?1, ?2) ORDER BY changed, id LIMIT ?3",
        {floor.time, floor.id, limit});
    tell_changed(rows, watermark, calls);
    for (const MessageRow& row : rows) watermark.tell(row.changed, row.id, now);
    watermark.settle(now);
    const bool at_end = static_cast<std::int64_t>(rows.size()) < limit;
    if (at_end) tell_newest_sessions();
    return at_end;
  }

  /// In the order in which they were inserted: calls before their results.
  void tell_changed(const std::vector<MessageRow>& rows, const RowWatermark& watermark,
                    OpenCalls& calls) {
    std::map<std::int64_t, const MessageRow*> changed;
    for (const MessageRow& row : rows) {
      if (!watermark.is_told(row.changed, row.id)) changed[row.row] = &row;
    }
    for (const auto& [number, row] : changed) tell_message(*row, calls);
  }

  std::vector<MessageRow> find_messages(
      const std::string& where,
      std::initializer_list<ForeignDatabase::Parameter> parameters) const {
    std::vector<MessageRow> rows;
    database_.each("SELECT " + message_columns_ + " FROM messages " + where, parameters,
                   [&](const ForeignDatabase::Row& row) {
                     rows.push_back({row.integer(0), std::string(row.text(1)),
                                     std::string(row.text(2)), std::string(row.text(3)),
                                     std::string(row.text(4)), std::string(row.text(5)),
                                     row.integer(6), row.integer(7), row.integer(8) != 0});
                     return true;
                   });
    return rows;
  }

  std::vector<SessionRow> find_sessions(
      const std::string& where,
      std::initializer_list<ForeignDatabase::Parameter> parameters) const {
    std::vector<SessionRow> rows;
    database_.each(
        "SELECT " + session_columns_ + " FROM sessions " + where, parameters,
        [&](const ForeignDatabase::Row& row) {
          rows.push_back({std::string(row.text(0)), std::string(row.text(1)),
                          std::string(row.text(2)), std::string(row.text(8)), row.integer(3),
                          row.integer(4), row.integer(5), row.integer(6), row.real(7)});
          return true;
        });
    return rows;
  }

  const SessionRow& session_of(const std::string& id) {
    const auto added = sessions_.try_emplace(id);
    SessionRow& session = added.first->second;
    if (added.second) {
      for (SessionRow& row : find_sessions("WHERE id = ?", {id})) session = std::move(row);
      session.id = id;
    }
    return session;
  }

  /// Titles and costs change behind the messages.
  void tell_newest_sessions() {
    for (const SessionRow& session : find_sessions("ORDER BY changed DESC LIMIT 5", {})) {
      if (!session.id.empty()) tell_session(session, "");
    }
  }

  /// The directory in which `.crush` lies, unless the session says another.
  std::string directory_of(const SessionRow& session) const {
    if (!session.directory.empty()) return session.directory;
    const std::filesystem::path folder = parser_.path_.parent_path();
    return (folder.filename() == ".crush" ? folder.parent_path() : folder).string();
  }

  void tell_session(const SessionRow& session, const std::string& model) {
    store::SessionFacts facts;
    facts.agent = "crush";
    facts.external_id = session.id;
    if (session.title != "New Session" && session.title != "Untitled Session")
      facts.title = session.title;
    facts.working_directory = directory_of(session);
    facts.model = model;
    facts.parent_external_id = session.parent;
    if (!session.parent.empty()) facts.relation = store::Relation::subagent;
    if (session.created > 0) facts.started_at = session.created;
    if (session.changed > 0) facts.ended_at = session.changed;
    sink_.on_session(facts);
    store::Usage usage;  // the tokens of the last answer, and what all of them cost
    usage.message_key = "session";
    usage.model = model;
    usage.input_tokens = std::max<std::int64_t>(session.prompt_tokens, 0);
    usage.output_tokens = std::max<std::int64_t>(session.completion_tokens, 0);
    if (session.cost > 0 && session.cost < 1e9)
      usage.cost_micros = std::llround(session.cost * 1e6);
    if (usage.input_tokens > 0 || usage.cost_micros > 0) sink_.on_usage(std::move(usage));
  }

  void tell_message(const MessageRow& row, OpenCalls& calls) {
    if (row.session.empty()) return report(row, "no session");
    const SessionRow& session = session_of(row.session);
    tell_session(session, row.role == "assistant" ? row.model : "");
    if (row.parts.starts_with("\x28\xB5\x2F\xFD")) return report(row, "parts are compressed");
    std::string fault;
    const std::optional<json::value> parts = parser_.parts_.parse(row.parts, fault);
    if (!parts || !parts->is_array()) return report(row, parts ? "no list" : "not JSON: " + fault);
    const Message message{row.id, row.role, row.created, row.is_summary, !session.parent.empty()};
    const std::string unknown = parser_.telling_.tell(message, parts->get_array(), calls, sink_);
    if (!unknown.empty()) report(row, "unknown " + unknown);
  }

  void report(const MessageRow& row, const std::string& reason) {
    report_unparsed({row.parts, 0, 0}, "message " + row.id + ": " + reason, sink_);
  }

  DatabaseParser& parser_;
  EventSink& sink_;
  ForeignDatabase database_;
  std::string message_columns_;
  std::string session_columns_;
  std::map<std::string, SessionRow> sessions_;
};

DatabaseParser::DatabaseParser(std::filesystem::path path, std::string_view state)
    : path_(std::move(path)) {
  std::string fault;
  const std::optional<json::value> value = parts_.parse(state, fault);
  const json::object* saved = value ? value->if_object() : nullptr;
  if (saved == nullptr) return;
  place_.in_history = !flag_member(*saved, "history_told");
  place_.last_row = std::max<std::int64_t>(number_member(*saved, "row"), 0);
  if (const json::object* changes = object_member(*saved, "changes"))
    place_.changes.restore(*changes);
  if (const json::array* calls = array_member(*saved, "calls"))
    place_.calls = OpenCalls::from_json(calls);
}

void DatabaseParser::parse(std::string_view /*bytes*/, std::uint64_t /*offset*/,
                           std::int64_t /*first_line*/, EventSink& sink) {
  Place place = place_;
  DatabaseReading reading(*this, sink);
  bool finished = false;
  if (place.in_history) {
    place.in_history = !reading.read_history(place);
  } else {
    finished = reading.read_changes(place);
  }
  place_ = std::move(place);
  finished_ = finished;
}

std::string DatabaseParser::save_state() const {
  return json::serialize(json::object{{"history_told", !place_.in_history},
                                      {"row", place_.last_row},
                                      {"changes", place_.changes.to_json()},
                                      {"calls", place_.calls.to_json()}});
}

}  // namespace baton::capture::crush
