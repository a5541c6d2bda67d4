// Turns and conversations of Antigravity's transcripts.

#include <unistd.h>

#include "daemon/base/time.hpp"
#include "tests/unit/capture/sources_slices.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;
using baton::store::ToolKind;
namespace fs = std::filesystem;

namespace {

Recording read_lines(const std::string& lines) {
  return read("antigravity", lines,
              "/h/.gemini/antigravity-cli/brain/b1/.system_generated/logs/transcript_full.jsonl");
}

std::string step(int index, const std::string& source, const std::string& type,
                 const std::string& more) {
  return R"({"step_index":)" + std::to_string(index) + R"(,"source":")" + source + R"(","type":")" +
         type + R"(","status":"DONE","created_at":"2026-06-26T21:16:16Z")" +
         (more.empty() ? "" : "," + more) + "}\n";
}

std::string input(const std::string& content) {
  return step(0, "USER_EXPLICIT", "USER_INPUT", R"("content":")" + content + "\"");
}

std::string plan(const std::string& calls) {
  return step(1, "MODEL", "PLANNER_RESPONSE", R"("tool_calls":[)" + calls + "]");
}

std::string result(const std::string& type, const std::string& content) {
  return step(2, "MODEL", type, R"("content":")" + content + "\"");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(antigravity)

BOOST_AUTO_TEST_CASE(a_request_is_the_persons_and_the_rest_is_not) {
  const Recording found =
      read_lines(input("<USER_REQUEST>\\nFix it\\n</USER_REQUEST>\\n<ADDITIONAL_METADATA>\\nx\\n"
                       "</ADDITIONAL_METADATA>"));
  BOOST_TEST(found.lines ==
             (Lines{"user text: Fix it",
                    "user text injected: <ADDITIONAL_METADATA>\nx\n</ADDITIONAL_METADATA>"}));
  BOOST_TEST(found.turns[0].external_id == "b1/0");
  BOOST_TEST(found.turns[0].part == 0);
  BOOST_TEST(found.turns[1].part == 1);
  BOOST_TEST(baton::format_time(found.turns[0].created_at) == "2026-06-26T21:16:16.000Z");
}

BOOST_AUTO_TEST_CASE(input_that_no_person_gave_is_injected) {
  BOOST_TEST(read_lines(step(0, "SYSTEM", "USER_INPUT", R"("content":"go on")")).lines ==
             Lines{"user text injected: go on"});
}

BOOST_AUTO_TEST_CASE(a_plan_has_its_thought_its_words_and_its_calls) {
  const Recording found =
      read_lines(step(1, "MODEL", "PLANNER_RESPONSE",
                      R"("thinking":"hm","content":"I look.","tool_calls":[{"name":"run_command",)"
                      R"("args":{"CommandLine":"ls"}}])"));
  BOOST_TEST(found.lines == (Lines{"assistant thinking: hm", "assistant text: I look.",
                                   R"(assistant tool_call run_command: {"CommandLine":"ls"})"}));
  BOOST_TEST((found.turns[2].tool_kind == ToolKind::shell));
  BOOST_TEST(found.turns[2].tool_call_id == "call-1-0");
}

BOOST_AUTO_TEST_CASE(arguments_that_are_json_within_texts_are_plain) {
  BOOST_TEST(read_lines(plan(R"({"name":"run_command","args":{"CommandLine":"\"ls\""}})")).lines ==
             Lines{R"(assistant tool_call run_command: {"CommandLine":"ls"})"});
}

BOOST_AUTO_TEST_CASE(a_result_answers_the_oldest_call_of_its_kind) {
  const Recording found =
      read_lines(plan(R"({"name":"run_command","args":{}},{"name":"grep_search","args":{}})") +
                 result("GREP_SEARCH", "a.txt:1") + result("RUN_COMMAND", "ok"));
  BOOST_TEST(found.lines.at(2) == "tool tool_result grep_search: a.txt:1");
  BOOST_TEST(found.turns[2].tool_call_id == "call-1-1");
  BOOST_TEST(found.lines.at(3) == "tool tool_result run_command: ok");
  BOOST_TEST(found.turns[3].tool_call_id == "call-1-0");
}

BOOST_AUTO_TEST_CASE(a_result_without_a_call_has_its_steps_name) {
  BOOST_TEST(read_lines(result("VIEW_FILE", "1: x")).lines ==
             Lines{"tool tool_result view_file: 1: x"});
}

