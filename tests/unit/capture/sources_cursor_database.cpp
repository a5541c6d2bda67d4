// Cursor's databases: the editor's conversations, and the command line's sessions.

#include <fstream>
#include <memory>

#include <sqlite3.h>

#include "daemon/capture/sources/foreign_database.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/capture/sources_recording.hpp"
#include "tests/unit/capture/sources_slices.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;
using baton::store::Relation;
namespace fs = std::filesystem;

namespace {

struct CloseDatabase {
  void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};

/// A database as Cursor writes it.
class WrittenDatabase {
 public:
  explicit WrittenDatabase(fs::path path) : path_(std::move(path)) {
    fs::create_directories(path_.parent_path());
    sqlite3* handle = nullptr;
    BOOST_TEST_REQUIRE(sqlite3_open(path_.c_str(), &handle) == SQLITE_OK);
    handle_.reset(handle);
  }

  const fs::path& path() const { return path_; }

  void run(const std::string& sql) {
    BOOST_TEST_REQUIRE(sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) ==
                       SQLITE_OK);
  }
  /// Puts a value into a table of keys and values.
  void put(const std::string& table, const std::string& key, const std::string& value) {
    run("INSERT INTO " + table + " VALUES('" + key + "','" + value +
        "') ON CONFLICT(key) DO UPDATE SET value = excluded.value");
  }

 private:
  fs::path path_;
  std::unique_ptr<sqlite3, CloseDatabase> handle_;
};

/// The editor's database with what is said in it.
class Editor {
 public:
  Editor() : database(home / "Cursor/User/globalStorage/state.vscdb") {
    database.run("CREATE TABLE cursorDiskKV (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)");
  }

  /// A conversation of so many bubbles, named 1, 2, …
  void put_composer(const std::string& id, int bubbles, const std::string& members = "") {
    std::string headers;
    for (int i = 1; i <= bubbles; ++i) {
      headers += headers.empty() ? "" : ",";
      headers += R"({"bubbleId":")" + id + "-" + std::to_string(i) + R"(","type":1})";
    }
    database.put("cursorDiskKV", "composerData:" + id,
                 R"({"composerId":")" + id + R"(","createdAt":1000,)" + members +
                     R"("fullConversationHeadersOnly":[)" + headers + "]}");
  }
  void put_bubble(const std::string& id, int number, const std::string& members) {
    const std::string bubble = id + "-" + std::to_string(number);
    database.put("cursorDiskKV", "bubbleId:" + id + ":" + bubble, "{" + members + "}");
  }

  Recording read() {
    Recording recording;
    for (;;) {
      const auto parser = source_of("cursor", Growth::database).make_parser(database.path(), state);
      parser->parse({}, 0, 1, recording);
      state = parser->save_state();
      BOOST_TEST(state.size() < 8192U);
      if (parser->finished()) return recording;
    }
  }

  baton::tests::TemporaryDirectory home;
  WrittenDatabase database;
  std::string state;
};

const std::string words = R"("type":1,"text":"Hello")";

}  // namespace

BOOST_AUTO_TEST_SUITE(cursor_database)

BOOST_AUTO_TEST_CASE(bubbles_are_turns_in_the_order_of_their_list) {
  Editor editor;
  editor.put_bubble("c", 3,
                    R"("type":2,"text":"Done","tokenCount":{"inputTokens":9,"outputTokens":2})");
  editor.put_bubble(
      "c", 2,
      R"("type":2,"thinking":{"text":"Hm"},"toolFormerData":{"name":"edit_file","toolCallId":"t1","status":"completed",)"
      R"("params":"{\"relativeWorkspacePath\":\"a.c\"}","rawArgs":"{\"target_file\":\"a.c\"}",)"
      R"("result":"{\"diff\":{\"chunks\":[{\"linesAdded\":3,\"linesRemoved\":1}]}}"})");
  editor.put_bubble("c", 1, R"("type":1,"text":"Fix it","createdAt":"2026-01-05T09:40:00.000Z")");
  editor.put_composer("c", 3);
  const Recording found = editor.read();
  BOOST_TEST(found.lines == (Lines{"user text: Fix it", "assistant thinking: Hm",
                                   R"(assistant tool_call edit_file: {"target_file":"a.c"})",
                                   found.lines.at(3), "assistant text: Done"}));
  const auto& file = found.turns.at(3).files.at(0);
  BOOST_TEST(file.path == "a.c");
  BOOST_TEST((file.operation == FileOperation::modified));
  BOOST_TEST(file.lines_added == 3);
  BOOST_TEST(file.lines_removed == 1);
  BOOST_TEST(found.turns[0].created_at == 1767606000000);
  BOOST_TEST(found.turns[1].created_at == 1000);
  BOOST_TEST(found.usages.at("c-3").input_tokens == 9);
}

