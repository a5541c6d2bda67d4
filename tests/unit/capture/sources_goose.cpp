// Goose's messages, as rows and as lines, become turns.

#include "daemon/capture/sources/foreign_database.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/capture/made_database.hpp"
#include "tests/unit/capture/sources_database_reading.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;
using baton::store::ToolKind;
namespace fs = std::filesystem;

namespace {

const std::string metadata_line =
    R"({"working_dir":"/home/ada/work","description":"A title","message_count":2,)"
    R"("total_tokens":30,"accumulated_input_tokens":20,"accumulated_output_tokens":10})"
    "\n";

std::string message(const std::string& role, std::int64_t created, const std::string& content,
                    const std::string& more = "") {
  return R"({"id":null,"role":")" + role + R"(","created":)" + std::to_string(created) +
         R"(,"content":[)" + content + "]" + more + "}\n";
}

std::string text(const std::string& words) {
  return R"({"type":"text","text":")" + words + "\"}";
}

std::string request(const std::string& tool, const std::string& arguments) {
  return R"({"type":"toolRequest","id":"call_1","toolCall":{"status":"success","value":{"name":")" +
         tool + R"(","arguments":)" + arguments + "}}}";
}

std::string response(const std::string& result) {
  return R"({"type":"toolResponse","id":"call_1","toolResult":)" + result + "}";
}

std::string success(const std::string& words) {
  return response(R"({"status":"success","value":{"content":[)" + text(words) +
                  R"(],"isError":false}})");
}

/// Reads a file of before the database.
Recording read_file(const std::string& messages, const std::string& name = "20250601_142233") {
  const fs::path path = "/home/ada/.local/share/goose/sessions/" + name + ".jsonl";
  const std::string bytes = metadata_line + messages;
  Recording recording;
  source_for(path, bytes).make_parser(path, "")->parse(bytes, 0, 1, recording);
  return recording;
}

/// A database as version 9 of its tables makes it, and what Goose does to it.
struct Goose {
  Goose() {
    fs::create_directories(path.parent_path());
    database.emplace(path);
    database->run(
        "PRAGMA journal_mode = WAL;"
        "CREATE TABLE sessions (id TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '',"
        " description TEXT NOT NULL DEFAULT '', session_type TEXT NOT NULL DEFAULT 'user',"
        " working_dir TEXT NOT NULL, created_at TIMESTAMP, updated_at TIMESTAMP,"
        " accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER,"
        " model_config_json TEXT);"
        "CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT,"
        " session_id TEXT NOT NULL, role TEXT NOT NULL, content_json TEXT NOT NULL,"
        " created_timestamp INTEGER NOT NULL, metadata_json TEXT);");
  }

  void session(const std::string& id, const std::string& type = "user") {
    database->run(
        "INSERT INTO sessions VALUES (?, ?, '', ?, '/home/ada/work',"
        " '2025-09-21 10:00:00', '2025-09-21 11:00:00', 20, 10,"
        " '{\"model_name\":\"gpt-5\"}')",
        {id, "Title of " + id, type});
  }

  void add(const std::string& id, const std::string& session, const std::string& content,
           std::int64_t created = 1'758'000'000, const std::string& metadata = "{}") {
    database->run(
        "INSERT INTO messages (message_id, session_id, role, content_json,"
        " created_timestamp, metadata_json) VALUES (nullif(?, ''), ?, 'user', ?, ?, ?)",
        {id, session, "[" + content + "]", created, metadata});
  }

  Recording news() { return read_news(path, state); }

