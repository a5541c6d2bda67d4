// Crush's database, read while it changes.

#include "daemon/capture/sources/foreign_database.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/capture/made_database.hpp"
#include "tests/unit/capture/sources_database_reading.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;
using baton::store::Relation;
using baton::store::ToolKind;
namespace fs = std::filesystem;

namespace {

std::string part(const std::string& type, const std::string& data) {
  return R"({"type":")" + type + R"(","data":)" + data + "}";
}

std::string text(const std::string& words) {
  return part("text", R"({"text":")" + words + "\"}");
}

std::string call(const std::string& tool, const std::string& input, bool finished = true) {
  return part("tool_call", R"({"id":"call_1","name":")" + tool + R"(","input":")" + input +
                               R"(","finished":)" + (finished ? "true}" : "false}"));
}

std::string result(const std::string& more) {
  return part("tool_result", R"({"tool_call_id":"call_1",)" + more + "}");
}

const std::string finish = part("finish", R"({"reason":"stop","time":5})");

/// A project's database, and what Crush does to it.
struct Crush {
  Crush() {
    fs::create_directories(path.parent_path());
    database.emplace(path);
    database->run(
        "PRAGMA journal_mode = WAL;"
        "CREATE TABLE sessions (id TEXT PRIMARY KEY, parent_session_id TEXT, title TEXT NOT NULL,"
        " message_count INTEGER NOT NULL DEFAULT 0, prompt_tokens INTEGER NOT NULL DEFAULT 0,"
        " completion_tokens INTEGER NOT NULL DEFAULT 0, cost REAL NOT NULL DEFAULT 0.0,"
        " updated_at INTEGER NOT NULL, created_at INTEGER NOT NULL);"
        "CREATE TABLE messages (id TEXT PRIMARY KEY, session_id TEXT NOT NULL, role TEXT NOT NULL,"
        " parts BLOB NOT NULL DEFAULT '[]', model TEXT, created_at INTEGER NOT NULL,"
        " updated_at INTEGER NOT NULL, finished_at INTEGER, provider TEXT,"
        " is_summary_message INTEGER NOT NULL DEFAULT 0);");
    session("s1");
  }

  void session(const std::string& id, const std::string& parent = "") {
    database->run("INSERT INTO sessions VALUES (?, nullif(?, ''), ?, 0, 70, 7, 0.25, 2000, 1000)",
                  {id, parent, "Title of " + id});
  }

  void add(const std::string& id, const std::string& role, const std::string& parts,
           std::int64_t time = 1500, const std::string& session = "s1") {
    database->run(
        "INSERT INTO messages (id, session_id, role, parts, model, created_at,"
        " updated_at) VALUES (?, ?, ?, ?, 'gpt-5', ?, ?)",
        {id, session, role, "[" + parts + "]", time, time});
  }

  Recording news() { return read_news(path, state); }

  baton::tests::TemporaryDirectory directory;
  fs::path path = directory / "work/.crush/crush.db";
  std::optional<MadeDatabase> database;
  std::string state;
};

