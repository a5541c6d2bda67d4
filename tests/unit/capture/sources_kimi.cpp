// Turns and sessions of Kimi Code.

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

const std::string path = "/k/sessions/wd_p/s1/agents/main/wire.jsonl";

Recording read_lines(const std::string& lines, const std::string& file = path) {
  return read("kimi", lines, file);
}

std::string record(const std::string& type, const std::string& members) {
  return R"({"type":")" + type + R"(","time":1785612812820)" +
         (members.empty() ? "" : "," + members) + "}\n";
}

const std::string metadata =
    R"({"type":"metadata","protocol_version":"1.4","created_at":1785612803281})"
    "\n";

std::string user(const std::string& text, const std::string& kind = "user") {
  return record("context.append_message",
                R"("message":{"role":"user","content":[{"type":"text","text":")" + text +
                    R"("}],"toolCalls":[],"origin":{"kind":")" + kind + R"("}})");
}

std::string event(const std::string& members) {
  return record("context.append_loop_event", R"("event":{)" + members + "}");
}

std::string call(const std::string& tool, const std::string& args) {
  return event(R"("type":"tool.call","uuid":"c_0","toolCallId":"c_0","name":")" + tool +
               R"(","args":)" + args);
}

std::string result(const std::string& members) {
  return event(R"("type":"tool.result","toolCallId":"c_0","result":{)" + members + "}");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kimi)

BOOST_AUTO_TEST_CASE(messages_and_parts_are_turns) {
  const Recording found = read_lines(
      metadata + user("Fix it") +
      event(R"("type":"content.part","uuid":"p1","part":{"type":"think","think":"hm"})") +
      event(R"("type":"content.part","uuid":"p2","part":{"type":"text","text":"Done."})"));
  BOOST_TEST(found.lines ==
             (Lines{"user text: Fix it", "assistant thinking: hm", "assistant text: Done."}));
  BOOST_TEST(found.turns[0].external_id.empty());
  BOOST_TEST(found.turns[0].line == 2);
  BOOST_TEST(found.turns[2].external_id == "s1/p2");
  BOOST_TEST(found.turns[0].created_at == 1785612812820);
}

BOOST_AUTO_TEST_CASE(what_no_person_typed_is_injected) {
  BOOST_TEST(read_lines(user("be brief", "injection")).lines ==
             Lines{"user text injected: be brief"});
  BOOST_TEST(
      read_lines(user("<system-reminder>\\nx\\n</system-reminder>\\nFix it")).lines ==
      (Lines{"user text injected: <system-reminder>\nx\n</system-reminder>", "user text: Fix it"}));
}

BOOST_AUTO_TEST_CASE(prompts_are_told_once) {
  BOOST_TEST(read_lines(record("turn.prompt", R"("input":[{"type":"text","text":"Fix it"}])") +
                        user("Fix it"))
                 .lines == Lines{"user text: Fix it"});
}

BOOST_AUTO_TEST_CASE(a_call_and_its_result_are_two_turns) {
  const Recording found =
      read_lines(call("Bash", R"({"command":"ls"})") + result(R"("output":"a.txt")"));
  BOOST_TEST(found.lines == (Lines{R"(assistant tool_call Bash: {"command":"ls"})",
                                   "tool tool_result Bash: a.txt"}));
  BOOST_TEST(found.turns[0].external_id == "s1/c_0");
  BOOST_TEST((found.turns[1].tool_kind == ToolKind::shell));
  BOOST_TEST(read_lines(result(R"("output":"no","isError":true)")).turns.at(0).is_error);
}

BOOST_AUTO_TEST_CASE(an_output_may_be_a_list) {
  BOOST_TEST(
      read_lines(result(R"("output":[{"type":"text","text":"a"},{"type":"image_url"}])")).lines ==
      Lines{"tool tool_result: a\n[image_url]"});
}

BOOST_AUTO_TEST_CASE(a_change_touches_its_file_when_it_succeeds) {
  const std::string edit = call("Edit", R"({"path":"/p/a","old_string":"1","new_string":"2\n3"})");
  const auto files = read_lines(edit + result(R"("output":"ok")")).turns.at(1).files;
  BOOST_TEST_REQUIRE(files.size() == 1U);
  BOOST_TEST(files[0].path == "/p/a");
  BOOST_TEST((files[0].operation == FileOperation::modified));
  BOOST_TEST(read_lines(edit + result(R"("isError":true)")).turns.at(1).files.empty());
}

BOOST_AUTO_TEST_CASE(a_compaction_is_its_summary) {
  BOOST_TEST(read_lines(record("context.apply_compaction", R"("summary":"so far")")).lines ==
             Lines{"user summary injected: so far"});
}

BOOST_AUTO_TEST_CASE(batons_own_handoff_is_left_out) {
  BOOST_TEST(read_lines(user("<baton-handoff version=\\\"1\\\">x</baton-handoff>")).lines.empty());
}