BOOST_AUTO_TEST_CASE(the_conversation_tells_the_session) {
  Editor editor;
  editor.put_bubble("c", 1, words);
  editor.put_composer(
      "c", 1,
      R"("name":"Fix","lastUpdatedAt":5000,"modelConfig":{"modelName":"gpt-5"},"createdOnBranch":"main",)"
      R"("workspaceIdentifier":{"id":"x","uri":{"fsPath":"/home/ada/app"}},"subagentInfo":{"parentComposerId":"p"},)");
  const Recording found = editor.read();
  const auto session = found.session();
  BOOST_TEST(session.agent == "cursor");
  BOOST_TEST(session.external_id == "c");
  BOOST_TEST(session.title == "Fix");
  BOOST_TEST(session.model == "gpt-5");
  BOOST_TEST(session.branch == "main");
  BOOST_TEST(session.working_directory == "/home/ada/app");
  BOOST_TEST(session.parent_external_id == "p");
  BOOST_TEST((session.relation == Relation::subagent));
  BOOST_TEST(session.started_at.value() == 1000);
  BOOST_TEST(session.ended_at.value() == 5000);
  BOOST_TEST(found.lines.at(0) == "user text injected: Hello");
}

BOOST_AUTO_TEST_CASE(newer_versions_tell_the_project_in_a_table_of_its_own) {
  Editor editor;
  editor.put_bubble("c", 1, words);
  editor.put_composer("c", 1);
  editor.database.run("CREATE TABLE composerHeaders (composerId TEXT PRIMARY KEY, value TEXT)");
  editor.database.run(
      R"(INSERT INTO composerHeaders VALUES('c','{"workspaceIdentifier":{"uri":{"external":"file:///home/ada/my%20app"}}}'))");
  BOOST_TEST(editor.read().session().working_directory == "/home/ada/my app");
}

BOOST_AUTO_TEST_CASE(older_versions_tell_the_project_in_the_windows_storage) {
  Editor editor;
  editor.put_bubble("c", 1, words);
  editor.put_composer("c", 1);
  const fs::path storage = editor.home / "Cursor/User/workspaceStorage/f00";
  WrittenDatabase window(storage / "state.vscdb");
  window.run("CREATE TABLE ItemTable (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)");
  window.put("ItemTable", "composer.composerData", R"({"allComposers":[{"composerId":"c"}]})");
  std::ofstream(storage / "workspace.json") << R"({"folder":"file:///home/ada/app"})";
  BOOST_TEST(editor.read().session().working_directory == "/home/ada/app");
}

BOOST_AUTO_TEST_CASE(what_did_not_change_is_not_told_again) {
  Editor editor;
  editor.put_bubble("a", 1, words);
  editor.put_composer("a", 1);
  editor.put_bubble("b", 1, words);
  editor.put_composer("b", 1);
  BOOST_TEST(editor.read().lines.size() == 2U);
  BOOST_TEST(editor.read().sessions.empty());
  editor.put_bubble("b", 2, R"("type":2,"text":"Hi")");
  editor.put_composer("b", 2);
  const Recording found = editor.read();
  BOOST_TEST(found.session().external_id == "b");
  BOOST_TEST(found.lines == (Lines{"user text: Hello", "assistant text: Hi"}));
}

BOOST_AUTO_TEST_CASE(a_bubble_that_is_changed_in_place_is_told_again) {
  Editor editor;
  editor.put_bubble("c", 1, R"("type":2,"toolFormerData":{"name":"bash","status":"loading"})");
  editor.put_composer("c", 1);
  BOOST_TEST(editor.read().lines == Lines{"assistant tool_call bash: {}"});
  editor.put_bubble(
      "c", 1,
      R"("type":2,"toolFormerData":{"name":"bash","status":"completed","result":"{\"output\":\"ok\"}"})");
  BOOST_TEST(editor.read().lines ==
             (Lines{"assistant tool_call bash: {}", "tool tool_result bash: ok"}));
}

BOOST_AUTO_TEST_CASE(of_a_long_conversation_that_goes_on_only_the_end_is_told) {
  Editor editor;
  for (int i = 1; i <= 100; ++i) editor.put_bubble("c", i, words);
  editor.put_composer("c", 100);
  BOOST_TEST(editor.read().lines.size() == 100U);
  editor.put_bubble("c", 101, words);
  editor.put_composer("c", 101);
  BOOST_TEST(editor.read().lines.size() == 33U);
}

BOOST_AUTO_TEST_CASE(a_conversation_whose_beginning_changed_is_told_as_a_whole) {
  Editor editor;
  for (int i = 1; i <= 50; ++i) editor.put_bubble("c", i, words);
  editor.put_composer("c", 50);
  editor.read();
  editor.put_composer("c", 10);
  BOOST_TEST(editor.read().lines.size() == 10U);
}

BOOST_AUTO_TEST_CASE(many_conversations_are_told_little_by_little) {
  Editor editor;
  editor.database.run("BEGIN");
  for (int i = 0; i < 1500; ++i) {
    editor.put_bubble("c" + std::to_string(i), 1, words);
    editor.put_composer("c" + std::to_string(i), 1);
  }
  editor.database.run("COMMIT");
  const Source& source = source_of("cursor", Growth::database);
  Recording first;
  const auto parser = source.make_parser(editor.database.path(), "");
  parser->parse({}, 0, 1, first);
  BOOST_TEST(!parser->finished());
  BOOST_TEST(first.sessions.size() == 500U);
  editor.state = parser->save_state();
  BOOST_TEST(editor.read().sessions.size() == 1000U);
}

BOOST_AUTO_TEST_CASE(bubbles_in_the_conversation_itself_are_read) {
  Editor editor;
  editor.database.put(
      "cursorDiskKV", "composerData:c",
      R"({"createdAt":7,"conversation":[{"type":1,"text":"a"},{"type":2,"bubbleId":"b","text":"b"}]})");
  const Recording found = editor.read();
  BOOST_TEST(found.lines == (Lines{"user text: a", "assistant text: b"}));
  BOOST_TEST(found.turns[0].external_id == "c/1");
  BOOST_TEST(found.turns[1].external_id == "b");
}

BOOST_AUTO_TEST_CASE(failed_and_rejected_tools_are_errors) {
  for (const char* members :
       {R"("status":"error","error":"{\"clientVisibleErrorMessage\":\"no\"}")",
        R"("status":"completed","userDecision":"rejected","result":"no")",
        R"("status":"completed","result":"{\"output\":\"no\",\"exitCode\":1}")"}) {
    Editor editor;
    editor.put_bubble("c", 1,
                      R"("type":2,"toolFormerData":{"name":"bash",)" + std::string(members) + "}");
    editor.put_composer("c", 1);
    BOOST_TEST(editor.read().lines.back() == "tool tool_result error bash: no");
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_understood_is_reported) {
  Editor editor;
  editor.put_bubble("c", 1, R"("type":7)");
  editor.put_composer("c", 2);
  editor.database.put("cursorDiskKV", "composerData:d", "no JSON");
  const Recording found = editor.read();
  BOOST_TEST(found.unparsed.size() == 2U);
  BOOST_TEST(found.lines.empty());
}

BOOST_AUTO_TEST_CASE(a_conversation_in_the_database_is_not_told_by_its_transcript) {
  const baton::tests::TemporaryDirectory home;
  WrittenDatabase database(home / ".config/Cursor/User/globalStorage/state.vscdb");
  database.run("CREATE TABLE cursorDiskKV (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)");
  database.put("cursorDiskKV", "composerData:s1",
               R"({"fullConversationHeadersOnly":[{"bubbleId":"b"}]})");
  database.put("cursorDiskKV", "composerData:s3", "{}");
  const std::string message =
      R"({"role":"user","message":{"content":[{"type":"text","text":"a"}]}})";
  const Source& source = source_of("cursor", Growth::appended_lines);
  const fs::path transcripts = home / ".cursor/projects/p/agent-transcripts";
  BOOST_TEST(
      baton::capture::testing::read(source, message, transcripts / "s1.jsonl").lines.empty());
  BOOST_TEST(
      baton::capture::testing::read(source, message, transcripts / "s2.jsonl").lines.size() == 1U);
  BOOST_TEST(
      !baton::capture::testing::read(source, message, transcripts / "s3.jsonl").lines.empty());
}

BOOST_AUTO_TEST_CASE(a_session_of_the_command_line_is_not_told_by_its_transcript) {
  const baton::tests::TemporaryDirectory home;
  const std::string message =
      R"({"role":"user","message":{"content":[{"type":"text","text":"a"}]}})";
  const Source& source = source_of("cursor", Growth::appended_lines);
  const fs::path transcript = home / ".cursor/projects/p/agent-transcripts/s1.jsonl";
  WrittenDatabase database(home / ".cursor/chats/hash/s1/store.db");
  database.run("CREATE TABLE blobs (id TEXT PRIMARY KEY, data BLOB)");
  BOOST_TEST(!baton::capture::testing::read(source, message, transcript).lines.empty());
  database.run("INSERT INTO blobs VALUES('b', '{}')");
  BOOST_TEST(baton::capture::testing::read(source, message, transcript).lines.empty());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_database_is_an_error) {
  const baton::tests::TemporaryDirectory home;
  const fs::path path = home / "state.vscdb";
  std::ofstream(path) << std::string(5000, 'x');
  Recording recording;
  const auto parser = source_of("cursor", Growth::database).make_parser(path, "");
  BOOST_CHECK_THROW(parser->parse({}, 0, 1, recording), ForeignDatabaseError);
}

BOOST_AUTO_TEST_CASE(a_store_of_the_command_line_is_read) {
  const baton::tests::TemporaryDirectory home;
  WrittenDatabase database(home / "chats/hash/s1/store.db");
  database.run("CREATE TABLE blobs (id TEXT PRIMARY KEY, data BLOB)");
  database.run("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)");
  // {"agentId":"a1","name":"Fix","createdAt":1000,"lastUsedModel":"gpt-5"}
  database.run(
      "INSERT INTO meta VALUES('0', lower(hex('{\"agentId\":\"a1\",\"name\":\"Fix\","
      "\"createdAt\":1000,\"lastUsedModel\":\"gpt-5\"}')))");
  const auto put = [&](const std::string& id, const std::string& data) {
    database.run("INSERT INTO blobs VALUES('" + id + "','" + data + "')");
  };
  put("b0", R"({"role":"system","content":"You are an agent"})");
  put("b1", "no JSON");
  put("b2",
      R"({"role":"user","content":"<user_info>\nWorkspace Path: /home/ada/app\n</user_info>"})");
  put("b3",
      R"({"role":"user","content":[{"type":"text","text":"<user_query>\nFix\n</user_query>"}]})");
  put("b4",
      R"({"role":"assistant","content":[{"type":"reasoning","text":"Hm"},{"type":"tool-call","toolCallId":"t","toolName":"Shell","args":{"command":"ls"}}]})");
  Recording first;
  const Source& source = source_of("cursor", Growth::database);
  auto parser = source.make_parser(database.path(), "");
  parser->parse({}, 0, 1, first);
  BOOST_TEST(parser->finished());
  BOOST_TEST(first.lines.size() == 4U);
  BOOST_TEST(first.lines.at(1) == "user text: Fix");
  BOOST_TEST(first.turns.at(1).external_id == "a1/b3");
  BOOST_TEST(first.turns.at(1).created_at == 1000);
  BOOST_TEST(first.session().external_id == "a1");
  BOOST_TEST(first.session().title == "Fix");
  BOOST_TEST(first.session().model == "gpt-5");
  BOOST_TEST(first.session().working_directory == "/home/ada/app");

  put("b5",
      R"({"role":"tool","content":[{"type":"tool-result","toolCallId":"t","toolName":"Shell","result":"a.c"},{"type":"hologram"}]})");
  Recording second;
  parser = source.make_parser(database.path(), parser->save_state());
  parser->parse({}, 0, 1, second);
  BOOST_TEST(second.lines == Lines{"tool tool_result Shell: a.c"});
  BOOST_TEST(second.unparsed.at(0).reason == "unknown block \"hologram\"");
}

BOOST_AUTO_TEST_CASE(a_store_without_messages_tells_nothing) {
  const std::string path =
      std::string(BATON_TEST_DATA) + "/logs/cursor/jazzyalex__agent-sessions/Cursor/test-store.db";
  // Copied: SQLite would make files beside it.
  const baton::tests::TemporaryDirectory home;
  fs::copy_file(path, home / "store.db");
  Recording found;
  source_of("cursor", Growth::database).make_parser(home / "store.db", "")->parse({}, 0, 1, found);
  BOOST_TEST(found.lines.empty());
  BOOST_TEST(found.unparsed.empty());
}

BOOST_AUTO_TEST_SUITE_END()
