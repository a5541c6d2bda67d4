// Turns and sessions of GitHub Copilot CLI's event logs.

#include "daemon/base/time.hpp"
#include "tests/unit/capture/sources_slices.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;
using baton::store::Relation;
using baton::store::ToolKind;

namespace {

Recording read_lines(const std::string& lines) {
  return read("copilot-cli", lines, "/home/ada/.copilot/session-state/s1/events.jsonl");
}

std::string event(const std::string& type, const std::string& data, const std::string& id = "e1") {
  return R"({"type":")" + type + R"(","data":{)" + data + R"(},"id":")" + id +
         R"(","timestamp":"2026-06-23T05:00:00.500Z","parentId":null})" + "\n";
}

std::string start(const std::string& more = "") {
  return event(
      "session.start",
      R"("sessionId":"s9","version":1,"producer":"copilot-agent","copilotVersion":"1.0.64",)"
      R"("startTime":"2026-06-23T04:59:00Z","selectedModel":"gpt-5",)"
      R"("context":{"cwd":"/p","branch":"main"})" +
          more);
}

std::string user(const std::string& text, const std::string& more = "") {
  return event("user.message", R"("content":")" + text + "\"" + more);
}

std::string asking(const std::string& tool, const std::string& arguments) {
  return event("assistant.message", R"("content":"","toolRequests":[{"toolCallId":"c1","name":")" +
                                        tool + R"(","arguments":)" + arguments + "}]");
}

std::string starting(const std::string& tool, const std::string& arguments) {
  return event("tool.execution_start",
               R"("toolCallId":"c1","toolName":")" + tool + R"(","arguments":)" + arguments, "e2");
}

std::string complete(const std::string& more) {
  return event("tool.execution_complete", R"("toolCallId":"c1",)" + more, "e3");
}

const std::string done = complete(R"("success":true,"result":{"content":"ok"})");

}  // namespace

BOOST_AUTO_TEST_SUITE(copilot_cli)

BOOST_AUTO_TEST_CASE(what_a_person_typed_is_a_turn_without_what_was_put_around_it) {
  const Recording found = read_lines(user(
      "Fix it", R"(,"transformedContent":"<current_datetime>x</current_datetime>\n\nFix it")"));
  BOOST_TEST(found.lines == Lines{"user text: Fix it"});
  BOOST_TEST(found.turns[0].external_id == "e1");
  BOOST_TEST(baton::format_time(found.turns[0].created_at) == "2026-06-23T05:00:00.500Z");
}

BOOST_AUTO_TEST_CASE(messages_of_the_program_are_injected) {
  BOOST_TEST(
      read_lines(user("Custom instructions", R"(,"source":"instruction-discovery")")).lines ==
      Lines{"user text injected: Custom instructions"});
  BOOST_TEST(
      read_lines(user("<system_reminder>\\nx\\n</system_reminder>\\nFix it")).lines ==
      (Lines{"user text injected: <system_reminder>\nx\n</system_reminder>", "user text: Fix it"}));
  BOOST_TEST(read_lines(user("", R"(,"transformedContent":"go on")")).lines.empty());
}

BOOST_AUTO_TEST_CASE(an_answer_has_its_thought_its_words_and_its_calls) {
  const Recording found = read_lines(event(
      "assistant.message",
      R"("reasoningText":"hm","content":"I look.","toolRequests":[{"toolCallId":"c1","name":"bash",)"
      R"("arguments":{"command":"ls"}}])"));
  BOOST_TEST(found.lines == (Lines{"assistant thinking: hm", "assistant text: I look.",
                                   R"(assistant tool_call bash: {"command":"ls"})"}));
  BOOST_TEST(found.turns[2].part == 2);
  BOOST_TEST(found.turns[2].tool_call_id == "c1");
  BOOST_TEST((found.turns[2].tool_kind == ToolKind::shell));
}

BOOST_AUTO_TEST_CASE(a_thought_that_the_message_repeats_is_told_once) {
  BOOST_TEST(read_lines(event("assistant.reasoning", R"("content":"hm")") +
                        event("assistant.message", R"("reasoningText":"hm","content":"x")"))
                 .lines == (Lines{"assistant thinking: hm", "assistant text: x"}));
}

BOOST_AUTO_TEST_CASE(a_call_is_told_once_in_whichever_order_it_is_written) {
  const std::string input = R"({"command":"ls"})";
  const Lines expected{R"(assistant tool_call bash: {"command":"ls"})",
                       "tool tool_result bash: ok"};
  BOOST_TEST(read_lines(asking("bash", input) + starting("bash", input) + done).lines == expected);
  BOOST_TEST(read_lines(starting("bash", input) + asking("bash", input) + done).lines == expected);
  BOOST_TEST(read_lines(starting("bash", input) + done).lines == expected);
}

BOOST_AUTO_TEST_CASE(a_result_that_failed_is_an_error) {
  BOOST_TEST(read_lines(asking("view", R"({"path":"/p/a"})") +
                        complete(R"("success":false,"error":{"message":"Path does not exist"})"))
                 .lines.at(1) == "tool tool_result error view: Path does not exist");
}

