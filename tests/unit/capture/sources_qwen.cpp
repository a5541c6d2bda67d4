// Turns and sessions of Qwen Code logs.

#include "daemon/base/time.hpp"
#include "tests/unit/capture/sources_slices.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;
using baton::store::Relation;
using baton::store::ToolKind;

namespace {

Recording read_lines(const std::string& lines) {
  return read("qwen", lines, "/home/ada/.qwen/projects/-p/chats/s1.jsonl");
}

/// A record of session s1 with these members.
std::string record(const std::string& type, const std::string& members) {
  return R"({"uuid":"u1","parentUuid":null,"sessionId":"s1","timestamp":"2026-08-17T12:00:00.500Z",)"
         R"("type":")" +
         type + "\"" + (members.empty() ? "" : "," + members) + "}\n";
}

std::string parts(const std::string& list) {
  return R"("message":{"role":"user","parts":[)" + list + "]}";
}

std::string text(const std::string& words) {
  return R"({"text":")" + words + "\"}";
}

std::string user(const std::string& list, const std::string& more = "") {
  return record("user", parts(list) + more);
}

std::string system_record(const std::string& subtype, const std::string& payload) {
  return record("system", R"("subtype":")" + subtype + R"(","systemPayload":{)" + payload + "}");
}

std::string call(const std::string& name, const std::string& args) {
  return record("assistant", parts(R"({"functionCall":{"id":"c1","name":")" + name +
                                   R"(","args":)" + args + "}}"));
}

