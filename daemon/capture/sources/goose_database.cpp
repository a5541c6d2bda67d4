#include "daemon/capture/sources/goose_database.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/capture/sources/foreign_database.hpp"
#include "daemon/capture/sources/goose_message.hpp"
#include "daemon/capture/sources/goose_session.hpp"
#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::goose {

namespace json = boost::json;

namespace {

constexpr std::int64_t messages_at_a_time = 500;

struct MessageRow {
  std::int64_t row = 0;
  std::string session;
  std::string role;
  std::string content;
  std::int64_t created = 0;
  std::string metadata;
  std::string id;  ///< empty before the database had ids
};

}  // namespace

/// One reading of the database.
class DatabaseReading {
 public:
  DatabaseReading(DatabaseParser& parser, EventSink& sink)
      : parser_(parser), sink_(sink), database_(parser.path_) {
    for (const char* column : {"content_json", "created_timestamp"}) {
      if (!database_.has_column("messages", column))
        throw ForeignDatabaseError(std::string("not a database of Goose: no column ") + column);
    }
    const auto optional = [&](const char* table, const char* column) {
      return database_.has_column(table, column) ? ", " + std::string(column) : ", NULL";
    };
    for (const char* column :
         {"name", "description", "session_type", "working_dir", "created_at", "updated_at",
          "model_config_json", "accumulated_input_tokens", "accumulated_output_tokens",
          "accumulated_cost", "parent_session_id", "archived_at"}) {
      session_columns_ += optional("sessions", column);
    }
    message_columns_ += optional("messages", "metadata_json") + optional("messages", "message_id");
  }

  /// Tells messages behind the row. True when there are no more.
  bool read(std::int64_t& last_row, OpenCalls& calls) {
    if (last_row > newest_row()) last_row = 0;  // another database has taken this one's place
    const std::vector<MessageRow> rows = find_messages(last_row);
    for (const MessageRow& row : rows) {
      tell_message(row, calls);
      last_row = row.row;
    }
    const bool at_end = static_cast<std::int64_t>(rows.size()) < messages_at_a_time;
    if (at_end) tell_newest_sessions();
    return at_end;
  }

 private:
  std::int64_t newest_row() const {
    std::int64_t newest = 0;
    database_.each("SELECT max(id) FROM messages", {}, [&](const ForeignDatabase::Row& row) {
      newest = row.integer(0);
      return false;
    });
    return newest;
  }