BOOST_AUTO_TEST_CASE(the_configuration_describes_the_session) {
  const auto session =
      read_lines(metadata + record("config.update", R"("cwd":"/p","modelAlias":"kimi-k2.7")"))
          .session();
  BOOST_TEST(session.agent == "kimi");
  BOOST_TEST(session.external_id == "s1");
  BOOST_TEST(session.working_directory == "/p");
  BOOST_TEST(session.model == "kimi-k2.7");
  BOOST_TEST(session.started_at.value() == 1785612803281);
  BOOST_TEST(session.ended_at.value() == 1785612812820);
}

BOOST_AUTO_TEST_CASE(title_and_directory_stand_beside_the_log) {
  const fs::path session =
      fs::temp_directory_path() / ("baton-kimi-" + std::to_string(::getpid())) / "s7";
  fs::create_directories(session);
  std::ofstream(session / "state.json") << R"({"title":"Fix","workDir":"/work/app"})";
  const Recording found =
      read_lines(user("x"), (session / "agents" / "main" / "wire.jsonl").string());
  fs::remove_all(session.parent_path());
  BOOST_TEST(found.session().external_id == "s7");
  BOOST_TEST(found.session().title == "Fix");
  BOOST_TEST(found.session().working_directory == "/work/app");
}

BOOST_AUTO_TEST_CASE(another_agents_log_is_a_subagents) {
  const Recording found =
      read_lines(user("look there"), "/k/sessions/wd_p/s1/agents/agent-0/wire.jsonl");
  BOOST_TEST(found.session().external_id == "s1/agent-0");
  BOOST_TEST(found.session().parent_external_id == "s1");
  BOOST_TEST((found.session().relation == Relation::subagent));
  BOOST_TEST(found.lines == Lines{"user text injected: look there"});
}

BOOST_AUTO_TEST_CASE(tokens_are_recorded_once) {
  const Recording found =
      read_lines(event(R"("type":"step.end","uuid":"s","usage":{"inputOther":9,"output":4})") +
                 record("usage.record", R"("model":"m","usage":{"inputOther":9,"output":4,)"
                                        R"("inputCacheRead":7,"inputCacheCreation":2})"));
  BOOST_TEST_REQUIRE(found.usages.size() == 1U);
  const auto& usage = found.usages.at("line-2");
  BOOST_TEST(usage.model == "m");
  BOOST_TEST(usage.input_tokens == 9);
  BOOST_TEST(usage.output_tokens == 4);
  BOOST_TEST(usage.cache_read_tokens == 7);
  BOOST_TEST(usage.cache_write_tokens == 2);
}

BOOST_AUTO_TEST_CASE(bookkeeping_is_skipped_silently) {
  const Recording found =
      read_lines(metadata + record("llm.request", "") + record("permission.set_mode", "") +
                 event(R"("type":"step.begin","uuid":"s")"));
  BOOST_TEST(found.lines.empty());
  BOOST_TEST(found.unparsed.empty());
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_reported) {
  const Recording found = read_lines(record("hologram", "") + event(R"("type":"smell")") +
                                     record("context.append_message", "") +
                                     record("context.append_loop_event", "") + "{\"cut\n");
  BOOST_TEST_REQUIRE(found.unparsed.size() == 5U);
  BOOST_TEST(found.unparsed[0].reason == "unknown record type \"hologram\"");
  BOOST_TEST(found.unparsed[1].reason == "unknown event \"smell\"");
}

BOOST_AUTO_TEST_CASE(logs_are_known_by_their_first_record) {
  const Source& source = source_of("kimi");
  BOOST_TEST(source.recognises("wire.jsonl", metadata));
  BOOST_TEST(!source.recognises("wire.json", metadata));
  BOOST_TEST(!source.recognises("wire.jsonl", user("x")));
  BOOST_TEST(!source.recognises("wire.jsonl", ""));
}

BOOST_AUTO_TEST_CASE(kimi_writes_below_its_home) {
  using Paths = std::vector<fs::path>;
  const auto roots = [](std::optional<std::string> home) {
    return source_of("kimi").roots({"/home/ada", [=](const char* name) {
                                      return std::string_view(name) == "KIMI_CODE_HOME"
                                                 ? home
                                                 : std::nullopt;
                                    }});
  };
  BOOST_TEST((roots(std::nullopt) == Paths{"/home/ada/.kimi-code/sessions"}));
  BOOST_TEST((roots("/k") == Paths{"/k/sessions"}));
}

BOOST_AUTO_TEST_CASE(slices_give_what_the_whole_gives) {
  check_slices("kimi", "kimi");
}

BOOST_AUTO_TEST_CASE(a_state_that_is_none_is_an_empty_one) {
  check_broken_states("kimi");
}

BOOST_AUTO_TEST_SUITE_END()
