#include "daemon/capture/sources/opencode_database.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "daemon/base/time.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/opencode_message.hpp"

namespace baton::capture::opencode {

namespace json = boost::json;

namespace {

/// Parts told at a time, about; a part is a turn or two.
constexpr int parts_at_a_time = 600;
constexpr int messages_at_a_time = 50;
constexpr int changes_at_a_time = 400;

/// Changes are looked for in so many of the newest rows: a part changes while its message is being
/// written, and reading through all of a large database at each change would burden the machine.
constexpr std::int64_t newest_rows = 20'000;

struct MessageRow {
  std::string id;
  Milliseconds created = 0;
  std::string data;
};

/// A row that has changed; `message` is empty for a session's.
struct ChangedRow {
  RowWatermark::Position position;
  std::string session;
  std::string message;
};

std::string changes_query() {
  const auto newest = [](const std::string& table) {
    return " FROM " + table + " WHERE rowid > (SELECT max(rowid) FROM " + table + ") - " +
           std::to_string(newest_rows) + " AND (time_updated, id) > (?1, ?2)";
  };
  return "SELECT id, time_updated, session_id, message_id" + newest("part") +
         " UNION ALL SELECT id, time_updated, session_id, id" + newest("message") +
         " UNION ALL SELECT id, time_updated, id, ''" + newest("session") +
         " ORDER BY 2, 1 LIMIT ?3";
}

}  // namespace

/// One reading of the database.
class DatabaseReading {
 public:
  DatabaseReading(DatabaseParser& parser, EventSink& sink)
      : parser_(parser), sink_(sink), database_(parser.path_) {
    for (const char* table : {"session", "message", "part"}) {
      if (!database_.has_table(table))
        throw ForeignDatabaseError(std::string("not a database of opencode: no table ") + table);
    }
    const auto column = [&](const char* name) {
      return database_.has_column("session", name) ? std::string(name) : std::string("NULL");
    };
    session_columns_ = "id, directory, title, version, parent_id, time_created, time_updated, " +
                       column("time_archived") + ", " + column("fork_session_id");
  }

  /// Tells sessions from the place on. True when the end was reached.
  bool read_history(DatabaseParser::Place& place) {
    if (place.session.id.empty()) place.changes.begin_at(newest_change(), now_milliseconds());
    while (parts_ < parts_at_a_time) {
      auto session = find_session("WHERE id = ?1", {place.session.id});
      if (session && tell_next_messages(*session, place)) continue;
      session =
          find_session("WHERE (time_created, id) > (?1, ?2) ORDER BY time_created, id LIMIT 1",
                       {place.session.time, place.session.id});
      if (!session) {
        place.newest_part = newest_row_of_parts();
        return true;
      }
      place.session = {session->created, session->id};
      place.message = {};
    }
    return false;
  }

  /// Tells what has changed since the watermark. True when that was all.
  bool read_changes(DatabaseParser::Place& place) {
    const std::int64_t newest_part = newest_row_of_parts();
    if (newest_part - place.newest_part > newest_rows) {
      // So many at once were taken over from elsewhere, with sessions of their own.
      place = DatabaseParser::Place();
      return false;
    }
    const bool at_end = tell_rows_behind(place.changes);
    if (at_end) place.newest_part = newest_part;
    return at_end;
  }

 private:
  bool tell_rows_behind(RowWatermark& watermark) {
    const Milliseconds now = now_milliseconds();
    const std::int64_t limit = changes_at_a_time + RowWatermark::most_recent;
    std::vector<ChangedRow> changes;
    std::int64_t rows = 0;
    const RowWatermark::Position& floor = watermark.floor();
    database_.each(
        changes_query(), {floor.time, floor.id, limit}, [&](const ForeignDatabase::Row& row) {
          ++rows;
          RowWatermark::Position position{row.integer(1), std::string(row.text(0))};
          if (!watermark.is_told(position.time, position.id)) {
            changes.push_back(
                {std::move(position), std::string(row.text(2)), std::string(row.text(3))});
          }
          return true;
        });
    tell_changes(changes);
    for (const ChangedRow& change : changes)
      watermark.tell(change.position.time, change.position.id, now);
    watermark.settle(now);
    return rows < limit;
  }

