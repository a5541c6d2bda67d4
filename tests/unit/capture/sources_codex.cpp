// Turns and sessions of Codex rollouts.

#include "daemon/base/time.hpp"
#include "tests/unit/capture/sources_slices.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;
using baton::store::Relation;
using baton::store::ToolKind;

namespace {

constexpr const char* own_id = "019ed50c-2fb3-7002-a384-360bea6e7f04";
constexpr const char* parent_id = "019ed000-2fb3-7002-a384-360bea6e7f04";

Recording read_lines(const std::string& lines) {
  return read("codex", lines,
              std::string("/logs/rollout-2026-06-17T12-06-46-") + own_id + ".jsonl");
}

std::string record(const std::string& type, const std::string& payload) {
  return R"({"timestamp":"2026-06-17T10:00:00.500Z","type":")" + type + R"(","payload":{)" +
         payload + "}}\n";
}

std::string item(const std::string& members) {
  return record("response_item", members);
}

std::string event(const std::string& members) {
  return record("event_msg", members);
}

std::string meta(const std::string& id, const std::string& more = "") {
  return record("session_meta",
                R"("id":")" + id + R"(","timestamp":"2026-06-17T09:59:00Z")" + more);
}

std::string message(const std::string& role, const std::string& text,
                    const std::string& more = "") {
  return item(R"("type":"message","role":")" + role +
              R"(","content":[{"type":"input_text","text":")" + text + R"("}])" + more);
}

std::string call(const std::string& name, const std::string& arguments) {
  return item(R"("type":"function_call","name":")" + name + R"(","call_id":"c1","arguments":)" +
              arguments);
}

std::string output(const std::string& value) {
  return item(R"("type":"function_call_output","call_id":"c1","output":)" + value);
}

const std::string patch =
    R"("*** Begin Patch\n*** Update File: a.txt\n@@\n-old\n+new\n+more\n*** End Patch")";

}  // namespace

BOOST_AUTO_TEST_SUITE(codex)

BOOST_AUTO_TEST_CASE(messages_are_turns) {
  const Recording found =
      read_lines(message("user", "Fix it", R"(,"id":"m1")") + message("assistant", "Done."));
  BOOST_TEST(found.lines == (Lines{"user text: Fix it", "assistant text: Done."}));
  BOOST_TEST(found.turns[0].external_id == "m1");
  BOOST_TEST(found.turns[1].external_id.empty());
  BOOST_TEST(found.turns[1].line == 2);
  BOOST_TEST(baton::format_time(found.turns[0].created_at) == "2026-06-17T10:00:00.500Z");
}

BOOST_AUTO_TEST_CASE(the_first_line_describes_the_session) {
  const Recording found = read_lines(
      meta(own_id,
           R"(,"cwd":"/p","cli_version":"0.140.0","git":{"branch":"main","commit_hash":"c"})") +
      record("turn_context", R"("cwd":"/elsewhere","model":"gpt-5.5")") + message("user", "x"));
  const auto& session = found.session();
  BOOST_TEST(session.agent == "codex");
  BOOST_TEST(session.external_id == own_id);
  BOOST_TEST(session.working_directory == "/p");
  BOOST_TEST(session.branch == "main");
  BOOST_TEST(session.model == "gpt-5.5");
  BOOST_TEST(session.agent_version == "0.140.0");
  BOOST_TEST((session.relation == Relation::none));
  BOOST_TEST(baton::format_time(session.started_at.value()) == "2026-06-17T09:59:00.000Z");
  BOOST_TEST(baton::format_time(session.ended_at.value()) == "2026-06-17T10:00:00.500Z");
  BOOST_TEST(!session.finished);
}

BOOST_AUTO_TEST_CASE(without_a_first_line_the_file_names_the_session) {
  BOOST_TEST(read_lines(message("user", "x")).session().external_id == own_id);
  BOOST_TEST(read("codex", message("user", "x"), "/logs/a.jsonl").session().external_id == "a");
}

BOOST_AUTO_TEST_CASE(the_threads_name_is_the_title) {
  BOOST_TEST(read_lines(meta(own_id) +
                        event(R"("type":"thread_name_updated","thread_name":"Fix the build")"))
                 .session()
                 .title == "Fix the build");
}