  baton::tests::TemporaryDirectory directory;
  fs::path path = directory / "goose/sessions/sessions.db";
  std::optional<MadeDatabase> database;
  std::string state;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(goose_messages)

BOOST_AUTO_TEST_CASE(a_session_has_what_its_first_line_tells) {
  const Recording recording = read_file(message("user", 1'740'171'566, text("hello")));

  const auto& facts = recording.session();
  BOOST_TEST(facts.external_id == "20250601_142233");
  BOOST_TEST(facts.title == "A title");
  BOOST_TEST(facts.working_directory == "/home/ada/work");
  BOOST_TEST(facts.started_at.value() == 1'740'171'566'000);
  BOOST_TEST(recording.usages.at("session").input_tokens == 20);
  BOOST_TEST(recording.usages.at("session").output_tokens == 10);
}

BOOST_AUTO_TEST_CASE(items_become_turns) {
  const Recording recording =
      read_file(message("user", 1, text("hello")) +
                message("assistant", 2,
                        R"({"type":"thinking","thinking":"hm","signature":"s"},)" + text("hi")) +
                message("user", 3, R"({"type":"image","data":"AAAA","mimeType":"image/png"})"));

  BOOST_TEST((recording.lines == Lines{"user text: hello", "assistant thinking: hm",
                                       "assistant text: hi", "user text: [image image/png]"}));
  BOOST_TEST(recording.turns.at(2).part == 1);
  BOOST_TEST(recording.turns.at(2).created_at == 2000);
}

BOOST_AUTO_TEST_CASE(a_call_and_its_result_are_turns_of_the_same_tool) {
  const Recording recording =
      read_file(message("assistant", 1, request("developer__shell", R"({"command":"ls"})")) +
                message("user", 2, success("a.txt")));

  BOOST_TEST((recording.lines == Lines{R"(assistant tool_call developer__shell: {"command":"ls"})",
                                       "tool tool_result developer__shell: a.txt"}));
  BOOST_TEST(recording.turns.at(1).tool_call_id == "call_1");
  BOOST_TEST((recording.turns.at(1).tool_kind == ToolKind::shell));
}

BOOST_AUTO_TEST_CASE(results_of_all_versions_are_read) {
  const Recording recording = read_file(
      message("user", 1,
              response(R"({"status":"success","value":[{"type":"text","text":"old"}]})")) +
      message("user", 2, response(R"({"status":"error","error":"-32603: no"})")) +
      message("user", 3,
              response(R"({"status":"success","value":{"content":[)" + text("bad") +
                       R"(],"isError":true}})")));

  BOOST_TEST(
      (recording.lines == Lines{"tool tool_result: old", "tool tool_result error: -32603: no",
                                "tool tool_result error: bad"}));
}

BOOST_AUTO_TEST_CASE(output_for_the_screen_is_left_out_where_there_is_one_for_the_model) {
  const Recording recording = read_file(message(
      "user", 1,
      response(
          R"({"status":"success","value":{"content":[)"
          R"({"type":"text","text":"for the model","annotations":{"audience":["assistant"]}},)"
          R"({"type":"text","text":"for the screen","annotations":{"audience":["user"]}}]}})")));

  BOOST_TEST((recording.lines == Lines{"tool tool_result: for the model"}));
}

BOOST_AUTO_TEST_CASE(a_call_that_is_malformed_is_an_error) {
  const Recording recording = read_file(message(
      "assistant", 1,
      R"({"type":"toolRequest","id":"c","toolCall":{"status":"error","error":"no such tool"}})"));

  BOOST_TEST((recording.lines == Lines{"assistant text error: no such tool"}));
}

BOOST_AUTO_TEST_CASE(what_only_the_model_sees_is_injected) {
  const Recording recording =
      read_file(message("user", 1, text("a summary"),
                        R"(,"metadata":{"userVisible":false,"agentVisible":true})") +
                message("user", 2, text("<info-msg>It is noon</info-msg>go on")));

  BOOST_TEST((recording.lines == Lines{"user text injected: a summary",
                                       "user text injected: <info-msg>It is noon</info-msg>",
                                       "user text: go on"}));
}

BOOST_AUTO_TEST_CASE(useless_items_are_skipped_and_unknown_ones_reported) {
  const Recording recording = read_file(message("assistant", 1,
                                                R"({"type":"redactedThinking","data":"x"},)"
                                                R"({"type":"hologram"})") +
                                        message("oracle", 2, text("x")) + "{\n");

  BOOST_TEST(recording.turns.empty());
  BOOST_TEST_REQUIRE(recording.unparsed.size() == 3U);
  BOOST_TEST(recording.unparsed.at(0).reason == "unknown item hologram");
  BOOST_TEST(recording.unparsed.at(0).line == 2);
  BOOST_TEST(recording.unparsed.at(1).reason == "unknown role oracle");
}

BOOST_AUTO_TEST_CASE(files_count_when_the_call_succeeded) {
  const std::string edit =
      message("assistant", 1,
              request("developer__text_editor",
                      R"({"command":"str_replace","path":"/x/a","old_str":"1","new_str":"2\n3"})"));

  const Recording good = read_file(edit + message("user", 2, success("ok")));
  const Recording bad =
      read_file(edit + message("user", 2, response(R"({"status":"error","error":"no"})")));

  BOOST_TEST_REQUIRE(good.turns.at(1).files.size() == 1U);
  BOOST_TEST(good.turns.at(1).files.at(0).path == "/x/a");
  BOOST_TEST((good.turns.at(1).files.at(0).operation == FileOperation::modified));
  BOOST_TEST(good.turns.at(1).files.at(0).lines_added == 2);
  BOOST_TEST(good.turns.at(1).files.at(0).lines_removed == 1);
  BOOST_TEST(bad.turns.at(1).files.empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(goose_database)

BOOST_AUTO_TEST_CASE(messages_come_with_their_sessions) {
  Goose goose;
  goose.session("20250921_1");
  goose.add("msg_1", "20250921_1", text("hello"));

  const Recording recording = goose.news();

  BOOST_TEST((recording.lines == Lines{"user text: hello"}));
  BOOST_TEST(recording.turns.at(0).external_id == "20250921_1:msg_1");
  BOOST_TEST(recording.turns.at(0).created_at == 1'758'000'000'000);
  const auto& facts = recording.session();
  BOOST_TEST(facts.title == "Title of 20250921_1");
  BOOST_TEST(facts.working_directory == "/home/ada/work");
  BOOST_TEST(facts.model == "gpt-5");
  BOOST_TEST(facts.started_at.value() == 1'758'448'800'000);
  BOOST_TEST(recording.usages.at("session").input_tokens == 20);
}

BOOST_AUTO_TEST_CASE(new_messages_are_told_once) {
  Goose goose;
  goose.session("20250921_1");
  goose.add("msg_1", "20250921_1", text("one"));
  goose.news();
  goose.add("msg_2", "20250921_1", text("two"));

  BOOST_TEST((goose.news().lines == Lines{"user text: two"}));
  BOOST_TEST(goose.news().turns.empty());
}

BOOST_AUTO_TEST_CASE(a_replaced_conversation_keeps_its_ids) {
  Goose goose;
  goose.session("20250921_1");
  goose.add("msg_1", "20250921_1", text("one"));
  const Recording before = goose.news();
  goose.database->run("DELETE FROM messages");
  goose.add("msg_1", "20250921_1", text("one"));
  goose.add("msg_2", "20250921_1", text("a summary"), 1'758'000'100, R"({"userVisible":false})");

  const Recording after = goose.news();

  BOOST_TEST((after.lines == Lines{"user text: one", "user text injected: a summary"}));
  BOOST_TEST(after.turns.at(0).external_id == before.turns.at(0).external_id);
  BOOST_TEST(after.turns.at(0).created_at == before.turns.at(0).created_at);
}

BOOST_AUTO_TEST_CASE(rows_of_one_message_are_told_apart) {
  Goose goose;
  goose.session("20250921_1");
  goose.add("msg_1", "20250921_1", text("one"));
  goose.add("msg_1", "20250921_1", text("two"));

  const Recording recording = goose.news();

  BOOST_TEST(recording.turns.at(0).external_id == "20250921_1:msg_1");
  BOOST_TEST(recording.turns.at(1).external_id == "20250921_1:msg_1#1");
}

BOOST_AUTO_TEST_CASE(what_was_taken_over_from_a_file_has_the_files_ids) {
  Goose goose;
  goose.session("20250601_142233");
  goose.add("msg_20250601_142233_1", "20250601_142233", text("one"), 1'740'000'000);
  goose.add("msg_20250601_142233_2", "20250601_142233", text("two"), 1'740'000'000);
  const Recording file = read_file(message("user", 1'740'000'000, text("one")) +
                                   message("user", 1'740'000'000, text("two")));

  const Recording rows = goose.news();

  for (const std::size_t i : {0U, 1U}) {
    BOOST_TEST(rows.turns.at(i).external_id == file.turns.at(i).external_id);
    BOOST_TEST(rows.turns.at(i).created_at == file.turns.at(i).created_at);
  }
  BOOST_TEST(rows.turns.at(0).external_id != rows.turns.at(1).external_id);
}

BOOST_AUTO_TEST_CASE(a_result_finds_its_call_across_readings) {
  Goose goose;
  goose.session("20250921_1");
  goose.add("msg_1", "20250921_1", request("write", R"({"path":"/x/a","content":"1\n"})"));
  goose.news();
  goose.add("msg_2", "20250921_1", success("Wrote it"));

  const Recording recording = goose.news();

  BOOST_TEST((recording.lines == Lines{"tool tool_result write: Wrote it"}));
  BOOST_TEST(recording.turns.at(0).files.at(0).lines_added == 1);
}

BOOST_AUTO_TEST_CASE(a_long_history_is_told_in_slices) {
  Goose goose;
  goose.session("20250921_1");
  goose.database->run("BEGIN");
  for (int i = 0; i < 1200; ++i) goose.add("msg_" + std::to_string(i), "20250921_1", text("x"));
  goose.database->run("COMMIT");
  const auto parser = source_for(goose.path, sqlite_head).make_parser(goose.path, "");
  Recording first;
  parser->parse("", 0, 1, first);

  BOOST_TEST(!parser->finished());
  BOOST_TEST(first.turns.size() < 1000U);
  BOOST_TEST(goose.news().turns.size() == 1200U);
}

BOOST_AUTO_TEST_CASE(a_subagents_prompts_are_no_persons) {
  Goose goose;
  goose.session("20250921_2", "sub_agent");
  goose.add("msg_1", "20250921_2", text("look around"));

  BOOST_TEST((goose.news().lines == Lines{"user text injected: look around"}));
}

BOOST_AUTO_TEST_CASE(a_new_database_in_the_same_place_is_read_from_its_beginning) {
  Goose goose;
  goose.session("20250921_1");
  goose.add("msg_1", "20250921_1", text("one"));
  goose.state = R"({"row":77,"calls":[]})";

  BOOST_TEST((goose.news().lines == Lines{"user text: one"}));
}

BOOST_AUTO_TEST_CASE(rows_that_are_not_understood_are_reported) {
  Goose goose;
  goose.session("20250921_1");
  goose.database->run(
      "INSERT INTO messages (session_id, role, content_json, created_timestamp)"
      " VALUES ('20250921_1', 'user', '{', 1), ('20250921_1', 'user', '7', 2)");

  const Recording recording = goose.news();

  BOOST_TEST_REQUIRE(recording.unparsed.size() == 2U);
  BOOST_TEST(recording.unparsed.at(1).reason == "message 2: unknown content");
}

BOOST_AUTO_TEST_CASE(another_programs_database_is_refused) {
  const baton::tests::TemporaryDirectory directory;
  const fs::path path = directory / "goose/sessions/sessions.db";
  fs::create_directories(path.parent_path());
  MadeDatabase(path).run("CREATE TABLE messages (id INTEGER PRIMARY KEY)");

  std::string state;
  BOOST_CHECK_THROW(read_news(path, state), ForeignDatabaseError);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(goose_recognition)

namespace {

bool is_goose(const fs::path& path, std::string_view head) {
  for (const auto& source : all_sources()) {
    if (source->recognises(path, head)) return source->agent() == "goose";
  }
  return false;
}

}  // namespace

BOOST_AUTO_TEST_CASE(its_files_are_known_by_place_and_content) {
  BOOST_TEST(is_goose("/d/goose/sessions/sessions.db", sqlite_head));
  BOOST_TEST(is_goose("/g/data/sessions/sessions.db", sqlite_head + "… content_json …"));
  BOOST_TEST(is_goose("/x/a.jsonl", metadata_line));
  BOOST_TEST(is_goose("/d/goose/sessions/a.jsonl", message("user", 1, text("x"))));
}

BOOST_AUTO_TEST_CASE(other_files_are_not_its) {
  BOOST_TEST(!is_goose("/d/cline/sessions/sessions.db", sqlite_head));
  BOOST_TEST(!is_goose("/d/goose/sessions/sessions.db", "text"));
  BOOST_TEST(!is_goose("/x/a.jsonl", message("user", 1, text("x"))));
  BOOST_TEST(!is_goose("/x/a.json", metadata_line));
}

BOOST_AUTO_TEST_CASE(its_places_follow_the_environment) {
  const auto root = [](const std::string& name, const std::string& value) {
    const Environment environment{"/home/ada", [=](const char* asked) {
                                    return asked == name ? std::optional(value) : std::nullopt;
                                  }};
    return source_of("goose").roots(environment).at(0).string();
  };
  BOOST_TEST(root("", "") == "/home/ada/.local/share/goose/sessions");
  BOOST_TEST(root("XDG_DATA_HOME", "/data") == "/data/goose/sessions");
  BOOST_TEST(root("GOOSE_PATH_ROOT", "/g") == "/g/data/sessions");
}

BOOST_AUTO_TEST_SUITE_END()
