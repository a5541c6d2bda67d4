// Turns of Claude Code records.

#include "tests/unit/capture/sources_recording.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;

namespace {

Recording read_lines(const std::string& lines) {
  return read("claude-code", lines, "/logs/s1.jsonl");
}

/// A record of session s1 with these members.
std::string record(const std::string& members) {
  return R"({"sessionId":"s1","timestamp":"2026-01-05T10:00:00.500Z",)" + members + "}\n";
}

std::string user(const std::string& content, const std::string& more = "") {
  return record(R"("type":"user","uuid":"u1",)" + more + R"("message":{"role":"user","content":)" +
                content + "}");
}

std::string assistant(const std::string& content, const std::string& more = "") {
  return record(R"("type":"assistant","uuid":"a1",)" + more +
                R"("message":{"role":"assistant","content":)" + content + "}");
}

const std::string bash_call = assistant(
    R"([{"type":"tool_use","id":"t1","name":"Bash","input":{"command":"ls","timeout":1.5}}])");

std::string edit_result(const std::string& details) {
  return assistant(
             R"([{"type":"tool_use","id":"t1","name":"Edit","input":{"file_path":"/p/a.txt"}}])") +
         user(R"([{"type":"tool_result","tool_use_id":"t1","content":"ok"}])",
              R"("toolUseResult":)" + details + ",");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(claude_code)

BOOST_AUTO_TEST_CASE(a_string_is_a_text_turn) {
  const Recording found = read_lines(user(R"("Fix the tests")"));
  BOOST_TEST(found.lines == Lines{"user text: Fix the tests"});
  BOOST_TEST(found.turns[0].external_id == "u1");
  BOOST_TEST(found.turns[0].part == 0);
  BOOST_TEST(found.turns[0].line == 1);
  BOOST_TEST(found.turns[0].created_at == 1767607200500);
}

BOOST_AUTO_TEST_CASE(every_block_is_a_turn_with_its_index) {
  const Recording found = read_lines(assistant(
      R"([{"type":"thinking","thinking":"hm"},{"type":"text","text":"I look."},{"type":"text","text":"So."}])"));
  BOOST_TEST(found.lines ==
             (Lines{"assistant thinking: hm", "assistant text: I look.", "assistant text: So."}));
  BOOST_TEST(found.turns[2].part == 2);
}

BOOST_AUTO_TEST_CASE(blank_blocks_give_no_turn_and_keep_the_indices) {
  const Recording found = read_lines(assistant(
      R"([{"type":"thinking","thinking":""},{"type":"text","text":" \n"},{"type":"text","text":"x"}])"));
  BOOST_TEST(found.lines == Lines{"assistant text: x"});
  BOOST_TEST(found.turns[0].part == 2);
}

BOOST_AUTO_TEST_CASE(a_call_is_its_input_in_the_order_of_the_log) {
  const Recording found = read_lines(bash_call);
  BOOST_TEST(found.lines == Lines{R"(assistant tool_call Bash: {"command":"ls","timeout":1.5})"});
  BOOST_TEST((found.turns[0].tool_kind == baton::store::ToolKind::shell));
  BOOST_TEST(found.turns[0].tool_call_id == "t1");
}

BOOST_AUTO_TEST_CASE(a_result_has_the_name_of_its_call) {
  const Recording found = read_lines(
      bash_call + user(R"([{"type":"tool_result","tool_use_id":"t1","content":"a.txt"}])"));
  BOOST_TEST(found.lines.at(1) == "tool tool_result Bash: a.txt");
  BOOST_TEST((found.turns[1].tool_kind == baton::store::ToolKind::shell));
}

BOOST_AUTO_TEST_CASE(a_result_without_text_is_a_turn) {
  const Recording found =
      read_lines(user(R"([{"type":"tool_result","tool_use_id":"t1","content":""}])"));
  BOOST_TEST(found.lines == Lines{"tool tool_result: (no output)"});
}

BOOST_AUTO_TEST_CASE(blocks_of_a_result_are_joined_by_line_ends) {
  const Recording found = read_lines(user(
      R"([{"type":"tool_result","content":[{"type":"text","text":"a"},{"type":"text","text":"b"},)"
      R"({"type":"image","source":{"type":"base64","media_type":"image/png","data":"QUJDRA=="}}]}])"));
  BOOST_TEST(found.lines == Lines{"tool tool_result: a\nb\n[image image/png, 4 bytes]"});
}

BOOST_AUTO_TEST_CASE(a_failed_result_is_an_error) {
  BOOST_TEST(read_lines(user(R"([{"type":"tool_result","content":"no","is_error":true}])"))
                 .turns.at(0)
                 .is_error);
  BOOST_TEST(read_lines(user(R"([{"type":"tool_result","content":"no"}])",
                             R"("toolUseResult":"Error: no",)"))
                 .turns.at(0)
                 .is_error);
}

BOOST_AUTO_TEST_CASE(an_image_is_a_stub) {
  const Recording found = read_lines(user(
      R"([{"type":"image","source":{"type":"base64","media_type":"image/png","data":"QUJD"}}])"));
  BOOST_TEST(found.lines == Lines{"user text: [image image/png, 3 bytes]"});
}

BOOST_AUTO_TEST_CASE(an_edit_counts_the_lines_of_its_patch) {
  const Recording found = read_lines(edit_result(
      R"({"filePath":"/p/a.txt","originalFile":"x","structuredPatch":[{"lines":[" a","-b","+c","+d"]}]})"));
  const auto& files = found.turns.at(1).files;
  BOOST_TEST_REQUIRE(files.size() == 1U);
  BOOST_TEST(files[0].path == "/p/a.txt");
  BOOST_TEST((files[0].operation == baton::store::FileOperation::modified));
  BOOST_TEST(files[0].lines_added == 2);
  BOOST_TEST(files[0].lines_removed == 1);
}

BOOST_AUTO_TEST_CASE(an_edit_that_failed_touches_nothing) {
  BOOST_TEST(read_lines(edit_result(R"("Error: String not found")")).turns.at(1).files.empty());
}

BOOST_AUTO_TEST_CASE(a_created_file_has_the_lines_of_its_content) {
  const Recording found = read_lines(
      assistant(R"([{"type":"tool_use","id":"t1","name":"Write","input":{"file_path":"/p/n"}}])") +
      user(
          R"([{"type":"tool_result","tool_use_id":"t1","content":"ok"}])",
          R"("toolUseResult":{"type":"create","filePath":"/p/n","content":"1\n2\n","structuredPatch":[]},)"));
  const auto& files = found.turns.at(1).files;
  BOOST_TEST_REQUIRE(files.size() == 1U);
  BOOST_TEST((files[0].operation == baton::store::FileOperation::created));
  BOOST_TEST(files[0].lines_added == 2);
}

BOOST_AUTO_TEST_CASE(a_read_file_is_a_touch) {
  const Recording found = read_lines(
      assistant(R"([{"type":"tool_use","id":"t1","name":"Read","input":{"file_path":"/p/r"}}])") +
      user(R"([{"type":"tool_result","tool_use_id":"t1","content":"text"}])"));
  BOOST_TEST_REQUIRE(found.turns.at(1).files.size() == 1U);
  BOOST_TEST((found.turns[1].files[0].operation == baton::store::FileOperation::read));
}

BOOST_AUTO_TEST_CASE(what_the_program_says_as_the_user_is_injected) {
  BOOST_TEST(read_lines(user(R"("Caveat")", R"("isMeta":true,)")).lines ==
             Lines{"user text injected: Caveat"});
  BOOST_TEST(read_lines(user(R"("done")", R"("origin":{"kind":"task-notification"},)")).lines ==
             Lines{"user text injected: done"});
  BOOST_TEST(read_lines(user(R"("typed")", R"("origin":{"kind":"human"},)")).lines ==
             Lines{"user text: typed"});
}

BOOST_AUTO_TEST_CASE(markup_and_words_are_separate_parts) {
  const Recording found =
      read_lines(user(R"("<system-reminder>\nbe brief\n</system-reminder>\nfix it")"));
  BOOST_TEST(found.lines ==
             (Lines{"user text injected: <system-reminder>\nbe brief\n</system-reminder>",
                    "user text: fix it"}));
  BOOST_TEST(found.turns[0].part == 0);
  BOOST_TEST(found.turns[1].part == 65536);
}

BOOST_AUTO_TEST_CASE(a_compaction_is_a_boundary_and_a_summary) {
  const Recording found = read_lines(
      record(
          R"("type":"system","subtype":"compact_boundary","uuid":"b","content":"Conversation compacted")") +
      user(R"("This session is being continued from a previous conversation. Done: all.")",
           R"("isCompactSummary":true,)"));
  BOOST_TEST(found.lines == (Lines{"system text injected: Conversation compacted",
                                   "user summary injected: This session is being continued from a "
                                   "previous conversation. Done: all."}));
}

BOOST_AUTO_TEST_CASE(a_local_command_is_a_turn_of_the_system) {
  const Recording found = read_lines(record(
      R"("type":"system","subtype":"local_command","content":"<local-command-stdout>ok</local-command-stdout>")"));
  BOOST_TEST(found.lines ==
             Lines{"system text injected: <local-command-stdout>ok</local-command-stdout>"});
}

BOOST_AUTO_TEST_CASE(a_queued_message_is_a_turn) {
  const Recording found = read_lines(record(
      R"("type":"attachment","uuid":"q","attachment":{"type":"queued_command","prompt":"also this"})"));
  BOOST_TEST(found.lines == Lines{"user text: also this"});
}

BOOST_AUTO_TEST_CASE(a_queued_message_that_comes_again_is_told_once) {
  const std::string queued = record(
      R"("type":"attachment","uuid":"q","attachment":{"type":"queued_command","prompt":"also this"})");
  BOOST_TEST(read_lines(queued + user(R"("also this")")).lines.size() == 1U);
  BOOST_TEST(read_lines(user(R"("also this")") + queued).lines.size() == 1U);
  BOOST_TEST(read_lines(user(R"("also this")") + user(R"("also this")")).lines.size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_same_words_an_hour_later_are_another_message) {
  const std::string queued =
      R"({"type":"attachment","uuid":"q","timestamp":"2026-01-05T11:00:00Z","sessionId":"s1",)"
      R"("attachment":{"type":"queued_command","prompt":"go on"}})"
      "\n";
  BOOST_TEST(read_lines(user(R"("go on")") + queued).lines.size() == 2U);
}

BOOST_AUTO_TEST_CASE(context_of_a_hook_is_the_systems) {
  const Recording found = read_lines(record(
      R"("type":"attachment","uuid":"h","attachment":{"type":"hook_additional_context","content":["use tabs"]})"));
  BOOST_TEST(found.lines == Lines{"system text injected: use tabs"});
}

BOOST_AUTO_TEST_CASE(batons_own_handoff_is_left_out) {
  const std::string handoff = "<baton-handoff version=\\\"1\\\">old news</baton-handoff>";
  BOOST_TEST(
      read_lines(
          record(
              R"("type":"attachment","attachment":{"type":"hook_additional_context","content":")" +
              handoff + "\"}"))
          .lines.empty());
  BOOST_TEST(read_lines(user("\"" + handoff + " go on\"")).lines == Lines{"user text:  go on"});
  BOOST_TEST(read_lines(user(R"([{"type":"tool_result","content":")" + handoff + "\"}]")).lines ==
             Lines{"tool tool_result: (no output)"});
}

BOOST_AUTO_TEST_CASE(usage_counts_once_for_each_answer_and_the_last_wins) {
  const auto answer = [](const std::string& tokens) {
    return record(
        R"("type":"assistant","requestId":"r","message":{"id":"m","role":"assistant","model":"opus",)"
        R"("content":[],"usage":{"input_tokens":3,"cache_read_input_tokens":5,)"
        R"("cache_creation_input_tokens":7,"output_tokens":)" +
        tokens + "}}");
  };
  const Recording found = read_lines(answer("1") + answer("9"));
  BOOST_TEST_REQUIRE(found.usages.size() == 1U);
  const auto& usage = found.usages.at("m/r");
  BOOST_TEST(usage.model == "opus");
  BOOST_TEST(usage.input_tokens == 3);
  BOOST_TEST(usage.output_tokens == 9);
  BOOST_TEST(usage.cache_read_tokens == 5);
  BOOST_TEST(usage.cache_write_tokens == 7);
}

BOOST_AUTO_TEST_CASE(bookkeeping_is_skipped_silently) {
  const Recording found = read_lines(
      record(R"("type":"progress","data":{})") + record(R"("type":"mode","mode":"plan")") +
      record(R"("type":"queue-operation","operation":"enqueue","content":"x")") +
      record(R"("type":"system","subtype":"turn_duration","durationMs":1)"));
  BOOST_TEST(found.lines.empty());
  BOOST_TEST(found.unparsed.empty());
}

BOOST_AUTO_TEST_CASE(what_is_not_understood_is_reported_with_its_place) {
  const std::string first = user(R"("x")");
  const Recording found = read_lines(first + record(R"("type":"hologram")") + "{\"cut\n" + "[1]\n");
  BOOST_TEST_REQUIRE(found.unparsed.size() == 3U);
  BOOST_TEST(found.unparsed[0].reason == "unknown record type \"hologram\"");
  BOOST_TEST(found.unparsed[0].line == 2);
  BOOST_TEST(found.unparsed[0].offset == first.size());
  BOOST_TEST(found.unparsed[1].raw == "{\"cut");
  BOOST_TEST(found.unparsed[2].reason == "not a JSON object");
}

BOOST_AUTO_TEST_CASE(broken_characters_lose_no_record) {
  BOOST_TEST(read_lines(user("\"a\xFFz\"")).lines == Lines{"user text: a\xEF\xBF\xBDz"});
  BOOST_TEST(read_lines(user(R"("cut \ud83d")")).lines == Lines{"user text: cut \xEF\xBF\xBD"});
  BOOST_TEST(read_lines(user(R"("nul \u0000")")).lines == Lines{"user text: nul \xE2\x90\x80"});
  BOOST_TEST(read_lines(std::string(3, '\0') + user(R"("x")")).lines == Lines{"user text: x"});
}

BOOST_AUTO_TEST_CASE(a_record_too_deep_is_reported) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  const Recording found = read_lines(record("\"type\":\"user\",\"x\":" + deep) + user(R"("x")"));
  BOOST_TEST(found.unparsed.size() == 1U);
  BOOST_TEST(found.lines.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_record_without_uuid_and_time_is_kept) {
  const Recording found = read_lines(R"({"type":"user","message":{"role":"user","content":"hi"}})"
                                     "\n");
  BOOST_TEST(found.lines == Lines{"user text: hi"});
  BOOST_TEST(found.turns[0].external_id.empty());
  BOOST_TEST(found.turns[0].created_at == 0);
  BOOST_TEST(found.session().external_id == "s1");
}

BOOST_AUTO_TEST_SUITE_END()
