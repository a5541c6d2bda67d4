// opencode's database, read while it changes.

#include <set>

#include "daemon/capture/sources/foreign_database.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/capture/made_database.hpp"
#include "tests/unit/capture/sources_database_reading.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::Relation;

namespace {

/// A database with the tables of opencode 1.3, and what its processes do to it.
struct Opencode {
  Opencode() {
    database.run(
        "PRAGMA journal_mode = WAL;"
        "CREATE TABLE session (id text PRIMARY KEY, project_id text, parent_id text,"
        " directory text NOT NULL, title text NOT NULL, version text NOT NULL, revert text,"
        " time_created integer NOT NULL, time_updated integer NOT NULL, time_archived integer);"
        "CREATE TABLE message (id text PRIMARY KEY, session_id text NOT NULL,"
        " time_created integer NOT NULL, time_updated integer NOT NULL, data text NOT NULL);"
        "CREATE TABLE part (id text PRIMARY KEY, message_id text NOT NULL,"
        " session_id text NOT NULL, time_created integer NOT NULL,"
        " time_updated integer NOT NULL, data text NOT NULL);");
  }

  void session(const std::string& id, std::int64_t time, const std::string& parent = "") {
    database.run(
        "INSERT INTO session VALUES (?, 'p', nullif(?, ''), '/home/ada/work', ?, '1.3.17',"
        " NULL, ?, ?, NULL)",
        {id, parent, "Title of " + id, time, time});
  }

  void message(const std::string& id, const std::string& session, std::int64_t time,
               const std::string& role = "user") {
    const std::string created = std::to_string(time);
    database.run(
        "INSERT INTO message VALUES (?, ?, ?, ?, ?)",
        {id, session, time, time,
         R"({"role":")" + role + R"(","modelID":"gpt-5","time":{"created":)" + created + "}}"});
  }

  void part(const std::string& id, const std::string& message, std::int64_t time,
            const std::string& text) {
    database.run("INSERT INTO part SELECT ?, id, session_id, ?, ?, ? FROM message WHERE id = ?",
                 {id, time, time, R"({"type":"text","text":")" + text + "\"}", message});
  }

  void update_part(const std::string& id, std::int64_t time, const std::string& text) {
    database.run("UPDATE part SET time_updated = ?, data = ? WHERE id = ?",
                 {time, R"({"type":"text","text":")" + text + "\"}", id});
  }

  /// A session with one message of one part.
  void short_session(const std::string& number, std::int64_t time) {
    session("ses_" + number, time);
    message("msg_" + number, "ses_" + number, time + 1);
    part("prt_" + number, "msg_" + number, time + 2, "text " + number);
  }

  Lines news() { return read_news(path, state).lines; }

  baton::tests::TemporaryDirectory directory;
  std::filesystem::path path = directory / "opencode.db";
  MadeDatabase database{path};
  std::string state;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(opencode_database)

BOOST_AUTO_TEST_CASE(all_sessions_are_told_one_after_the_other) {
  Opencode opencode;
  opencode.short_session("2", 2000);
  opencode.short_session("1", 1000);
  opencode.message("msg_3", "ses_1", 3000, "assistant");
  opencode.part("prt_3", "msg_3", 3000, "an answer");

  const Recording recording = read_database(opencode.path);

  BOOST_TEST((recording.lines ==
              Lines{"user text: text 1", "assistant text: an answer", "user text: text 2"}));
  BOOST_TEST((recording.sessions_of_turns == Lines{"ses_1", "ses_1", "ses_2"}));
  const auto& facts = recording.sessions.at("ses_1");
  BOOST_TEST(facts.working_directory == "/home/ada/work");
  BOOST_TEST(facts.title == "Title of ses_1");
  BOOST_TEST(facts.agent_version == "1.3.17");
  BOOST_TEST(facts.model == "gpt-5");
  BOOST_TEST(facts.started_at.value() == 1000);
}

BOOST_AUTO_TEST_CASE(a_turn_has_the_parts_id_and_the_messages_time) {
  Opencode opencode;
  opencode.short_session("1", 1000);

  const Recording recording = read_database(opencode.path);

  BOOST_TEST(recording.turns.at(0).external_id == "prt_1");
  BOOST_TEST(recording.turns.at(0).created_at == 1001);
}