BOOST_AUTO_TEST_CASE(a_result_that_failed_is_an_error) {
  BOOST_TEST(read_lines(result("RUN_COMMAND", "The command failed with exit code: 1"))
                 .turns.at(0)
                 .is_error);
  BOOST_TEST(!read_lines(result("RUN_COMMAND", "The command completed successfully."))
                  .turns.at(0)
                  .is_error);
}

BOOST_AUTO_TEST_CASE(a_change_touches_its_file) {
  const std::string call = plan(R"({"name":"write_to_file","args":{"TargetFile":"\"/p/n\""}})");
  const auto& created = read_lines(call + result("CODE_ACTION", "Created file file:///p/n"));
  BOOST_TEST_REQUIRE(created.turns.at(1).files.size() == 1U);
  BOOST_TEST(created.turns[1].files[0].path == "/p/n");
  BOOST_TEST((created.turns[1].files[0].operation == FileOperation::created));
  const auto& changed = read_lines(call + result("CODE_ACTION", "The following changes were made"));
  BOOST_TEST((changed.turns.at(1).files.at(0).operation == FileOperation::modified));
}

BOOST_AUTO_TEST_CASE(what_the_program_tells_is_the_systems) {
  BOOST_TEST(read_lines(step(3, "SYSTEM", "SYSTEM_MESSAGE", R"("content":"note")")).lines ==
             Lines{"system text injected: note"});
  BOOST_TEST(read_lines(step(3, "SYSTEM", "ERROR_MESSAGE", R"("content":"quota")")).lines ==
             Lines{"system text injected error: quota"});
  BOOST_TEST(read_lines(step(3, "SYSTEM", "CHECKPOINT", R"("content":"so far")")).lines ==
             Lines{"user summary injected: so far"});
  BOOST_TEST(read_lines(step(3, "SYSTEM", "CONVERSATION_HISTORY", "")).lines.empty());
}

BOOST_AUTO_TEST_CASE(the_path_names_the_conversation_and_the_settings_the_model) {
  const Recording found = read_lines(
      input("<USER_REQUEST>x</USER_REQUEST><USER_SETTINGS_CHANGE>\\nThe user changed setting "
            "`Model Selection` from None to Gemini 3.5 Flash (Medium).\\n</USER_SETTINGS_CHANGE>"));
  BOOST_TEST(found.session().agent == "antigravity");
  BOOST_TEST(found.session().external_id == "b1");
  BOOST_TEST(found.session().model == "Gemini 3.5 Flash (Medium)");
  BOOST_TEST(baton::format_time(found.session().started_at.value()) == "2026-06-26T21:16:16.000Z");
}

BOOST_AUTO_TEST_CASE(batons_own_handoff_is_left_out) {
  BOOST_TEST(read_lines(input("<baton-handoff version=\\\"1\\\">x</baton-handoff>")).lines.empty());
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_reported) {
  const Recording found = read_lines("{\"cut\n{\"step_index\":7}\n");
  BOOST_TEST_REQUIRE(found.unparsed.size() == 2U);
  BOOST_TEST(found.unparsed[1].reason == "step without a type");
}

BOOST_AUTO_TEST_CASE(transcripts_are_known_by_their_steps) {
  const Source& source = source_of("antigravity");
  BOOST_TEST(source.recognises("transcript.jsonl", input("x")));
  BOOST_TEST(!source.recognises("transcript.json", input("x")));
  BOOST_TEST(!source.recognises("t.jsonl", R"({"type":"user","sessionId":"s"})"));
  BOOST_TEST(!source.recognises("t.jsonl", ""));
}

BOOST_AUTO_TEST_CASE(a_transcript_cut_short_gives_way_to_the_full_one) {
  const fs::path directory =
      fs::temp_directory_path() / ("baton-antigravity-" + std::to_string(::getpid()));
  fs::create_directories(directory);
  std::ofstream(directory / "transcript_full.jsonl") << input("x");
  const Source& source = source_of("antigravity");
  BOOST_TEST(!source.recognises(directory / "transcript.jsonl", input("x")));
  BOOST_TEST(source.recognises(directory / "transcript_full.jsonl", input("x")));
  fs::remove_all(directory);
}

BOOST_AUTO_TEST_CASE(antigravity_writes_below_geminis_directory) {
  BOOST_TEST((source_of("antigravity").roots({"/home/ada", nullptr}) ==
              std::vector<fs::path>{"/home/ada/.gemini/antigravity-cli/brain"}));
}

BOOST_AUTO_TEST_CASE(slices_give_what_the_whole_gives) {
  check_slices("antigravity", "antigravity");
}

BOOST_AUTO_TEST_CASE(a_state_that_is_none_is_an_empty_one) {
  check_broken_states("antigravity");
}

BOOST_AUTO_TEST_SUITE_END()