BOOST_AUTO_TEST_CASE(a_tool_that_succeeded_touches_its_file) {
  const auto files = [](const std::string& tool, const std::string& arguments,
                        const std::string& result = done) {
    return read_lines(asking(tool, arguments) + result).turns.at(1).files;
  };
  const auto edited = files("edit", R"({"path":"/p/a","old_str":"1\n","new_str":"1\n2\n"})");
  BOOST_TEST_REQUIRE(edited.size() == 1U);
  BOOST_TEST(edited[0].path == "/p/a");
  BOOST_TEST((edited[0].operation == FileOperation::modified));
  BOOST_TEST(edited[0].lines_added == 1);
  BOOST_TEST(edited[0].lines_removed == 0);
  BOOST_TEST((files("create", R"({"path":"/p/n","file_text":"1"})").at(0).operation ==
              FileOperation::created));
  BOOST_TEST((files("apply_patch", R"("*** Begin Patch\n*** Delete File: d\n*** End Patch")")
                  .at(0)
                  .operation == FileOperation::deleted));
  BOOST_TEST(files("edit", R"({"path":"/p/a"})", complete(R"("success":false)")).empty());
  BOOST_TEST(
      files("view", R"({"path":"/p"})",
            complete(R"("success":true,"toolTelemetry":{"properties":{"viewType":"directory"}})"))
          .empty());
}

BOOST_AUTO_TEST_CASE(the_first_event_describes_the_session) {
  const Recording found = read_lines(start() + user("x"));
  const auto& session = found.session();
  BOOST_TEST(session.agent == "copilot-cli");
  BOOST_TEST(session.external_id == "s9");
  BOOST_TEST(session.working_directory == "/p");
  BOOST_TEST(session.branch == "main");
  BOOST_TEST(session.model == "gpt-5");
  BOOST_TEST(session.agent_version == "1.0.64");
  BOOST_TEST(baton::format_time(session.started_at.value()) == "2026-06-23T04:59:00.000Z");
  BOOST_TEST(baton::format_time(session.ended_at.value()) == "2026-06-23T05:00:00.500Z");
}

BOOST_AUTO_TEST_CASE(without_a_first_event_the_path_names_the_session) {
  BOOST_TEST(read_lines(user("x")).session().external_id == "s1");
  BOOST_TEST(read("copilot-cli", user("x"), "/s/s2.jsonl").session().external_id == "s2");
}

BOOST_AUTO_TEST_CASE(branch_model_and_title_change) {
  const Recording found =
      read_lines(start() + event("session.context_changed", R"("cwd":"/q","branch":"fix")") +
                 event("session.model_change", R"("newModel":"claude-opus-4.8")") +
                 event("session.title_changed", R"("title":"Fix the build")"));
  BOOST_TEST(found.session().working_directory == "/p");
  BOOST_TEST(found.session().branch == "fix");
  BOOST_TEST(found.session().model == "claude-opus-4.8");
  BOOST_TEST(found.session().title == "Fix the build");
}

BOOST_AUTO_TEST_CASE(a_shutdown_finishes_the_session_until_it_is_resumed) {
  struct LastFacts final : EventSink {
    void on_session(const baton::store::SessionFacts& facts) override { finished = facts.finished; }
    void on_turn(TurnEvent) override {}
    void on_usage(baton::store::Usage) override {}
    void on_unparsed(baton::store::UnparsedRecord) override {}
    bool finished = false;
  };
  const auto finished = [](const std::string& lines) {
    LastFacts sink;
    source_of("copilot-cli").make_parser("/s/s1.jsonl", "")->parse(lines, 0, 1, sink);
    return sink.finished;
  };
  const std::string shutdown = event("session.shutdown", "");
  BOOST_TEST(!finished(start()));
  BOOST_TEST(finished(start() + shutdown));
  BOOST_TEST(!finished(start() + shutdown + event("session.resume", R"("context":{"cwd":"/q"})")));
}

BOOST_AUTO_TEST_CASE(what_a_subagent_says_is_a_session_of_its_own) {
  const Recording found =
      read_lines(start() + user("x") +
                 event("assistant.message", R"("parentToolCallId":"c7","content":"sub")") +
                 event("assistant.message", R"("content":"main")"));
  BOOST_TEST_REQUIRE(found.sessions.size() == 2U);
  const auto& agent = found.sessions.at("s9/agent-c7");
  BOOST_TEST(agent.parent_external_id == "s9");
  BOOST_TEST((agent.relation == Relation::subagent));
  BOOST_TEST(agent.working_directory == "/p");
  BOOST_TEST(found.sessions_of_turns == (Lines{"s9", "s9/agent-c7", "s9"}));
}