  std::int64_t newest_row_of_parts() const {
    std::int64_t newest = 0;
    database_.each("SELECT max(rowid) FROM part", {}, [&](const ForeignDatabase::Row& row) {
      newest = std::max<std::int64_t>(row.integer(0), 0);
      return false;
    });
    return newest;
  }

  Milliseconds newest_change() const {
    Milliseconds newest = 0;
    database_.each(
        "SELECT max((SELECT coalesce(max(time_updated), 0) FROM part),"
        " (SELECT coalesce(max(time_updated), 0) FROM message))",
        {}, [&](const ForeignDatabase::Row& row) {
          newest = row.integer(0);
          return false;
        });
    return newest;
  }

  std::optional<SessionRecord> find_session(
      const std::string& where, std::initializer_list<ForeignDatabase::Parameter> parameters) {
    std::optional<SessionRecord> session;
    database_.each("SELECT " + session_columns_ + " FROM session " + where, parameters,
                   [&](const ForeignDatabase::Row& row) {
                     session.emplace();
                     session->id = row.text(0);
                     session->directory = row.text(1);
                     session->title = row.text(2);
                     session->version = row.text(3);
                     session->parent = row.text(4);
                     session->created = row.integer(5);
                     session->updated = row.integer(6);
                     session->is_archived = row.integer(7) > 0;
                     session->fork = row.text(8);
                     return false;
                   });
    if (session) find_origin(*session);
    return session;
  }

  /// A fork holds copies of messages that were made before itself.
  void find_origin(SessionRecord& session) {
    if (!session.parent.empty() || !session.fork.empty()) return;
    const auto added = origins_.try_emplace(session.id);
    std::string& origin = added.first->second;
    if (added.second) {
      database_.each(
          "SELECT other.session_id FROM message AS own JOIN message AS other"
          " ON other.time_created = own.time_created AND other.session_id <> own.session_id"
          " JOIN session ON session.id = other.session_id"
          " AND session.time_created <= other.time_created"
          " WHERE own.id = (SELECT id FROM message WHERE session_id = ?1 ORDER BY id LIMIT 1)"
          " AND own.time_created < ?2 LIMIT 1",
          {session.id, session.created}, [&](const ForeignDatabase::Row& row) {
            origin = row.text(0);
            return false;
          });
    }
    session.fork = origin;
  }

  /// False when the session has no more. What is being written now is left to the changes: a
  /// message whose parts are still to come would let the next one go before them.
  bool tell_next_messages(const SessionRecord& session, DatabaseParser::Place& place) {
    if (place.message.id.empty()) sink_.on_session(facts_of(session));
    const std::vector<MessageRow> rows = find_messages(
        "WHERE session_id = ?1 AND (time_created, id) > (?2, ?3) AND time_updated <= ?5 "
        "ORDER BY time_created, id LIMIT ?4",
        {session.id, place.message.time, place.message.id, std::int64_t{messages_at_a_time},
         place.changes.floor().time});
    for (const MessageRow& row : rows) {
      if (parts_ >= parts_at_a_time) return true;
      tell_message(session, row);
      place.message = {row.created, row.id};
    }
    return !rows.empty();
  }