BOOST_AUTO_TEST_CASE(a_new_part_is_told_once) {
  Opencode opencode;
  opencode.short_session("1", 1000);
  opencode.news();
  opencode.message("msg_2", "ses_1", 100'000);
  opencode.part("prt_2", "msg_2", 100'000, "more");

  BOOST_TEST((opencode.news() == Lines{"user text: more"}));
  BOOST_TEST(opencode.news().empty());
}

BOOST_AUTO_TEST_CASE(a_part_that_is_written_on_is_told_again_in_its_place) {
  Opencode opencode;
  opencode.short_session("1", 1000);
  opencode.news();
  opencode.message("msg_2", "ses_1", 100'000, "assistant");
  opencode.part("prt_2", "msg_2", 100'000, "half");
  const Recording first = read_news(opencode.path, opencode.state);
  opencode.update_part("prt_2", 101'000, "half and half");
  const Recording second = read_news(opencode.path, opencode.state);

  BOOST_TEST((second.lines == Lines{"assistant text: half and half"}));
  BOOST_TEST(first.turns.at(0).external_id == second.turns.at(0).external_id);
  BOOST_TEST(first.turns.at(0).created_at == second.turns.at(0).created_at);
}

BOOST_AUTO_TEST_CASE(changes_in_the_same_millisecond_are_not_lost) {
  Opencode opencode;
  opencode.short_session("1", 1000);
  const std::int64_t now = baton::now_milliseconds() - 1000;
  opencode.news();
  opencode.message("msg_2", "ses_1", now);
  opencode.part("prt_b", "msg_2", now, "b");
  opencode.news();
  opencode.part("prt_a", "msg_2", now, "a");

  BOOST_TEST((opencode.news() == Lines{"user text: a", "user text: b"}));
}

BOOST_AUTO_TEST_CASE(a_row_that_was_committed_late_is_not_lost) {
  Opencode opencode;
  opencode.short_session("1", 1000);
  const std::int64_t now = baton::now_milliseconds();
  opencode.news();
  opencode.message("msg_2", "ses_1", now);
  opencode.part("prt_2", "msg_2", now, "the later one");
  opencode.news();
  opencode.message("msg_3", "ses_1", now - 3000);
  opencode.part("prt_3", "msg_3", now - 3000, "the earlier one");

  const Lines lines = opencode.news();
  BOOST_TEST((std::find(lines.begin(), lines.end(), "user text: the earlier one") != lines.end()));
}

BOOST_AUTO_TEST_CASE(a_time_in_the_future_does_not_hide_what_comes) {
  Opencode opencode;
  opencode.short_session("1", 1000);
  opencode.short_session("2", 9'000'000'000'000);
  opencode.news();
  opencode.news();
  opencode.message("msg_3", "ses_1", 200'000);
  opencode.part("prt_3", "msg_3", baton::now_milliseconds(), "now");

  const Lines lines = opencode.news();
  BOOST_TEST((std::find(lines.begin(), lines.end(), "user text: now") != lines.end()));
}

BOOST_AUTO_TEST_CASE(a_large_database_is_told_in_slices_and_completely) {
  Opencode opencode;
  opencode.database.run("BEGIN");
  for (int i = 0; i < 40; ++i) {
    const std::string number = std::to_string(100 + i);
    opencode.short_session(number, 1000 + i * 100);
    for (int j = 0; j < 60; ++j) {
      opencode.part("prt_" + number + "_" + std::to_string(100 + j), "msg_" + number, 1000, "x");
    }
  }
  opencode.database.run("COMMIT");
  std::string state;
  int slices = 0;
  Recording recording;
  for (bool finished = false; !finished; ++slices) {
    const auto parser = source_for(opencode.path, sqlite_head).make_parser(opencode.path, state);
    const std::size_t before = recording.turns.size();
    parser->parse("", 0, 1, recording);
    BOOST_TEST(recording.turns.size() - before < 3000U);
    finished = parser->finished();
    state = parser->save_state();
  }

  BOOST_TEST(slices > 3);
  std::set<std::string> ids;
  for (const TurnEvent& turn : recording.turns) ids.insert(turn.external_id);
  BOOST_TEST(ids.size() == 40U * 61U);
}

BOOST_AUTO_TEST_CASE(many_changes_of_one_moment_are_all_told) {
  Opencode opencode;
  opencode.short_session("1", 1000);
  opencode.news();
  opencode.database.run("BEGIN");
  for (int i = 0; i < 2000; ++i) {
    const std::string number = std::to_string(10'000 + i);
    opencode.message("msg_" + number, "ses_1", 500'000);
    opencode.part("prt_" + number, "msg_" + number, 500'000, number);
  }
  opencode.database.run("COMMIT");

  std::set<std::string> ids;
  for (const TurnEvent& turn : read_news(opencode.path, opencode.state).turns)
    ids.insert(turn.external_id);
  BOOST_TEST(ids.size() == 2000U);
  BOOST_TEST(opencode.news().empty());
}

BOOST_AUTO_TEST_CASE(a_history_that_is_taken_over_at_once_is_told_completely) {
  Opencode opencode;
  opencode.short_session("1", 100'000);
  opencode.news();
  opencode.database.run("BEGIN");
  opencode.session("ses_2", 1000);
  for (int i = 0; i < 5000; ++i) {
    const std::string number = std::to_string(10'000 + i);
    opencode.message("msg_" + number, "ses_2", 1000);
    for (const char* part : {"a", "b", "c", "d", "e"})
      opencode.part("prt_" + number + part, "msg_" + number, 1000, "x");
  }
  opencode.database.run("COMMIT");

  std::set<std::string> ids;
  for (const TurnEvent& turn : read_news(opencode.path, opencode.state).turns)
    ids.insert(turn.external_id);
  BOOST_TEST(ids.size() == 25'001U);
  BOOST_TEST(opencode.news().empty());
}

BOOST_AUTO_TEST_CASE(a_subagents_session_names_its_parent) {
  Opencode opencode;
  opencode.session("ses_1", 1000);
  opencode.session("ses_2", 2000, "ses_1");
  opencode.message("msg_2", "ses_2", 2001);
  opencode.part("prt_2", "msg_2", 2001, "look");

  const Recording recording = read_database(opencode.path);

  BOOST_TEST(recording.sessions.at("ses_2").parent_external_id == "ses_1");
  BOOST_TEST((recording.sessions.at("ses_2").relation == Relation::subagent));
  BOOST_TEST((recording.lines == Lines{"user text injected: look"}));
}

BOOST_AUTO_TEST_CASE(what_a_fork_copied_is_told_in_the_first_session_only) {
  Opencode opencode;
  opencode.short_session("1", 1000);
  opencode.session("ses_2", 5000);
  opencode.message("msg_2", "ses_2", 1001);  // the copy keeps the time
  opencode.part("prt_2", "msg_2", 5000, "text 1");
  opencode.message("msg_3", "ses_2", 6000);
  opencode.part("prt_3", "msg_3", 6000, "another way");

  const Recording recording = read_database(opencode.path);

  BOOST_TEST((recording.lines == Lines{"user text: text 1", "user text: another way"}));
  BOOST_TEST(recording.sessions.at("ses_2").parent_external_id == "ses_1");
  BOOST_TEST((recording.sessions.at("ses_2").relation == Relation::fork));
}

BOOST_AUTO_TEST_CASE(a_new_title_is_told) {
  Opencode opencode;
  opencode.short_session("1", 1000);
  opencode.news();
  opencode.database.run("UPDATE session SET title = 'Better', time_updated = 200000");

  const Recording recording = read_news(opencode.path, opencode.state);

  BOOST_TEST(recording.turns.empty());
  BOOST_TEST(recording.session().title == "Better");
}

BOOST_AUTO_TEST_CASE(rows_that_are_not_understood_are_reported) {
  Opencode opencode;
  opencode.session("ses_1", 1000);
  opencode.database.run(
      "INSERT INTO message VALUES ('msg_1', 'ses_1', 1, 1, '{'), ('msg_2', 'ses_1', 2, 2,"
      " '{\"role\":\"user\"}');"
      "INSERT INTO part VALUES ('prt_2', 'msg_2', 'ses_1', 2, 2, '{\"type\":\"hologram\"}')");

  const Recording recording = read_database(opencode.path);

  BOOST_TEST_REQUIRE(recording.unparsed.size() >= 2U);
  BOOST_TEST(recording.unparsed.at(0).reason == "not JSON: message msg_1");
  BOOST_TEST(recording.unparsed.at(1).reason == "unknown part: prt_2");
}

BOOST_AUTO_TEST_CASE(another_programs_database_is_refused) {
  const baton::tests::TemporaryDirectory directory;
  MadeDatabase(directory / "opencode.db").run("CREATE TABLE session (id text)");

  BOOST_CHECK_THROW(read_database(directory / "opencode.db"), ForeignDatabaseError);
}

BOOST_AUTO_TEST_CASE(any_state_is_taken) {
  Opencode opencode;
  opencode.short_session("1", 1000);
  for (std::string state : {"", "{", "7", R"({"changes":7,"session":[]})"}) {
    BOOST_TEST(read_news(opencode.path, state).lines.size() >= 1U);
  }
}

BOOST_AUTO_TEST_SUITE_END()
