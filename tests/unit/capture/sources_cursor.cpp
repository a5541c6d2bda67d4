// Transcripts of Cursor's agent.

#include <fstream>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/capture/sources_recording.hpp"
#include "tests/unit/capture/sources_slices.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;
using baton::store::Relation;
namespace fs = std::filesystem;

namespace {

const std::string logs = std::string(BATON_TEST_DATA) + "/logs/cursor/";
const std::string real = logs + "jazzyalex__agent-sessions/";
const std::string made = logs + "made/projects/nowhere-app/agent-transcripts/";

const Source& lines() {
  return source_of("cursor", Growth::appended_lines);
}
const Source& texts() {
  return source_of("cursor", Growth::rewritten);
}

Recording read_lines(const std::string& path) {
  return read(lines(), content_of(path), path);
}
Recording read_text(const std::string& path) {
  return read(texts(), content_of(path), path);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cursor)

BOOST_AUTO_TEST_CASE(blocks_are_turns) {
  const Recording found = read_lines(real + "large.jsonl");
  BOOST_TEST_REQUIRE(found.lines.size() == 12U);
  BOOST_TEST(found.lines[0] == "user text: What files are here?");
  BOOST_TEST(found.lines[1] == "assistant thinking: Let me check the directory.");
  BOOST_TEST(found.lines[3] == R"(assistant tool_call Bash: {"command":"ls -la"})");
  BOOST_TEST(found.lines[4] == "tool tool_result Bash: file1.txt\nfile2.txt");
  BOOST_TEST(found.turns[3].tool_call_id == found.turns[4].tool_call_id);
  BOOST_TEST(found.turns[0].created_at == 0);
  BOOST_TEST(found.turns[4].line == 3);
}

BOOST_AUTO_TEST_CASE(the_file_names_the_session) {
  const auto session = read_lines(real + "small.jsonl").session();
  BOOST_TEST(session.agent == "cursor");
  BOOST_TEST(session.external_id == "small");
  BOOST_TEST(session.working_directory.empty());
}

BOOST_AUTO_TEST_CASE(the_query_is_what_the_user_typed) {
  BOOST_TEST(read_lines(real + "Cursor/test-session.jsonl").lines.at(0) ==
             "user text: run ls command");
}

BOOST_AUTO_TEST_CASE(what_stands_for_hidden_thinking_is_no_text) {
  const Recording found = read_lines(made + "cccc.jsonl");
  BOOST_TEST(found.lines.at(1) == "assistant text: Yes");
  for (const std::string& line : read_lines(real + "Cursor/test-session.jsonl").lines)
    BOOST_TEST(line.find("[REDACTED]") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(calls_tell_their_files) {
  const Recording found = read_lines(made + "cccc.jsonl");
  const auto& file = found.turns.at(2).files.at(0);
  BOOST_TEST(file.path == "/p/b.c");
  BOOST_TEST((file.operation == FileOperation::modified));
  BOOST_TEST(file.lines_added == 2);
}

BOOST_AUTO_TEST_CASE(a_subagent_names_its_parent_and_no_person_asked_it) {
  const Recording found = read_lines(made + "aaaa/subagents/dddd.jsonl");
  BOOST_TEST(found.session().external_id == "dddd");
  BOOST_TEST(found.session().parent_external_id == "aaaa");
  BOOST_TEST((found.session().relation == Relation::subagent));
  BOOST_TEST(found.lines.at(0) == "user text injected: List the files");
}

BOOST_AUTO_TEST_CASE(unknown_blocks_and_records_are_reported) {
  BOOST_TEST(read_lines(real + "schema_drift.jsonl").unparsed.at(0).reason ==
             "unknown block \"custom_block\"");
  BOOST_TEST(read(lines(), R"({"type":"telepathy"})", "/x.jsonl").unparsed.at(0).reason ==
             "unknown record \"telepathy\"");
}

BOOST_AUTO_TEST_CASE(slices_give_what_the_whole_gives) {
  std::mt19937 random(7);  // NOLINT: the same slices every time
  for (const char* name : {"large.jsonl", "small.jsonl", "schema_drift.jsonl"}) {
    const std::string bytes = content_of(real + name);
    const Lines whole = everything_in(read_lines(real + name));
    for (int round = 0; round < 5; ++round)
      BOOST_TEST(everything_in(read_slices(lines(), bytes, real + name, random)) == whole, name);
  }
}

BOOST_AUTO_TEST_CASE(a_state_that_is_none_is_an_empty_one) {
  for (const char* state : {"{", "[]", R"({"calls":"x","waits":[1,{}]})"})
    BOOST_CHECK_NO_THROW(lines().make_parser("/p/s.jsonl", state)->save_state());
}

BOOST_AUTO_TEST_CASE(a_text_is_cut_at_its_speakers_and_marks) {
  const Recording found = read_text(made + "bbbb.txt");
  BOOST_TEST(
      found.lines ==
      (Lines{"user text injected: <user_info>\nOS: linux\n</user_info>",
             "user text: Read main.cpp\nand tell me", "assistant thinking: I should\nlook first.\n",
             "assistant text: Reading it.", "assistant tool_call Read: path: main.cpp",
             "tool tool_result Read: int main() {}", "user text: Thanks",
             "assistant text: [REDACTED]\n\nWelcome."}));
  BOOST_TEST(found.turns[1].external_id == "bbbb/1");
  BOOST_TEST(found.session().external_id == "bbbb");
}

BOOST_AUTO_TEST_CASE(a_session_in_lines_is_not_told_by_the_text) {
  BOOST_TEST(read_text(made + "cccc.txt").lines.empty());
}

BOOST_AUTO_TEST_CASE(the_project_is_found_by_its_slug) {
  const baton::tests::TemporaryDirectory root;
  fs::create_directories(root.path() / "my app.x" / "sub");
  fs::create_directories(root.path() / "my");
  std::string slug = (root.path() / "my app.x").string().substr(1);
  for (char& c : slug) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '-';
  }
  const fs::path transcript =
      root.path() / ".cursor" / "projects" / slug / "agent-transcripts" / "s.jsonl";
  const std::string bytes = content_of(real + "small.jsonl");
  BOOST_TEST(read(lines(), bytes, transcript).session().working_directory ==
             (root.path() / "my app.x").string());
  fs::create_directories(root.path() / ".cursor" / "projects" / slug);
  std::ofstream(root.path() / ".cursor" / "projects" / slug / ".workspace-trusted")
      << R"({"workspacePath":"/elsewhere"})";
  BOOST_TEST(read(lines(), bytes, transcript).session().working_directory == "/elsewhere");
}

BOOST_AUTO_TEST_CASE(transcripts_are_known_by_their_first_line) {
  const std::string message = R"({"role":"user","message":{"content":[{"type":"text"}]}})";
  BOOST_TEST(lines().recognises("/x/agent-transcripts/s.jsonl", message + "\n"));
  BOOST_TEST(!lines().recognises("/x/s.jsonl", R"({"type":"user","message":{"content":[]}})"));
  BOOST_TEST(!lines().recognises("/x/s.json", message));
  BOOST_TEST(texts().recognises("/x/agent-transcripts/s.txt", "user:\nHi\n"));
  BOOST_TEST(!texts().recognises("/x/s.txt", "user:\nHi\n"));
  BOOST_TEST(!texts().recognises("/x/agent-transcripts/s.txt", "Hi\n"));
}

BOOST_AUTO_TEST_CASE(databases_are_known_by_their_place) {
  const Source& source = source_of("cursor", Growth::database);
  const std::string head = "SQLite format 3";
  BOOST_TEST(source.recognises("/c/Cursor/User/globalStorage/state.vscdb", head));
  BOOST_TEST(!source.recognises("/c/Code/User/globalStorage/state.vscdb", head));
  BOOST_TEST(!source.recognises("/c/Cursor/User/workspaceStorage/x/state.vscdb", head));
  BOOST_TEST(source.recognises("/h/.cursor/chats/hash/s/store.db", head));
  BOOST_TEST(!source.recognises("/h/store.db", head));
  BOOST_TEST(!source.recognises("/h/.cursor/chats/hash/s/store.db", "x"));
}

BOOST_AUTO_TEST_SUITE_END()