  std::vector<MessageRow> find_messages(std::int64_t behind) const {
    std::vector<MessageRow> rows;
    database_.each(
        "SELECT id, session_id, role, content_json, created_timestamp" + message_columns_ +
            " FROM messages WHERE id > ? ORDER BY id LIMIT ?",
        {behind, messages_at_a_time}, [&](const ForeignDatabase::Row& row) {
          rows.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2)),
                          std::string(row.text(3)), row.integer(4), std::string(row.text(5)),
                          std::string(row.text(6))});
          return true;
        });
    return rows;
  }

  SessionRecord session_in(const ForeignDatabase::Row& row) {
    SessionRecord session;
    session.id = row.text(0);
    session.name = row.text(row.text(1).empty() ? 2 : 1);
    session.type = row.text(3);
    session.directory = row.text(4);
    session.created_at = row.text(5);
    session.updated_at = row.text(6);
    session.model = model_in(row.text(7));
    session.input_tokens = row.integer(8);
    session.output_tokens = row.integer(9);
    session.cost = row.real(10);
    session.parent = row.text(11);
    session.is_archived = !row.text(12).empty();
    return session;
  }

  std::string model_in(std::string_view configuration) {
    std::string fault;
    const std::optional<json::value> value = parser_.metadata_.parse(configuration, fault);
    const json::object* object = value ? value->if_object() : nullptr;
    return object == nullptr ? "" : std::string(string_member(*object, "model_name"));
  }

  const SessionRecord& session_of(const std::string& id) {
    const auto added = sessions_.try_emplace(id);
    SessionRecord& session = added.first->second;
    if (added.second) {
      session.id = id;
      database_.each("SELECT id" + session_columns_ + " FROM sessions WHERE id = ?", {id},
                     [&](const ForeignDatabase::Row& row) {
                       session = session_in(row);
                       return false;
                     });
    }
    return session;
  }

  /// Names and counts of tokens change behind the messages.
  void tell_newest_sessions() {
    std::vector<SessionRecord> newest;
    database_.each(
        "SELECT id" + session_columns_ + " FROM sessions ORDER BY updated_at DESC LIMIT 5", {},
        [&](const ForeignDatabase::Row& row) {
          newest.push_back(session_in(row));
          return true;
        });
    for (const SessionRecord& session : newest) {
      if (!session.id.empty()) tell_session(session, sink_);
    }
  }

  /// Which of the messages alike it is: several rows of a session may have one id, or one second.
  int occurrence_of(const MessageRow& row, bool has_id) const {
    int before = 0;
    const auto count = [&](const ForeignDatabase::Row& found) {
      before = static_cast<int>(found.integer(0));
      return false;
    };
    if (has_id) {
      database_.each(
          "SELECT count(*) FROM messages WHERE message_id = ? AND session_id = ? AND id < ?",
          {row.id, row.session, row.row}, count);
    } else {
      database_.each(
          "SELECT count(*) FROM messages WHERE session_id = ? AND created_timestamp = ?"
          " AND role = ? AND id < ?",
          {row.session, row.created, row.role, row.row}, count);
    }
    return before;
  }

  std::string external_id_of(const MessageRow& row) const {
    const bool has_id = !row.id.empty() && has_ids_from_the_start(row.session);
    const int occurrence = occurrence_of(row, has_id);
    if (!has_id) return made_up_id(row.session, row.role, row.created, occurrence);
    return row.session + ":" + row.id + (occurrence == 0 ? "" : "#" + std::to_string(occurrence));
  }

  void tell_message(const MessageRow& row, OpenCalls& calls) {
    if (row.session.empty()) return report(row, "no session");
    const SessionRecord& session = session_of(row.session);
    tell_session(session, sink_);
    std::string fault;
    const std::optional<json::value> content = parser_.contents_.parse(row.content, fault);
    if (!content) return report(row, "not JSON: " + fault);
    const std::optional<json::value> metadata = parser_.metadata_.parse(row.metadata, fault);
    Message message;
    message.external_id = external_id_of(row);
    message.role = row.role;
    message.time = time_of(row.created);
    message.content = content->if_array();
    message.metadata = metadata ? metadata->if_object() : nullptr;
    message.is_from_subagent = session.type == "sub_agent";
    const std::string unknown = goose::tell_message(message, calls, sink_);
    if (!unknown.empty()) report(row, "unknown " + unknown);
  }

  void report(const MessageRow& row, const std::string& reason) {
    report_unparsed({row.content, 0, 0}, "message " + std::to_string(row.row) + ": " + reason,
                    sink_);
  }

  DatabaseParser& parser_;
  EventSink& sink_;
  ForeignDatabase database_;
  std::string session_columns_;
  std::string message_columns_;
  std::map<std::string, SessionRecord> sessions_;
};

DatabaseParser::DatabaseParser(std::filesystem::path path, std::string_view state)
    : path_(std::move(path)) {
  std::string fault;
  const std::optional<json::value> value = contents_.parse(state, fault);
  const json::object* saved = value ? value->if_object() : nullptr;
  if (saved == nullptr) return;
  last_row_ = number_member(*saved, "row");
  if (const json::array* calls = array_member(*saved, "calls"))
    calls_ = OpenCalls::from_json(calls);
}

void DatabaseParser::parse(std::string_view /*bytes*/, std::uint64_t /*offset*/,
                           std::int64_t /*first_line*/, EventSink& sink) {
  std::int64_t last_row = last_row_;
  OpenCalls calls = calls_;
  finished_ = DatabaseReading(*this, sink).read(last_row, calls);
  last_row_ = last_row;
  calls_ = std::move(calls);
}

std::string DatabaseParser::save_state() const {
  return json::serialize(json::object{{"row", last_row_}, {"calls", calls_.to_json()}});
}

}  // namespace baton::capture::goose
