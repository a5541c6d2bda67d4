// Turns and sessions of Grok's command line.

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

const std::string path = "/g/sessions/p/s1/chat_history.jsonl";

Recording read_lines(const std::string& lines, const std::string& file = path) {
  return read("grok", lines, file);
}

std::string user(const std::string& text, const std::string& more = "") {
  return R"({"type":"user","content":[{"type":"text","text":")" + text + "\"}]" + more + "}\n";
}

std::string assistant(const std::string& text, const std::string& calls = "") {
  return R"({"type":"assistant","content":")" + text + R"(","tool_calls":[)" + calls +
         R"(],"model_id":"grok-4.5"})" + "\n";
}

std::string call(const std::string& tool, const std::string& arguments) {
  return assistant("", R"({"id":"c1","name":")" + tool + R"(","arguments":")" + arguments + "\"}");
}

std::string result(const std::string& text) {
  return R"({"type":"tool_result","tool_call_id":"c1","content":")" + text + "\"}\n";
}

/// What a session's directory with this summary gives.
Recording read_with_summary(const std::string& summary, const std::string& lines) {
  const fs::path directory =
      fs::temp_directory_path() / ("baton-grok-" + std::to_string(::getpid()));
  fs::create_directories(directory);
  std::ofstream(directory / "summary.json") << summary;
  const Recording found = read_lines(lines, (directory / "chat_history.jsonl").string());
  fs::remove_all(directory);
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(grok)

BOOST_AUTO_TEST_CASE(messages_are_turns) {
  const Recording found =
      read_lines(user("Fix it") + R"({"type":"reasoning","id":"r","summary":[{"text":"hm"}]})" +
                 "\n" + assistant("Done."));
  BOOST_TEST(found.lines ==
             (Lines{"user text: Fix it", "assistant thinking: hm", "assistant text: Done."}));
  BOOST_TEST(found.turns[2].line == 3);
  BOOST_TEST(found.session().external_id == "s1");
  BOOST_TEST(found.session().model == "grok-4.5");
}

BOOST_AUTO_TEST_CASE(what_no_person_typed_is_injected) {
  BOOST_TEST(read_lines(user("where", R"(,"synthetic_reason":"environment_context")")).lines ==
             Lines{"user text injected: where"});
  BOOST_TEST(read_lines(user("<user_info>\\nx\\n</user_info>\\nFix it")).lines ==
             (Lines{"user text injected: <user_info>\nx\n</user_info>", "user text: Fix it"}));
}

BOOST_AUTO_TEST_CASE(an_image_is_a_stub) {
  BOOST_TEST(
      read_lines(
          R"({"type":"user","content":[{"type":"image","url":"data:image/png;base64,QUJD"}]})"
          "\n")
          .lines == Lines{"user text: [image image/png]"});
}

BOOST_AUTO_TEST_CASE(a_call_and_its_result_are_two_turns) {
  const Recording found =
      read_lines(call("run_terminal_cmd", R"({\"command\":\"ls\"})") + result("a.txt"));
  BOOST_TEST(found.lines == (Lines{R"(assistant tool_call run_terminal_cmd: {"command":"ls"})",
                                   "tool tool_result run_terminal_cmd: a.txt"}));
  BOOST_TEST(found.turns[0].part == 1);
  BOOST_TEST(found.turns[1].tool_call_id == "c1");
  BOOST_TEST((found.turns[1].tool_kind == ToolKind::shell));
}

BOOST_AUTO_TEST_CASE(a_change_touches_its_file) {
  const auto files = read_lines(call("search_replace", R"({\"file_path\":\"/p/a\",)"
                                                       R"(\"old_string\":\"1\",)"
                                                       R"(\"new_string\":\"2\"})") +
                                result("ok"))
                         .turns.at(1)
                         .files;
  BOOST_TEST_REQUIRE(files.size() == 1U);
  BOOST_TEST(files[0].path == "/p/a");
  BOOST_TEST((files[0].operation == FileOperation::modified));
}

BOOST_AUTO_TEST_CASE(a_call_that_the_service_answers_is_told) {
  const Recording found = read_lines(
      R"({"type":"backend_tool_call","kind":{"tool_type":"web_search","action":{"query":"x"},"id":"w"}})"
      "\n");
  BOOST_TEST(found.lines == Lines{R"(assistant tool_call web_search: {"query":"x"})"});
  BOOST_TEST((found.turns[0].tool_kind == ToolKind::web));
}

BOOST_AUTO_TEST_CASE(the_summary_describes_the_session) {
  const Recording found = read_with_summary(
      R"({"info":{"id":"s9","cwd":"/p"},"generated_title":"Fix","current_model_id":"grok-4.5",)"
      R"("head_branch":"main","created_at":"2026-07-31T10:13:27.574131Z",)"
      R"("last_active_at":"2026-07-31T10:15:02Z"})",
      user("x"));
  const auto& session = found.session();
  BOOST_TEST(session.agent == "grok");
  BOOST_TEST(session.external_id == "s9");
  BOOST_TEST(session.working_directory == "/p");
  BOOST_TEST(session.title == "Fix");
  BOOST_TEST(session.branch == "main");
  BOOST_TEST(baton::format_time(session.started_at.value()) == "2026-07-31T10:13:27.574Z");
  BOOST_TEST(baton::format_time(session.ended_at.value()) == "2026-07-31T10:15:02.000Z");
  BOOST_TEST(found.turns.at(0).created_at == session.started_at.value());
}

BOOST_AUTO_TEST_CASE(a_subagents_user_is_an_agent) {
  const Recording found =
      read_with_summary(R"({"info":{"id":"s9"},"session_kind":"subagent"})", user("look there"));
  BOOST_TEST((found.session().relation == Relation::subagent));
  BOOST_TEST(found.lines == Lines{"user text injected: look there"});
}

BOOST_AUTO_TEST_CASE(batons_own_handoff_is_left_out) {
  BOOST_TEST(read_lines(user("<baton-handoff version=\\\"1\\\">x</baton-handoff>")).lines.empty());
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_reported) {
  const Recording found = read_lines(R"({"type":"system","content":"You are"})"
                                     "\n"
                                     R"({"type":"hologram"})"
                                     "\n{\"cut\n");
  BOOST_TEST(found.lines.empty());
  BOOST_TEST_REQUIRE(found.unparsed.size() == 2U);
  BOOST_TEST(found.unparsed[0].reason == "unknown record type \"hologram\"");
}

BOOST_AUTO_TEST_CASE(sessions_are_known_by_their_files_name_and_first_record) {
  const Source& source = source_of("grok");
  BOOST_TEST(source.recognises(path, user("x")));
  BOOST_TEST(source.recognises(path, R"({"type":"system","content":"You are)"));
  BOOST_TEST(!source.recognises("/g/updates.jsonl", user("x")));
  BOOST_TEST(!source.recognises(path, R"({"type":"user","uuid":"u","content":"x"})"));
  BOOST_TEST(!source.recognises(path, ""));
}

BOOST_AUTO_TEST_CASE(grok_writes_below_its_directory) {
  BOOST_TEST((source_of("grok").roots({"/home/ada", nullptr}) ==
              std::vector<fs::path>{"/home/ada/.grok/sessions"}));
}

BOOST_AUTO_TEST_CASE(slices_give_what_the_whole_gives) {
  check_slices("grok", "grok");
}

BOOST_AUTO_TEST_CASE(a_state_that_is_none_is_an_empty_one) {
  check_broken_states("grok");
}

BOOST_AUTO_TEST_SUITE_END()