  void tell_changes(const std::vector<ChangedRow>& changes) {
    std::vector<std::string> order;  // of the sessions
    std::map<std::string, std::set<std::string>> messages;
    for (const ChangedRow& change : changes) {
      const auto [session, is_new] = messages.try_emplace(change.session);
      if (is_new) order.push_back(change.session);
      if (!change.message.empty()) session->second.insert(change.message);
    }
    for (const std::string& id : order) {
      const std::optional<SessionRecord> session = find_session("WHERE id = ?1", {id});
      if (!session) continue;
      sink_.on_session(facts_of(*session));
      std::vector<MessageRow> rows;
      for (const std::string& message : messages[id]) {
        for (MessageRow& row : find_messages("WHERE id = ?1", {message}))
          rows.push_back(std::move(row));
      }
      std::ranges::sort(rows, [](const MessageRow& a, const MessageRow& b) {
        return std::tie(a.created, a.id) < std::tie(b.created, b.id);
      });
      for (const MessageRow& row : rows) tell_message(*session, row);
    }
  }

  std::vector<MessageRow> find_messages(
      const std::string& where,
      std::initializer_list<ForeignDatabase::Parameter> parameters) const {
    std::vector<MessageRow> rows;
    database_.each(
        "SELECT id, time_created, data FROM message " + where, parameters,
        [&](const ForeignDatabase::Row& row) {
          rows.push_back({std::string(row.text(0)), row.integer(1), std::string(row.text(2))});
          return true;
        });
    return rows;
  }

  void tell_message(const SessionRecord& session, const MessageRow& row) {
    std::string fault;
    const std::optional<json::value> value = parser_.messages_.parse(row.data, fault);
    const json::object* info = value ? value->if_object() : nullptr;
    if (info == nullptr) return report(row.data, "not JSON: message", row.id);
    if (!session.fork.empty() && time_of(*info) < session.created) return;
    store::SessionFacts facts = facts_of(session);
    facts.model = model_of(*info);
    sink_.on_session(facts);
    const SessionFrame frame{session.id, !session.parent.empty()};
    MessageTelling telling(frame, row.id, *info, sink_);
    if (!telling.is_known()) return report(row.data, "message of an unknown role:", row.id);
    database_.each("SELECT id, data FROM part WHERE message_id = ? ORDER BY id", {row.id},
                   [&](const ForeignDatabase::Row& part) {
                     ++parts_;
                     tell_part(telling, part.text(0), part.text(1));
                     return true;
                   });
    telling.finish();
  }

  void tell_part(MessageTelling& telling, std::string_view id, std::string_view data) {
    std::string fault;
    const std::optional<json::value> value = parser_.parts_.parse(data, fault);
    const json::object* part = value ? value->if_object() : nullptr;
    if (part == nullptr || !telling.part(id, *part)) report(data, "unknown part:", id);
  }

  void report(std::string_view data, const std::string& what, std::string_view id) {
    report_unparsed({data, 0, 0}, what + " " + std::string(id), sink_);
  }

  DatabaseParser& parser_;
  EventSink& sink_;
  ForeignDatabase database_;
  std::string session_columns_;
  std::map<std::string, std::string> origins_;  // of forks, by session
  int parts_ = 0;                               // told
};

DatabaseParser::DatabaseParser(std::filesystem::path path, std::string_view state)
    : path_(std::move(path)) {
  std::string fault;
  const std::optional<json::value> value = parts_.parse(state, fault);
  const json::object* saved = value ? value->if_object() : nullptr;
  if (saved == nullptr) return;
  place_.in_history = !flag_member(*saved, "history_told");
  place_.session = {number_member(*saved, "session_time"),
                    std::string(string_member(*saved, "session"))};
  place_.message = {number_member(*saved, "message_time"),
                    std::string(string_member(*saved, "message"))};
  place_.newest_part = std::max<std::int64_t>(number_member(*saved, "newest_part"), 0);
  if (const json::object* changes = object_member(*saved, "changes"))
    place_.changes.restore(*changes);
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
  json::object state{{"history_told", !place_.in_history},
                     {"newest_part", place_.newest_part},
                     {"changes", place_.changes.to_json()}};
  if (place_.in_history) {
    state["session_time"] = place_.session.time;
    state["session"] = place_.session.id;
    state["message_time"] = place_.message.time;
    state["message"] = place_.message.id;
  }
  return json::serialize(state);
}

}  // namespace baton::capture::opencode