std::string result(const std::string& response, const std::string& details = "{}") {
  return record("tool_result",
                parts(R"({"functionResponse":{"id":"c1","name":"","response":)" + response + "}}") +
                    R"(,"toolCallResult":)" + details);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(qwen)

BOOST_AUTO_TEST_CASE(parts_are_turns) {
  const Recording found =
      read_lines(user(text("Fix it")) +
                 record("assistant", parts(R"({"text":"hm","thought":true},)" + text("Done."))));
  BOOST_TEST(found.lines ==
             (Lines{"user text: Fix it", "assistant thinking: hm", "assistant text: Done."}));
  BOOST_TEST(found.turns[0].external_id == "u1");
  BOOST_TEST(found.turns[2].part == 1);
  BOOST_TEST(baton::format_time(found.turns[0].created_at) == "2026-08-17T12:00:00.500Z");
}

BOOST_AUTO_TEST_CASE(a_call_and_its_result_are_two_turns) {
  const Recording found = read_lines(call("run_shell_command", R"({"command":"ls"})") +
                                     result(R"({"output":"a.txt"})"));
  BOOST_TEST(found.lines == (Lines{R"(assistant tool_call run_shell_command: {"command":"ls"})",
                                   "tool tool_result run_shell_command: a.txt"}));
  BOOST_TEST((found.turns[1].tool_kind == ToolKind::shell));
  BOOST_TEST(found.turns[1].tool_call_id == "c1");
}

BOOST_AUTO_TEST_CASE(a_result_that_failed_is_an_error) {
  const auto failed = [](const std::string& response, const std::string& details = "{}") {
    return read_lines(call("run_shell_command", "{}") + result(response, details))
        .turns.at(1)
        .is_error;
  };
  BOOST_TEST(failed(R"({"error":"no"})"));
  BOOST_TEST(failed(R"({"output":"x"})", R"({"status":"cancelled"})"));
  BOOST_TEST(!failed(R"({"output":"x"})", R"({"status":"success"})"));
}

BOOST_AUTO_TEST_CASE(a_change_counts_the_lines_of_its_diff) {
  const auto files = [](const std::string& details) {
    return read_lines(call("edit", R"({"file_path":"/p/a","old_string":"1","new_string":"2"})") +
                      result(R"({"output":"ok"})", details))
        .turns.at(1)
        .files;
  };
  const auto changed = files(R"({"resultDisplay":{"fileDiff":"@@\n-1\n+2\n+3\n"}})");
  BOOST_TEST_REQUIRE(changed.size() == 1U);
  BOOST_TEST(changed[0].path == "/p/a");
  BOOST_TEST((changed[0].operation == FileOperation::modified));
  BOOST_TEST(changed[0].lines_added == 2);
  BOOST_TEST(changed[0].lines_removed == 1);
  BOOST_TEST((files(R"({"resultDisplay":{"originalContent":null}})").at(0).operation ==
              FileOperation::created));
  BOOST_TEST(files(R"({"status":"error"})").empty());
}

BOOST_AUTO_TEST_CASE(context_of_a_hook_is_injected) {
  const std::string context =
      "<qwen:user-prompt-submit-context>\\nuse tabs\\n</qwen:user-prompt-submit-context>";
  BOOST_TEST(read_lines(user(text("Fix it") + "," + text(context))).lines ==
             (Lines{"user text: Fix it",
                    "user text injected: <qwen:user-prompt-submit-context>\nuse "
                    "tabs\n</qwen:user-prompt-submit-context>"}));
}

BOOST_AUTO_TEST_CASE(what_was_typed_is_told_where_more_was_sent) {
  BOOST_TEST(read_lines(user(text("Read a.txt: its text"),
                             R"(,"systemPayload":{"displayText":"Read @a.txt"})"))
                 .lines ==
             (Lines{"user text: Read @a.txt", "user text injected: Read a.txt: its text"}));
  BOOST_TEST(read_lines(user(text("Fix it") + "," + text("extra"),
                             R"(,"systemPayload":{"displayText":"Fix it"})"))
                 .lines == (Lines{"user text: Fix it", "user text injected: extra"}));
}

BOOST_AUTO_TEST_CASE(only_a_person_types) {
  for (const char* more :
       {R"(,"provenance":"hook")", R"(,"subtype":"notification")", R"(,"agentId":"a7")"}) {
    BOOST_TEST(read_lines(user(text("x"), more)).lines == Lines{"user text injected: x"});
  }
  for (const char* more :
       {R"(,"provenance":"real_user")", R"(,"subtype":"mid_turn_user_message")"}) {
    BOOST_TEST(read_lines(user(text("x"), more)).lines == Lines{"user text: x"});
  }
}

BOOST_AUTO_TEST_CASE(batons_own_handoff_is_left_out_even_when_escaped) {
  BOOST_TEST(read_lines(user(text("fix it &lt;baton-handoff&gt;x&lt;/baton-handoff&gt;"))).lines ==
             Lines{"user text: fix it"});
}

BOOST_AUTO_TEST_CASE(records_of_one_message_go_on_with_its_parts) {
  const Recording found = read_lines(record("assistant", parts(text("one") + "," + text("two"))) +
                                     record("assistant", parts(text("three"))));
  BOOST_TEST(found.turns.at(2).external_id == "u1");
  BOOST_TEST(found.turns[2].part == 2);
}

BOOST_AUTO_TEST_CASE(records_glued_together_are_read) {
  std::string line = user(text("one"));
  line.pop_back();
  const Recording found = read_lines(line + user(text("}{two")) + user(text("three")));
  BOOST_TEST(found.lines == (Lines{"user text: one", "user text: }{two", "user text: three"}));
  BOOST_TEST(found.turns[1].line == 1);
  BOOST_TEST(found.turns[2].line == 2);
  BOOST_TEST(found.unparsed.empty());
}

BOOST_AUTO_TEST_CASE(records_describe_the_session) {
  const Recording found = read_lines(
      user(text("x"), R"(,"cwd":"/p","gitBranch":"main","version":"0.21.13")") +
      record("assistant", parts(text("y")) + R"(,"cwd":"/q","gitBranch":"fix","model":"coder")"));
  const auto& session = found.session();
  BOOST_TEST(session.agent == "qwen");
  BOOST_TEST(session.external_id == "s1");
  BOOST_TEST(session.working_directory == "/p");
  BOOST_TEST(session.branch == "fix");
  BOOST_TEST(session.model == "coder");
  BOOST_TEST(session.agent_version == "0.21.13");
  BOOST_TEST(baton::format_time(session.started_at.value()) == "2026-08-17T12:00:00.500Z");
}

BOOST_AUTO_TEST_CASE(a_chosen_title_stays) {
  const auto title = [](const std::string& words, const std::string& source) {
    return system_record("custom_title",
                         R"("customTitle":")" + words + R"(","titleSource":")" + source + "\"");
  };
  BOOST_TEST(read_lines(title("guess", "auto") + title("guess 2", "auto")).session().title ==
             "guess 2");
  BOOST_TEST(read_lines(title("mine", "manual") + title("guess", "auto")).session().title ==
             "mine");
}

BOOST_AUTO_TEST_CASE(a_fork_names_its_parent_and_keeps_the_ids_it_copied) {
  const Recording found =
      read_lines(user(text("x"), R"(,"forkedFrom":{"sessionId":"s0","messageUuid":"original"})"));
  BOOST_TEST(found.session().parent_external_id == "s0");
  BOOST_TEST((found.session().relation == Relation::fork));
  BOOST_TEST(found.turns.at(0).external_id == "original");
}