BOOST_AUTO_TEST_CASE(reasoning_that_can_be_read_is_thinking) {
  BOOST_TEST(
      read_lines(item(R"("type":"reasoning","summary":[{"text":"hm"},{"text":"so"}])")).lines ==
      (Lines{"assistant thinking: hm", "assistant thinking: so"}));
  BOOST_TEST(
      read_lines(item(R"("type":"reasoning","summary":[],"encrypted_content":"x")")).lines.empty());
}

BOOST_AUTO_TEST_CASE(a_call_and_its_output_are_two_turns) {
  const Recording found =
      read_lines(call("exec_command", R"("{\"cmd\":\"ls\"}")") +
                 output(R"("Chunk ID: 1\nProcess exited with code 0\nOutput:\na.txt")"));
  BOOST_TEST(found.lines ==
             (Lines{R"(assistant tool_call exec_command: {"cmd":"ls"})",
                    "tool tool_result exec_command: Chunk ID: 1\nProcess exited with code "
                    "0\nOutput:\na.txt"}));
  BOOST_TEST((found.turns[0].tool_kind == ToolKind::shell));
  BOOST_TEST((found.turns[1].tool_kind == ToolKind::shell));
  BOOST_TEST(found.turns[1].tool_call_id == "c1");
}

BOOST_AUTO_TEST_CASE(an_exit_code_above_the_output_tells_a_failure) {
  const auto failed = [](const std::string& value) {
    return read_lines(output(value)).turns.at(0).is_error;
  };
  BOOST_TEST(failed(R"("Wall time: 1\nProcess exited with code 2\nOutput:\nx")"));
  BOOST_TEST(failed(R"("Exit code: 1\nOutput:\nx")"));
  BOOST_TEST(!failed(R"("Exit code: 0\nOutput:\nExit code: 1")"));
  BOOST_TEST(!failed(R"("Output:\nExit code: 1")"));
  BOOST_TEST(failed(R"("apply_patch verification failed: no such line")"));
  BOOST_TEST(failed(R"({"content":"no","success":false})"));
}

BOOST_AUTO_TEST_CASE(an_output_wrapped_in_json_is_unwrapped) {
  const Recording found =
      read_lines(output(R"("{\"output\":\"a\\nb\",\"metadata\":{\"exit_code\":1}}")"));
  BOOST_TEST(found.lines == Lines{"tool tool_result error: a\nb"});
}

BOOST_AUTO_TEST_CASE(an_output_may_be_a_list_or_an_object) {
  BOOST_TEST(read_lines(output(R"([{"type":"input_text","text":"a"},{"type":"input_image",)"
                               R"("image_url":"data:image/png;base64,QUJD"}])"))
                 .lines == Lines{"tool tool_result: a\n[image image/png, 3 bytes]"});
  BOOST_TEST(read_lines(output(R"({"matches":["a"]})")).lines ==
             Lines{R"(tool tool_result: {"matches":["a"]})"});
  BOOST_TEST(read_lines(output("null")).lines == Lines{"tool tool_result: (no output)"});
}

BOOST_AUTO_TEST_CASE(a_patch_that_succeeds_touches_its_files) {
  const Recording found = read_lines(
      item(R"("type":"custom_tool_call","name":"apply_patch","call_id":"c1","input":)" + patch) +
      item(
          R"("type":"custom_tool_call_output","call_id":"c1","output":"Exit code: 0\nOutput:\nok")"));
  BOOST_TEST(found.turns.at(0).files.empty());
  const auto& files = found.turns.at(1).files;
  BOOST_TEST_REQUIRE(files.size() == 1U);
  BOOST_TEST(files[0].path == "a.txt");
  BOOST_TEST((files[0].operation == FileOperation::modified));
  BOOST_TEST(files[0].lines_added == 2);
  BOOST_TEST(files[0].lines_removed == 1);
}

BOOST_AUTO_TEST_CASE(a_patch_that_fails_touches_nothing) {
  BOOST_TEST(read_lines(call("apply_patch", patch) + output(R"("patch rejected: empty patch")"))
                 .turns.at(1)
                 .files.empty());
}

BOOST_AUTO_TEST_CASE(a_patch_within_a_script_is_found) {
  const Recording found = read_lines(
      item(
          R"x("type":"custom_tool_call","name":"exec","call_id":"c1","input":)x"
          R"x("await tools.apply_patch(`*** Begin Patch\n*** Add File: n\n+1\n*** End Patch`)")x") +
      item(R"("type":"custom_tool_call_output","call_id":"c1","output":"Script completed")"));
  BOOST_TEST_REQUIRE(found.turns.at(1).files.size() == 1U);
  BOOST_TEST((found.turns[1].files[0].operation == FileOperation::created));
  BOOST_TEST((found.turns[1].tool_kind == ToolKind::shell));
}

BOOST_AUTO_TEST_CASE(a_tool_of_a_server_bears_its_servers_name) {
  const Recording found = read_lines(
      item(R"("type":"function_call","name":"_fetch_pr","namespace":"mcp__apps__github",)"
           R"("call_id":"c","arguments":"{}")"));
  BOOST_TEST(found.turns.at(0).tool_name == "mcp__apps__github_fetch_pr");
  BOOST_TEST((found.turns[0].tool_kind == ToolKind::mcp));
}

BOOST_AUTO_TEST_CASE(a_web_search_is_a_call) {
  const Recording found =
      read_lines(item(R"("type":"web_search_call","action":{"type":"search","query":"x"})"));
  BOOST_TEST(found.lines ==
             Lines{R"(assistant tool_call web_search: {"type":"search","query":"x"})"});
  BOOST_TEST((found.turns[0].tool_kind == ToolKind::web));
}

BOOST_AUTO_TEST_CASE(what_codex_puts_into_messages_is_injected) {
  for (const char* text :
       {"<environment_context>\\n<cwd>/p</cwd>\\n</environment_context>",
        "# AGENTS.md instructions for /p\\n\\n<INSTRUCTIONS>x</INSTRUCTIONS>",
        "<turn_aborted>\\nx</turn_aborted>", "<skill>\\n<name>x</name>\\n</skill>",
        "<user_instructions>be brief</user_instructions>"}) {
    const Recording found = read_lines(message("user", text));
    BOOST_TEST_REQUIRE(found.turns.size() == 1U);
    BOOST_TEST(found.turns[0].injected, text);
  }
}

BOOST_AUTO_TEST_CASE(words_after_the_editors_context_are_the_persons) {
  BOOST_TEST(read_lines(message("user",
                                "# Context from my IDE setup:\\n\\n## My request for "
                                "Codex:\\nfix it"))
                 .lines == (Lines{"user text injected: # Context from my IDE setup:\n\n## My "
                                  "request for Codex:",
                                  "user text: fix it"}));
}

BOOST_AUTO_TEST_CASE(pieces_that_the_log_calls_injected_are) {
  const Recording found = read_lines(
      item(R"("type":"message","role":"user","content":[{"type":"input_text","text":"use tabs"},)"
           R"({"type":"input_text","text":"fix it"}],"internal_chat_message_metadata_passthrough":)"
           R"({"content_item_kinds":["hooks.additional_context","user.text"]})"));
  BOOST_TEST(found.lines == (Lines{"user text injected: use tabs", "user text: fix it"}));
}

BOOST_AUTO_TEST_CASE(of_the_developers_words_only_the_hooks_are_told) {
  BOOST_TEST(read_lines(message("developer", "<permissions instructions>\\nx") +
                        message("developer", "<skills_instructions>x") +
                        message("developer", "[bd prime] read this"))
                 .lines == Lines{"system text injected: [bd prime] read this"});
}

BOOST_AUTO_TEST_CASE(batons_own_handoff_is_left_out) {
  BOOST_TEST(read_lines(message("developer", "<baton-handoff version=\\\"1\\\">x</baton-handoff>"))
                 .lines.empty());
}

BOOST_AUTO_TEST_CASE(a_compaction_is_a_summary_without_the_history_it_replaces) {
  BOOST_TEST(
      read_lines(record("compacted", R"("message":"All done","replacement_history":[{}])")).lines ==
      Lines{"user summary injected: All done"});
  BOOST_TEST(read_lines(record("compacted", R"("message":"")")).lines.empty());
}

BOOST_AUTO_TEST_CASE(events_repeat_items_and_give_no_turns) {
  const Recording found =
      read_lines(event(R"("type":"user_message","message":"x")") +
                 event(R"("type":"agent_message","message":"x")") +
                 event(R"("type":"item_completed","item":{"type":"UserMessage","content":[]})") +
                 event(R"("type":"patch_apply_end","changes":{})") + record("world_state", ""));
  BOOST_TEST(found.lines.empty());
}

BOOST_AUTO_TEST_CASE(an_error_is_told) {
  BOOST_TEST(read_lines(event(R"("type":"error","message":"usage limit")")).lines ==
             Lines{"system text injected error: usage limit"});
  BOOST_TEST(read_lines(event(R"("type":"task_complete","error":{"message":"lost"})")).lines ==
             Lines{"system text injected error: lost"});
  BOOST_TEST(read_lines(event(R"("type":"task_complete","last_agent_message":"x")")).lines.empty());
}

BOOST_AUTO_TEST_CASE(tokens_count_once_however_often_they_are_written) {
  const std::string count = event(
      R"("type":"token_count","info":{"total_token_usage":{"input_tokens":50,"output_tokens":9},)"
      R"("last_token_usage":{"input_tokens":30,"cached_input_tokens":20,"output_tokens":5}})");
  const Recording found =
      read_lines(record("turn_context", R"("model":"gpt-5.5")") + count + count);
  BOOST_TEST_REQUIRE(found.usages.size() == 1U);
  const auto& usage = found.usages.begin()->second;
  BOOST_TEST(usage.model == "gpt-5.5");
  BOOST_TEST(usage.input_tokens == 10);
  BOOST_TEST(usage.cache_read_tokens == 20);
  BOOST_TEST(usage.output_tokens == 5);
}

BOOST_AUTO_TEST_CASE(the_window_after_a_compaction_does_not_count) {
  const auto count = [](const std::string& last) {
    return event(
        R"("type":"token_count","info":{"total_token_usage":{"input_tokens":50,"output_tokens":9},)"
        R"("last_token_usage":{)" +
        last + "}}");
  };
  const Recording found = read_lines(count(R"("input_tokens":30,"output_tokens":5)") +
                                     count(R"("input_tokens":0,"total_tokens":23658)"));
  BOOST_TEST_REQUIRE(found.usages.size() == 1U);
  BOOST_TEST(found.usages.begin()->second.input_tokens == 30);
}

BOOST_AUTO_TEST_CASE(the_tokens_of_a_log_are_its_last_sum) {
  const std::filesystem::path path =
      std::string(BATON_TEST_DATA) + "/logs/codex/Mai0313__VibeCodingTracker/codex.jsonl";
  std::int64_t input = 0;
  std::int64_t output = 0;
  for (const auto& [key, usage] : read("codex", content_of(path), path).usages) {
    input += usage.input_tokens + usage.cache_read_tokens;
    output += usage.output_tokens;
  }
  BOOST_TEST(input == 270'530);
  BOOST_TEST(output == 12'551);
}

BOOST_AUTO_TEST_CASE(a_spawned_thread_is_a_subagent_whose_user_is_an_agent) {
  const Recording found = read_lines(
      meta(own_id, std::string(R"(,"session_id":")") + parent_id +
                       R"(","source":{"subagent":{"thread_spawn":{"parent_thread_id":")" +
                       parent_id + R"("}}})") +
      message("user", "look there"));
  BOOST_TEST(found.session().parent_external_id == parent_id);
  BOOST_TEST((found.session().relation == Relation::subagent));
  BOOST_TEST(found.lines == Lines{"user text injected: look there"});
}

BOOST_AUTO_TEST_CASE(a_fork_names_its_parent) {
  for (const std::string& member :
       {std::string(R"(,"forked_from_id":")") + parent_id + "\"",
        std::string(R"(,"history_base":{"thread_id":")") + parent_id + "\"}"}) {
    const Recording found = read_lines(meta(own_id, member) + message("user", "x"));
    BOOST_TEST(found.session().parent_external_id == parent_id);
    BOOST_TEST((found.session().relation == Relation::fork));
  }
}

BOOST_AUTO_TEST_CASE(records_copied_from_the_parent_are_left_out) {
  const auto started = [](const std::string& turn) {
    return event(R"("type":"task_started","turn_id":")" + turn + "\"");
  };
  const Recording found = read_lines(
      meta(own_id, std::string(R"(,"forked_from_id":")") + parent_id + "\"") + meta(parent_id) +
      started("019ed001-0000-7000-8000-000000000000") + message("user", "old") +
      started("019ed50d-0000-7000-8000-000000000000") + message("user", "new"));
  BOOST_TEST(found.lines == Lines{"user text: new"});
  BOOST_TEST(found.session().external_id == own_id);
}

BOOST_AUTO_TEST_CASE(lines_without_an_envelope_are_items) {
  const Recording found = read_lines(
      R"({"id":"s9","timestamp":"2025-06-01T10:00:00.000Z","instructions":null,"git":{"branch":"b"}})"
      "\n"
      R"({"record_type":"state"})"
      "\n"
      R"({"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]})"
      "\n"
      R"({"type":"function_call","name":"shell","call_id":"c","arguments":"{}"})"
      "\n");
  BOOST_TEST(found.lines == (Lines{"user text: hi", "assistant tool_call shell: {}"}));
  BOOST_TEST(found.session().external_id == "s9");
  BOOST_TEST(found.session().branch == "b");
  BOOST_TEST(baton::format_time(found.turns[1].created_at) == "2025-06-01T10:00:00.000Z");
  BOOST_TEST(found.unparsed.empty());
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_reported) {
  const Recording found =
      read_lines(record("hologram", "") + item(R"("type":"smell")") + event(R"("type":"zap")") +
                 "{\"cut\n" + R"({"type":"message","role":"user"})" + "\n");
  BOOST_TEST_REQUIRE(found.unparsed.size() == 5U);
  BOOST_TEST(found.unparsed[0].reason == "unknown record type \"hologram\"");
  BOOST_TEST(found.unparsed[1].reason == "unknown item type \"smell\"");
  BOOST_TEST(found.unparsed[2].reason == "unknown event type \"zap\"");
  BOOST_TEST(found.unparsed[4].reason == "record without an envelope");
}

BOOST_AUTO_TEST_CASE(rollouts_are_known_by_their_records) {
  const Source& source = source_of("codex");
  BOOST_TEST(source.recognises("x.jsonl", meta(own_id)));
  BOOST_TEST(source.recognises("x.jsonl", R"({"payload":{"id":"a"},"type":"session_meta"})"));
  BOOST_TEST(source.recognises("x.jsonl", R"({"timestamp":"t","type":"event_msg","payload":{"cu)"));
  BOOST_TEST(source.recognises("x.jsonl", R"({"id":"a","timestamp":"t","instructions":null})"));
  BOOST_TEST(!source.recognises("x.json", meta(own_id)));
  BOOST_TEST(!source.recognises("x.jsonl", R"({"id":"a","thread_name":"n","updated_at":"t"})"));
  BOOST_TEST(!source.recognises("x.jsonl", R"({"type":"session.start","data":{},"id":"a"})"));
  BOOST_TEST(!source.recognises("x.jsonl", R"({"type":"user","sessionId":"s","message":{}})"));
  BOOST_TEST(!source.recognises("x.jsonl", ""));
}

BOOST_AUTO_TEST_CASE(codex_writes_below_its_home) {
  using Paths = std::vector<std::filesystem::path>;
  const auto roots = [](std::optional<std::string> home) {
    return source_of("codex").roots({"/home/ada", [=](const char* name) {
                                       return std::string_view(name) == "CODEX_HOME" ? home
                                                                                     : std::nullopt;
                                     }});
  };
  BOOST_TEST((roots(std::nullopt) ==
              Paths{"/home/ada/.codex/sessions", "/home/ada/.codex/archived_sessions"}));
  BOOST_TEST((roots("/c") == Paths{"/c/sessions", "/c/archived_sessions"}));
}

BOOST_AUTO_TEST_CASE(slices_give_what_the_whole_gives) {
  check_slices("codex", "codex");
}

BOOST_AUTO_TEST_CASE(a_state_that_is_none_is_an_empty_one) {
  check_broken_states("codex");
}

BOOST_AUTO_TEST_SUITE_END()
