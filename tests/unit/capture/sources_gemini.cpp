// Turns and sessions of Gemini CLI.

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "daemon/base/time.hpp"
#include "tests/unit/capture/sources_slices.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;
using baton::store::Relation;
using baton::store::ToolKind;
namespace fs = std::filesystem;

namespace {

const std::string path = "/g/tmp/app/chats/session-2026-04-23T12-52-0ab84937.jsonl";

Recording read_lines(const std::string& lines, const std::string& file = path) {
  return read("gemini", lines, file);
}

const std::string header =
    R"({"sessionId":"s1","projectHash":"h","startTime":"2026-04-23T12:52:00Z","kind":"main"})"
    "\n";

std::string message(const std::string& id, const std::string& type, const std::string& more) {
  return R"({"id":")" + id + R"(","timestamp":"2026-04-23T12:53:00.500Z","type":")" + type + "\"," +
         more + "}\n";
}

std::string user(const std::string& text, const std::string& id = "u1") {
  return message(id, "user", R"("content":[{"text":")" + text + "\"}]");
}

std::string call(const std::string& name, const std::string& args, const std::string& more,
                 const std::string& id = "a1") {
  return message(id, "gemini",
                 R"("content":"","toolCalls":[{"id":"c1","name":")" + name + R"(","args":)" + args +
                     "," + more + "}]");
}

std::string response(const std::string& members) {
  return R"("result":[{"functionResponse":{"id":"c1","response":{)" + members + "}}}]";
}