BOOST_AUTO_TEST_CASE(what_a_subagent_says_is_a_session_of_its_own) {
  const Recording found =
      read_lines(user(text("x")) + record("assistant", parts(text("y")) + R"(,"agentId":"a7")"));
  const auto& agent = found.sessions.at("s1/agent-a7");
  BOOST_TEST(agent.parent_external_id == "s1");
  BOOST_TEST((agent.relation == Relation::subagent));
  BOOST_TEST(found.sessions_of_turns == (Lines{"s1", "s1/agent-a7"}));
}

BOOST_AUTO_TEST_CASE(a_compression_is_its_summary) {
  BOOST_TEST(read_lines(system_record("chat_compression",
                                      R"("compressedHistory":[{"role":"user","parts":[)" +
                                          text("<state_snapshot>done</state_snapshot>") + "]}]"))
                 .lines == Lines{"user summary injected: <state_snapshot>done</state_snapshot>"});
}

BOOST_AUTO_TEST_CASE(a_slash_command_is_told_once) {
  BOOST_TEST(
      read_lines(system_record("slash_command", R"("phase":"invocation","rawCommand":"/init")") +
                 system_record("slash_command", R"("phase":"result","rawCommand":"/init")"))
          .lines == Lines{"user text injected: /init"});
}

BOOST_AUTO_TEST_CASE(tokens_belong_to_their_answer) {
  const Recording found = read_lines(record(
      "assistant", parts(text("x")) + R"(,"model":"m","usageMetadata":{"promptTokenCount":100,)"
                                      R"("candidatesTokenCount":7,"cachedContentTokenCount":40,)"
                                      R"("thoughtsTokenCount":3,"totalTokenCount":107})"));
  BOOST_TEST_REQUIRE(found.usages.size() == 1U);
  const auto& usage = found.usages.at("u1");
  BOOST_TEST(usage.model == "m");
  BOOST_TEST(usage.input_tokens == 60);
  BOOST_TEST(usage.cache_read_tokens == 40);
  BOOST_TEST(usage.output_tokens == 7);
}

BOOST_AUTO_TEST_CASE(bookkeeping_is_skipped_silently) {
  const Recording found =
      read_lines(system_record("ui_telemetry", R"("uiEvent":{})") + system_record("rewind", "") +
                 system_record("file_history_snapshot", "") + record("system", ""));
  BOOST_TEST(found.lines.empty());
  BOOST_TEST(found.unparsed.empty());
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_reported) {
  const Recording found =
      read_lines(record("hologram", "") + system_record("smell", "") + "{\"cut\n");
  BOOST_TEST_REQUIRE(found.unparsed.size() == 3U);
  BOOST_TEST(found.unparsed[0].reason == "unknown record type \"hologram\"");
  BOOST_TEST(found.unparsed[1].reason == "unknown subtype \"smell\"");
  BOOST_TEST(found.unparsed[2].line == 3);
}

BOOST_AUTO_TEST_CASE(logs_are_known_by_their_first_record) {
  const Source& source = source_of("qwen");
  BOOST_TEST(source.recognises("s.jsonl", user(text("x"))));
  BOOST_TEST(source.recognises("s.jsonl", system_record("ui_telemetry", "")));
  BOOST_TEST(!source.recognises("s.json", user(text("x"))));
  BOOST_TEST(!source.recognises(
      "s.jsonl",
      R"({"parentUuid":null,"isSidechain":false,"userType":"external","sessionId":"s","type":"user","uuid":"u","message":{"content":"x"},"parts":[]})"));
  BOOST_TEST(!source.recognises("s.jsonl", R"({"sessionId":"s","projectHash":"h"})"));
  BOOST_TEST(!source.recognises("s.jsonl", ""));
  BOOST_TEST(!source_of("claude-code").recognises("s.jsonl", user(text("x"))));
}

BOOST_AUTO_TEST_CASE(qwen_writes_below_its_home) {
  using Paths = std::vector<std::filesystem::path>;
  const auto roots = [](std::optional<std::string> home) {
    return source_of("qwen").roots({"/home/ada", [=](const char* name) {
                                      return std::string_view(name) == "QWEN_HOME" ? home
                                                                                   : std::nullopt;
                                    }});
  };
  BOOST_TEST((roots(std::nullopt) == Paths{"/home/ada/.qwen/projects"}));
  BOOST_TEST((roots("/q") == Paths{"/q/projects"}));
}

BOOST_AUTO_TEST_CASE(slices_give_what_the_whole_gives) {
  check_slices("qwen", "qwen");
}

BOOST_AUTO_TEST_CASE(a_state_that_is_none_is_an_empty_one) {
  check_broken_states("qwen");
}

BOOST_AUTO_TEST_SUITE_END()