/// The turns of one message.
Recording read_message(const std::string& role, const std::string& parts) {
  Crush crush;
  crush.add("m1", role, parts);
  return crush.news();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(crush)

BOOST_AUTO_TEST_CASE(a_session_has_what_its_row_tells) {
  Crush crush;
  crush.add("m1", "user", text("hello"));
  crush.add("m2", "assistant", text("hi"));

  const Recording recording = crush.news();

  const auto& facts = recording.session();
  BOOST_TEST(facts.external_id == "s1");
  BOOST_TEST(facts.title == "Title of s1");
  BOOST_TEST(facts.working_directory == (crush.directory / "work").string());
  BOOST_TEST(facts.model == "gpt-5");
  BOOST_TEST(facts.started_at.value() == 1'000'000);
  BOOST_TEST(facts.ended_at.value() == 2'000'000);
  BOOST_TEST(recording.usages.at("session").input_tokens == 70);
  BOOST_TEST(recording.usages.at("session").cost_micros == 250'000);
}

BOOST_AUTO_TEST_CASE(parts_become_turns) {
  const Recording recording =
      read_message("assistant", part("reasoning", R"({"thinking":"hm"})") + "," + text("hi") + "," +
                                    call("bash", R"({\"command\":\"ls\"})") + "," + finish);

  BOOST_TEST((recording.lines == Lines{"assistant thinking: hm", "assistant text: hi",
                                       R"(assistant tool_call bash: {"command":"ls"})"}));
  BOOST_TEST(recording.turns.at(2).external_id == "m1");
  BOOST_TEST(recording.turns.at(2).part == 4);
  BOOST_TEST(recording.turns.at(2).created_at == 1'500'000);
  BOOST_TEST((recording.turns.at(2).tool_kind == ToolKind::shell));
}

BOOST_AUTO_TEST_CASE(results_come_in_messages_of_the_role_tool) {
  const Recording recording = read_message(
      "tool", result(R"("name":"bash","content":"a.txt","is_error":false)") + "," +
                  result(R"("name":"bash","content":"","is_error":true)") + "," + finish);

  BOOST_TEST((recording.lines ==
              Lines{"tool tool_result bash: a.txt", "tool tool_result error bash: (no output)"}));
  BOOST_TEST(recording.turns.at(0).tool_call_id == "call_1");
}

BOOST_AUTO_TEST_CASE(what_the_program_adds_is_injected) {
  const Recording recording =
      read_message("user", part("text", R"({"text":"continue","hidden":true})") + "," +
                               text("<system-reminder>x</system-reminder>mine") + "," +
                               text("<baton-handoff v='1'>old</baton-handoff>"));

  BOOST_TEST((recording.lines == Lines{"user text injected: continue",
                                       "user text injected: <system-reminder>x</system-reminder>",
                                       "user text: mine"}));
  BOOST_TEST(recording.turns.at(0).part == 0);
  BOOST_TEST(recording.turns.at(1).part == 2);
}

BOOST_AUTO_TEST_CASE(attachments_are_named_only) {
  const Recording recording = read_message(
      "user", part("binary", R"({"Path":"a.png","MIMEType":"image/png","Data":"AA"})"));

  BOOST_TEST((recording.lines == Lines{"user text: [file a.png image/png]"}));
}

BOOST_AUTO_TEST_CASE(a_command_that_a_person_ran_is_theirs) {
  const Recording recording = read_message(
      "user", part("shell_command", R"({"command":"make","output":"no rule","exit_code":2})"));

  BOOST_TEST(
      (recording.lines == Lines{"user text: $ make", "tool tool_result error shell: no rule"}));
}

BOOST_AUTO_TEST_CASE(an_error_is_told) {
  const Recording recording = read_message(
      "assistant", part("finish", R"({"reason":"error","message":"Bad","details":"no key"})"));

  BOOST_TEST((recording.lines == Lines{"assistant text error: Bad: no key"}));
}

BOOST_AUTO_TEST_CASE(a_summary_is_one) {
  Crush crush;
  crush.add("m1", "assistant", text("So far"));
  crush.database->run("UPDATE messages SET is_summary_message = 1");

  BOOST_TEST((crush.news().lines == Lines{"user summary injected: So far"}));
}

BOOST_AUTO_TEST_CASE(files_have_the_lines_that_the_result_counted) {
  Crush crush;
  crush.add("m1", "assistant",
            call("edit", R"({\"file_path\":\"/x/a\",\"old_string\":\"1\",\"new_string\":\"2\"})"));
  crush.add(
      "m2", "tool",
      result(R"("name":"edit","content":"ok","metadata":"{\"additions\":3,\"removals\":1}")"));

  const Recording recording = crush.news();

  BOOST_TEST_REQUIRE(recording.turns.at(1).files.size() == 1U);
  const auto& touch = recording.turns.at(1).files.at(0);
  BOOST_TEST(touch.path == "/x/a");
  BOOST_TEST((touch.operation == FileOperation::modified));
  BOOST_TEST(touch.lines_added == 3);
  BOOST_TEST(touch.lines_removed == 1);
}

BOOST_AUTO_TEST_CASE(an_edit_of_nothing_creates_a_file) {
  Crush crush;
  crush.add("m1", "assistant",
            call("edit", R"({\"file_path\":\"/x/a\",\"old_string\":\"\",\"new_string\":\"2\"})"));
  crush.add("m2", "tool", result(R"("name":"edit","content":"ok")"));

  const Recording recording = crush.news();
  BOOST_TEST((recording.turns.at(1).files.at(0).operation == FileOperation::created));
}

BOOST_AUTO_TEST_CASE(a_message_that_is_written_on_is_told_again_in_its_place) {
  Crush crush;
  crush.add("m1", "user", text("hello"));
  crush.news();
  const std::int64_t now = baton::now_milliseconds() / 1000;
  crush.add("m2", "assistant", text("ha") + "," + call("bash", "", false), now);
  const Recording first = crush.news();
  crush.database->run("UPDATE messages SET parts = ?, updated_at = ? WHERE id = 'm2'",
                      {"[" + text("half") + "," + call("bash", "{}") + "]", now});
  const Recording second = crush.news();

  BOOST_TEST((first.lines == Lines{"assistant text: ha"}));
  BOOST_TEST((second.lines == Lines{"assistant text: half", "assistant tool_call bash: {}"}));
  BOOST_TEST(first.turns.at(0).external_id == second.turns.at(0).external_id);
  BOOST_TEST(first.turns.at(0).part == second.turns.at(0).part);
  BOOST_TEST(first.turns.at(0).created_at == second.turns.at(0).created_at);
}

BOOST_AUTO_TEST_CASE(what_is_told_is_not_told_for_ever) {
  Crush crush;
  crush.add("m1", "user", text("hello"));
  crush.news();
  crush.add("m2", "user", text("more"), baton::now_milliseconds() / 1000 - 5);

  BOOST_TEST((crush.news().lines == Lines{"user text: more"}));
  BOOST_TEST(crush.news().turns.empty());
}

BOOST_AUTO_TEST_CASE(a_result_finds_its_call_across_readings) {
  Crush crush;
  crush.add("m1", "assistant", call("view", R"({\"file_path\":\"/x/a\"})"));
  crush.news();
  crush.add("m2", "tool", result(R"("content":"1")"), 2000);

  const Recording recording = crush.news();

  BOOST_TEST((recording.lines == Lines{"tool tool_result view: 1"}));
  BOOST_TEST(recording.turns.at(0).files.at(0).path == "/x/a");
}

BOOST_AUTO_TEST_CASE(a_long_history_is_told_in_slices) {
  Crush crush;
  crush.database->run("BEGIN");
  for (int i = 0; i < 1000; ++i) crush.add("m" + std::to_string(i), "user", text("x"));
  crush.database->run("COMMIT");
  const auto parser = source_of("crush").make_parser(crush.path, "");
  Recording first;
  parser->parse("", 0, 1, first);

  BOOST_TEST(!parser->finished());
  BOOST_TEST(first.turns.size() < 1000U);
  BOOST_TEST(crush.news().turns.size() == 1000U);
}

BOOST_AUTO_TEST_CASE(messages_that_come_all_at_once_are_told_completely) {
  Crush crush;
  crush.add("m", "user", text("x"), 5000);
  crush.news();
  crush.database->run("BEGIN");
  for (int i = 0; i < 6000; ++i) crush.add("m" + std::to_string(i), "user", text("x"), 1000);
  crush.database->run("COMMIT");

  BOOST_TEST(crush.news().turns.size() == 6000U);
  BOOST_TEST(crush.news().turns.empty());
}

BOOST_AUTO_TEST_CASE(a_subagents_session_names_its_parent) {
  Crush crush;
  crush.session("m1$$call_1", "s1");
  crush.add("m2", "user", text("look"), 1500, "m1$$call_1");

  const Recording recording = crush.news();

  BOOST_TEST((recording.lines == Lines{"user text injected: look"}));
  BOOST_TEST(recording.sessions.at("m1$$call_1").parent_external_id == "s1");
  BOOST_TEST((recording.sessions.at("m1$$call_1").relation == Relation::subagent));
}

BOOST_AUTO_TEST_CASE(what_is_not_understood_is_reported) {
  Crush crush;
  crush.add("m1", "user", part("hologram", "{}"));
  crush.add("m2", "oracle", "");
  crush.database->run(
      "INSERT INTO messages (id, session_id, role, parts, created_at, updated_at)"
      " VALUES ('m3', 's1', 'user', '{', 1, 1), ('m4', 's1', 'user', '7', 1, 1),"
      " ('m5', 's1', 'user', x'28B52FFD00', 1, 1)");

  const Recording recording = crush.news();

  BOOST_TEST_REQUIRE(recording.unparsed.size() == 5U);
  BOOST_TEST(recording.unparsed.at(0).reason == "message m1: unknown part hologram");
  BOOST_TEST(recording.unparsed.at(1).reason == "message m2: unknown role oracle");
  BOOST_TEST(recording.unparsed.at(4).reason == "message m5: parts are compressed");
}

BOOST_AUTO_TEST_CASE(another_programs_database_is_refused) {
  const baton::tests::TemporaryDirectory directory;
  MadeDatabase(directory / "crush.db").run("CREATE TABLE messages (id TEXT)");

  std::string state;
  BOOST_CHECK_THROW(read_news(directory / "crush.db", state), ForeignDatabaseError);
}

BOOST_AUTO_TEST_CASE(its_databases_lie_in_the_projects) {
  const Source& source = source_of("crush");
  BOOST_TEST(source.roots({"/home/ada", {}}).empty());
  BOOST_TEST((source.places_in_project() == std::vector<fs::path>{".crush/crush.db"}));
  BOOST_TEST(source.recognises("/p/.crush/crush.db", sqlite_head));
  BOOST_TEST(!source.recognises("/p/.crush/crush.db", "text"));
  BOOST_TEST(!source.recognises("/p/.crush/other.db", sqlite_head));
}

BOOST_AUTO_TEST_SUITE_END()