BOOST_AUTO_TEST_CASE(tokens_are_told_by_messages_and_at_the_end) {
  const Recording found = read_lines(
      start() + event("assistant.message", R"("model":"gpt-5","content":"x","outputTokens":12)") +
      event("session.shutdown",
            R"("sessionStartTime":7,"modelMetrics":{"gpt-5":{"usage":{"inputTokens":100,)"
            R"("outputTokens":12,"cacheReadTokens":60,"cacheWriteTokens":10}}})"));
  BOOST_TEST_REQUIRE(found.usages.size() == 2U);
  BOOST_TEST(found.usages.at("e1").output_tokens == 12);
  const auto& end = found.usages.at("run-7-gpt-5");
  BOOST_TEST(end.input_tokens == 30);
  BOOST_TEST(end.cache_read_tokens == 60);
  BOOST_TEST(end.cache_write_tokens == 10);
  BOOST_TEST(end.output_tokens == 0);
}

BOOST_AUTO_TEST_CASE(when_no_message_told_tokens_the_end_tells_all) {
  const Recording found = read_lines(
      event("session.shutdown",
            R"("currentModel":"m","modelMetrics":{"m":{"requests":2}},"tokenDetails":{"input":)"
            R"({"tokenCount":100},"output":{"tokenCount":15},"cache_read":{"tokenCount":5}})"));
  const auto& usage = found.usages.at("run-0-m");
  BOOST_TEST(usage.input_tokens == 100);
  BOOST_TEST(usage.output_tokens == 15);
  BOOST_TEST(usage.cache_read_tokens == 5);
}

BOOST_AUTO_TEST_CASE(summaries_errors_and_notices_are_told) {
  BOOST_TEST(
      read_lines(event("session.compaction_complete", R"("summaryContent":"so far")")).lines ==
      Lines{"user summary injected: so far"});
  BOOST_TEST(read_lines(event("session.task_complete", R"("summary":"all done")")).lines ==
             Lines{"assistant text: all done"});
  BOOST_TEST(read_lines(event("session.error", R"("message":"no such model")")).lines ==
             Lines{"system text injected error: no such model"});
  BOOST_TEST(read_lines(event("system.notification", R"("content":"shell done")")).lines ==
             Lines{"system text injected: shell done"});
}

BOOST_AUTO_TEST_CASE(bookkeeping_is_skipped_silently) {
  const Recording found = read_lines(
      event("hook.start", R"("input":{"prompt":"Fix it"})") + event("hook.end", "") +
      event("system.message", R"("content":"You are")") + event("permission.requested", "") +
      event("assistant.turn_start", "") + event("session.usage_checkpoint", "") +
      event("subagent.started", R"("toolCallId":"c7")"));
  BOOST_TEST(found.lines.empty());
  BOOST_TEST(found.unparsed.empty());
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_reported) {
  const Recording found =
      read_lines(event("session.hologram", "") + R"({"type":"user.message"})" + "\n{}\n");
  BOOST_TEST_REQUIRE(found.unparsed.size() == 3U);
  BOOST_TEST(found.unparsed[0].reason == "unknown event type \"session.hologram\"");
  BOOST_TEST(found.unparsed[1].reason == "event without data");
  BOOST_TEST(found.unparsed[2].reason == "event without a type");
}

BOOST_AUTO_TEST_CASE(batons_own_handoff_is_left_out) {
  BOOST_TEST(
      read_lines(user("<baton-handoff version=\\\"1\\\">old</baton-handoff>")).lines.empty());
}

BOOST_AUTO_TEST_CASE(logs_are_known_by_their_first_event) {
  const Source& source = source_of("copilot-cli");
  BOOST_TEST(source.recognises("events.jsonl", start()));
  BOOST_TEST(source.recognises("s.jsonl", R"({"type":"session.start","data":{"sessionId":"cu)"));
  BOOST_TEST(!source.recognises("events.json", start()));
  BOOST_TEST(!source.recognises("events.jsonl", user("x")));
  BOOST_TEST(!source.recognises("t.jsonl", start(R"(,"vscodeVersion":"1.110.0")")));
  BOOST_TEST(!source.recognises("events.jsonl", ""));
}

BOOST_AUTO_TEST_CASE(copilot_writes_below_its_home) {
  using Paths = std::vector<std::filesystem::path>;
  const auto roots = [](std::optional<std::string> home) {
    return source_of("copilot-cli").roots({"/home/ada", [=](const char* name) {
                                             return std::string_view(name) == "COPILOT_HOME"
                                                        ? home
                                                        : std::nullopt;
                                           }});
  };
  BOOST_TEST((roots(std::nullopt) == Paths{"/home/ada/.copilot/session-state"}));
  BOOST_TEST((roots("/c") == Paths{"/c/session-state"}));
}

BOOST_AUTO_TEST_CASE(slices_give_what_the_whole_gives) {
  check_slices("copilot-cli", "copilot-cli");
}

BOOST_AUTO_TEST_CASE(a_state_that_is_none_is_an_empty_one) {
  check_broken_states("copilot-cli");
}

BOOST_AUTO_TEST_SUITE_END()