/// A directory that is gone at the end of the test.
class Directory {
 public:
  Directory() { fs::create_directories(root_ / "tmp" / "app" / "chats"); }
  ~Directory() { fs::remove_all(root_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  void write(const fs::path& name, const std::string& text) const {
    std::ofstream(root_ / name) << text;
  }
  std::string log() const { return (root_ / "tmp" / "app" / "chats" / "s.jsonl").string(); }

 private:
  fs::path root_ = fs::temp_directory_path() / ("baton-gemini-" + std::to_string(::getpid()));
};

}  // namespace

BOOST_AUTO_TEST_SUITE(gemini)

BOOST_AUTO_TEST_CASE(messages_are_turns) {
  const Recording found =
      read_lines(header + user("Fix it") + message("a1", "gemini", R"("content":"Done.")"));
  BOOST_TEST(found.lines == (Lines{"user text: Fix it", "assistant text: Done."}));
  BOOST_TEST(found.turns[0].external_id == "u1");
  BOOST_TEST(found.turns[0].line == 2);
  BOOST_TEST(baton::format_time(found.turns[0].created_at) == "2026-04-23T12:53:00.500Z");
}

BOOST_AUTO_TEST_CASE(a_document_gives_what_the_log_gives) {
  const Recording found = read_lines(
      R"({"sessionId":"s1","projectHash":"h","startTime":"2026-04-23T12:52:00Z","messages":[)" +
          user("Fix it") + "," + message("a1", "gemini", R"("content":"Done.")") + "]}",
      "/g/tmp/app/chats/session-1.json");
  BOOST_TEST(found.lines == (Lines{"user text: Fix it", "assistant text: Done."}));
  BOOST_TEST(found.session().external_id == "s1");
}

BOOST_AUTO_TEST_CASE(a_message_that_is_written_again_is_what_it_says_last) {
  const Recording found = read_lines(
      header + message("a1", "gemini", R"("content":"","thoughts":[{"subject":"Look"}])") +
      user("more") +
      message("a1", "gemini",
              R"("content":"Done.","thoughts":[{"subject":"Look","description":"at it"}])"));
  BOOST_TEST(found.lines == (Lines{"assistant thinking: Look\nat it", "assistant text: Done.",
                                   "user text: more"}));
  BOOST_TEST(found.turns[0].part == 0);
  BOOST_TEST(found.turns[1].part == 1);
}

BOOST_AUTO_TEST_CASE(a_call_and_its_result_are_two_turns) {
  const Recording found =
      read_lines(header + call("run_shell_command", R"({"command":"ls"})",
                               R"("status":"success",)" + response(R"("output":"a.txt")")));
  BOOST_TEST(found.lines == (Lines{R"(assistant tool_call run_shell_command: {"command":"ls"})",
                                   "tool tool_result run_shell_command: a.txt"}));
  BOOST_TEST(found.turns[0].part == 2);
  BOOST_TEST(found.turns[1].part == 3);
  BOOST_TEST(found.turns[1].tool_call_id == "c1");
  BOOST_TEST((found.turns[1].tool_kind == ToolKind::shell));
}

BOOST_AUTO_TEST_CASE(a_call_without_an_end_has_no_result) {
  BOOST_TEST(read_lines(header + call("glob", "{}", R"("status":"executing")")).lines ==
             Lines{"assistant tool_call glob: {}"});
  BOOST_TEST(read_lines(header + call("glob", "{}", R"("status":"success")")).lines ==
             (Lines{"assistant tool_call glob: {}", "tool tool_result glob: (no output)"}));
}

BOOST_AUTO_TEST_CASE(a_result_that_failed_is_an_error) {
  const auto failed = [](const std::string& more) {
    return read_lines(header + call("run_shell_command", "{}", more)).turns.at(1).is_error;
  };
  BOOST_TEST(failed(R"("status":"error",)" + response(R"("error":"no")")));
  BOOST_TEST(failed(R"("status":"cancelled")"));
  BOOST_TEST(
      failed(R"("status":"success",)" + response(R"("output":"x\nExit Code: 1\nSignal: 0")")));
  BOOST_TEST(
      !failed(R"("status":"success",)" + response(R"("output":"x\nExit Code: 0\nSignal: 0")")));
}

BOOST_AUTO_TEST_CASE(an_edit_has_the_path_and_the_lines_of_its_result) {
  const Recording found = read_lines(
      header + call("replace", R"({"file_path":"a","old_string":"1","new_string":"2"})",
                    R"("status":"success","resultDisplay":{"filePath":"/p/a","isNewFile":false,)"
                    R"("fileDiff":"--- a\n+++ a\n@@\n-1\n+2\n+3\n"})"));
  const auto& files = found.turns.at(1).files;
  BOOST_TEST_REQUIRE(files.size() == 1U);
  BOOST_TEST(files[0].path == "/p/a");
  BOOST_TEST((files[0].operation == FileOperation::modified));
  BOOST_TEST(files[0].lines_added == 2);
  BOOST_TEST(files[0].lines_removed == 1);
}

BOOST_AUTO_TEST_CASE(a_new_file_is_created) {
  const Recording found =
      read_lines(header + call("write_file", R"({"file_path":"n","content":"1\n"})",
                               R"("status":"success","resultDisplay":{"isNewFile":true})"));
  BOOST_TEST((found.turns.at(1).files.at(0).operation == FileOperation::created));
  BOOST_TEST(found.turns[1].files[0].lines_added == 1);
}

BOOST_AUTO_TEST_CASE(an_edit_that_failed_touches_nothing) {
  BOOST_TEST(read_lines(header + call("write_file", R"({"file_path":"n"})", R"("status":"error")"))
                 .turns.at(1)
                 .files.empty());
}

BOOST_AUTO_TEST_CASE(of_an_expanded_message_only_what_was_typed_is_the_persons) {
  const Recording found = read_lines(
      header +
      message("u1", "user",
              R"("content":[{"text":"a long prompt"}],"displayContent":[{"text":"/init"}])"));
  BOOST_TEST(found.lines == (Lines{"user text: /init", "user text injected: a long prompt"}));
  BOOST_TEST(
      read_lines(header + message("u1", "user", R"("content":"Hi","displayContent":"Hi")")).lines ==
      Lines{"user text: Hi"});
}

BOOST_AUTO_TEST_CASE(what_the_program_puts_into_messages_is_injected) {
  BOOST_TEST(
      read_lines(header + user("fix it\\n<hook_context>\\nuse tabs\\n</hook_context>")).lines ==
      (Lines{"user text: fix it",
             "user text injected: <hook_context>\nuse tabs\n</hook_context>"}));
  for (const char* text : {"<session_context>\\nx\\n</session_context>",
                           "This is the Gemini CLI. We are setting up the context for our chat.",
                           "System: Please continue."}) {
    BOOST_TEST(read_lines(header + user(text)).turns.at(0).injected, text);
  }
}

BOOST_AUTO_TEST_CASE(batons_own_handoff_is_left_out_even_when_escaped) {
  BOOST_TEST(read_lines(header + user("<baton-handoff version=\\\"1\\\">x</baton-handoff>"))
                 .lines.empty());
  BOOST_TEST(
      read_lines(header + user("fix it &lt;baton-handoff&gt;x&lt;/baton-handoff&gt;")).lines ==
      Lines{"user text: fix it"});
}

BOOST_AUTO_TEST_CASE(a_snapshot_of_what_was_compressed_is_a_summary) {
  BOOST_TEST(read_lines(header + user("<state_snapshot>all done</state_snapshot>")).lines ==
             Lines{"user summary injected: <state_snapshot>all done</state_snapshot>"});
}

BOOST_AUTO_TEST_CASE(what_the_program_tells_is_the_systems) {
  BOOST_TEST(read_lines(header + message("i", "info", R"("content":"Request cancelled.")") +
                        message("e", "error", R"("content":"Quota exceeded")"))
                 .lines == (Lines{"system text injected: Request cancelled.",
                                  "system text injected error: Quota exceeded"}));
}

BOOST_AUTO_TEST_CASE(what_was_taken_back_is_not_told) {
  const std::string lines = header + user("one", "u1") + user("two", "u2") + user("three", "u3");
  BOOST_TEST(read_lines(lines + "{\"$rewindTo\":\"u2\"}\n" + user("four", "u4")).lines ==
             (Lines{"user text: one", "user text: four"}));
  BOOST_TEST(read_lines(lines + "{\"$rewindTo\":\"never\"}\n").lines.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_list_that_replaces_the_messages_takes_nothing_away) {
  const std::string list = R"({"$set":{"messages":[)" + user("two, masked", "u2") + "," +
                           user("one", "again") + "," + user("three", "u3") + "]}}";
  std::string line = list;
  std::erase(line, '\n');
  BOOST_TEST(read_lines(header + user("one", "u1") + user("two", "u2") + line + "\n").lines ==
             (Lines{"user text: one", "user text: two, masked", "user text: three"}));
}

BOOST_AUTO_TEST_CASE(the_first_line_and_changes_describe_the_session) {
  const Recording found =
      read_lines(header + message("a1", "gemini", R"("content":"x","model":"gemini-3-flash")") +
                 R"({"$set":{"summary":"Fix the build","lastUpdated":"2026-04-23T13:00:00Z"}})" +
                 "\n" + header);
  const auto& session = found.session();
  BOOST_TEST(session.agent == "gemini");
  BOOST_TEST(session.external_id == "s1");
  BOOST_TEST(session.title == "Fix the build");
  BOOST_TEST(session.model == "gemini-3-flash");
  BOOST_TEST(baton::format_time(session.started_at.value()) == "2026-04-23T12:52:00.000Z");
  BOOST_TEST(baton::format_time(session.ended_at.value()) == "2026-04-23T13:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(the_project_stands_beside_the_logs) {
  const Directory directory;
  directory.write("projects.json", R"({"projects":{"/work/other":"other","/work/app":"app"}})");
  BOOST_TEST(read_lines(header + user("x"), directory.log()).session().working_directory ==
             "/work/app");
  directory.write("tmp/app/.project_root", "/work/moved\n");
  BOOST_TEST(read_lines(header + user("x"), directory.log()).session().working_directory ==
             "/work/moved");
}

BOOST_AUTO_TEST_CASE(without_a_registry_the_project_is_unknown) {
  const Directory directory;
  directory.write("projects.json", "not JSON");
  BOOST_TEST(read_lines(header + user("x"), directory.log()).session().working_directory.empty());
}

BOOST_AUTO_TEST_CASE(a_log_below_a_session_is_its_subagents) {
  const Recording found = read_lines(header + user("look there"), "/g/tmp/app/chats/s0/s1.jsonl");
  BOOST_TEST(found.session().external_id == "s1");
  BOOST_TEST(found.session().parent_external_id == "s0");
  BOOST_TEST((found.session().relation == Relation::subagent));
  BOOST_TEST(found.lines == Lines{"user text injected: look there"});
  BOOST_TEST(
      read_lines(header + user("x"), "/g/tmp/app/chats/s1/sub.jsonl").session().external_id ==
      "sub");
}

BOOST_AUTO_TEST_CASE(tokens_count_once_for_each_message) {
  const std::string answer = message(
      "a1", "gemini",
      R"("content":"x","model":"m","tokens":{"input":100,"output":5,"cached":40,"thoughts":3,"tool":2})");
  const Recording found = read_lines(header + answer + answer);
  BOOST_TEST_REQUIRE(found.usages.size() == 1U);
  const auto& usage = found.usages.at("a1");
  BOOST_TEST(usage.model == "m");
  BOOST_TEST(usage.input_tokens == 62);
  BOOST_TEST(usage.cache_read_tokens == 40);
  BOOST_TEST(usage.output_tokens == 8);
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_reported) {
  const Recording found = read_lines(header + message("h", "hologram", R"("content":"x")") +
                                     "{\"cut\n" + "{\"odd\":1}\n");
  BOOST_TEST_REQUIRE(found.unparsed.size() == 3U);
  BOOST_TEST(found.unparsed[1].reason == "unknown record");
  BOOST_TEST(found.unparsed[2].reason == "unknown message type \"hologram\"");
  BOOST_TEST(found.unparsed[2].line == 2);
  BOOST_TEST(read_lines("{\"cut", "/g/s.json").unparsed.size() == 1U);
  BOOST_TEST(read_lines("{}", "/g/s.json").unparsed.at(0).reason == "document without messages");
}

BOOST_AUTO_TEST_CASE(what_was_told_stays_as_the_log_grows) {
  const std::string thought = R"("thoughts":[{"subject":"Look"}],"content":"")";
  const std::string bytes =
      header + user("Fix it") + message("a1", "gemini", thought) +
      message("a1", "gemini", thought + R"(,"toolCalls":[{"id":"c1","name":"glob","args":{}}])") +
      message(
          "a1", "gemini",
          thought + R"(,"toolCalls":[{"id":"c1","name":"glob","args":{},"status":"success"}])") +
      message("a2", "gemini", R"("content":"Done.")");
  Lines known;
  for (std::size_t end = bytes.find('\n'); end != std::string::npos;
       end = bytes.find('\n', end + 1)) {
    Lines told;
    for (const TurnEvent& turn : read_lines(bytes.substr(0, end + 1)).turns)
      told.push_back(all_of(turn) + describe(turn));
    BOOST_TEST_REQUIRE(told.size() >= known.size());
    BOOST_TEST(std::equal(known.begin(), known.end(), told.begin()));
    known = told;
  }
  BOOST_TEST(known.size() == 5U);
}

BOOST_AUTO_TEST_CASE(sessions_are_known_by_their_first_members) {
  const Source& source = source_of("gemini");
  BOOST_TEST(source.recognises("s.jsonl", header + user("x")));
  BOOST_TEST(source.recognises("s.json", R"({"sessionId":"s","projectHash":"h","messages":[{"cu)"));
  BOOST_TEST(
      source.recognises("s.json", "{\n  \"sessionId\": \"s\",\n  \"projectHash\": \"h\"\n}"));
  BOOST_TEST(!source.recognises("s.jsonl", user("x")));
  BOOST_TEST(!source.recognises("logs.json", R"([{"sessionId":"s","messageId":0,"type":"user"}])"));
  BOOST_TEST(!source.recognises("s.txt", header));
  BOOST_TEST(!source.recognises("/home/ada/.qwen/tmp/h/chats/s.jsonl", header));
  BOOST_TEST(!source.recognises("s.json", ""));
}

BOOST_AUTO_TEST_CASE(gemini_writes_below_its_home) {
  using Paths = std::vector<fs::path>;
  const auto roots = [](std::optional<std::string> home) {
    return source_of("gemini").roots({"/home/ada", [=](const char* name) {
                                        return std::string_view(name) == "GEMINI_CLI_HOME"
                                                   ? home
                                                   : std::nullopt;
                                      }});
  };
  BOOST_TEST((roots(std::nullopt) == Paths{"/home/ada/.gemini/tmp"}));
  BOOST_TEST((roots("/g") == Paths{"/g/.gemini/tmp"}));
}

BOOST_AUTO_TEST_SUITE_END()
