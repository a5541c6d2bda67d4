// Turns and sessions of Pi and OpenClaw.

#include "daemon/base/time.hpp"
#include "tests/unit/capture/sources_slices.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;
using baton::store::Relation;
using baton::store::ToolKind;

namespace {

const std::string pi_path = "/h/.pi/agent/sessions/--p--/2026-05-12T01-02-27_s1.jsonl";
const std::string openclaw_path = "/h/.openclaw/agents/main/sessions/s1.jsonl";

Recording read_lines(const std::string& lines) {
  return read("pi", lines, pi_path);
}

std::string entry(const std::string& type, const std::string& members) {
  return R"({"type":")" + type +
         R"(","id":"e1","parentId":null,"timestamp":"2026-05-12T01:02:27.500Z")" +
         (members.empty() ? "" : "," + members) + "}\n";
}

std::string start(const std::string& more = "") {
  return R"({"type":"session","version":3,"id":"s9","timestamp":"2026-05-12T01:02:00Z","cwd":"/p")" +
         more + "}\n";
}

std::string message(const std::string& role, const std::string& members) {
  return entry("message", R"("message":{"role":")" + role + "\"," + members + "}");
}

std::string call(const std::string& tool, const std::string& arguments) {
  return message("assistant", R"("content":[{"type":"toolCall","id":"c1","name":")" + tool +
                                  R"(","arguments":)" + arguments + "}]");
}

std::string result(const std::string& text, const std::string& is_error = "false") {
  return message("toolResult", R"("toolCallId":"c1","toolName":"","isError":)" + is_error +
                                   R"(,"content":[{"type":"text","text":")" + text + "\"}]");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pi)

BOOST_AUTO_TEST_CASE(pieces_are_turns) {
  const Recording found = read_lines(
      start() + message("user", R"("content":[{"type":"text","text":"Fix it"}])") +
      message("assistant",
              R"("content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"Done."}])"));
  BOOST_TEST(found.lines ==
             (Lines{"user text: Fix it", "assistant thinking: hm", "assistant text: Done."}));
  BOOST_TEST(found.turns[2].part == 1);
  BOOST_TEST(baton::format_time(found.turns[0].created_at) == "2026-05-12T01:02:27.500Z");
}

BOOST_AUTO_TEST_CASE(the_short_ids_are_those_of_their_session) {
  BOOST_TEST(read_lines(start() + message("user", R"("content":"x")")).turns.at(0).external_id ==
             "s9/e1");
  BOOST_TEST(read_lines(message("user", R"("content":"x")")).turns.at(0).external_id == "s1/e1");
}

BOOST_AUTO_TEST_CASE(entries_describe_the_session) {
  const auto session = read_lines(start() + entry("model_change", R"("modelId":"m")") +
                                  entry("session_info", R"("name":"Fix")"))
                           .session();
  BOOST_TEST(session.agent == "pi");
  BOOST_TEST(session.external_id == "s9");
  BOOST_TEST(session.working_directory == "/p");
  BOOST_TEST(session.model == "m");
  BOOST_TEST(session.title == "Fix");
  BOOST_TEST(baton::format_time(session.started_at.value()) == "2026-05-12T01:02:00.000Z");
}

BOOST_AUTO_TEST_CASE(a_call_and_its_result_are_two_turns) {
  const Recording found = read_lines(call("bash", R"({"command":"ls"})") + result("a.txt"));
  BOOST_TEST(found.lines == (Lines{R"(assistant tool_call bash: {"command":"ls"})",
                                   "tool tool_result bash: a.txt"}));
  BOOST_TEST((found.turns[1].tool_kind == ToolKind::shell));
  BOOST_TEST(read_lines(result("no", "true")).turns.at(0).is_error);
}

BOOST_AUTO_TEST_CASE(a_change_touches_its_file_when_it_succeeds) {
  const std::string edit = call("edit", R"({"path":"/p/a","oldText":"1","newText":"2\n3"})");
  const auto files = read_lines(edit + result("ok")).turns.at(1).files;
  BOOST_TEST_REQUIRE(files.size() == 1U);
  BOOST_TEST(files[0].path == "/p/a");
  BOOST_TEST((files[0].operation == FileOperation::modified));
  BOOST_TEST(files[0].lines_added == 2);
  BOOST_TEST(files[0].lines_removed == 1);
  BOOST_TEST(read_lines(edit + result("no", "true")).turns.at(1).files.empty());
}

BOOST_AUTO_TEST_CASE(a_command_run_by_hand_is_a_call) {
  BOOST_TEST(
      read_lines(message("bashExecution", R"("command":"ls","output":"a","exitCode":1)")).lines ==
      (Lines{"assistant tool_call bash: ls", "tool tool_result error bash: a"}));
}

BOOST_AUTO_TEST_CASE(summaries_and_context_are_injected) {
  BOOST_TEST(read_lines(entry("compaction", R"("summary":"so far")")).lines ==
             Lines{"user summary injected: so far"});
  BOOST_TEST(read_lines(entry("branch_summary", R"("summary":"left")")).lines ==
             Lines{"user summary injected: left"});
  BOOST_TEST(read_lines(entry("custom_message", R"("content":"use tabs")")).lines ==
             Lines{"system text injected: use tabs"});
}

BOOST_AUTO_TEST_CASE(batons_own_handoff_is_left_out) {
  BOOST_TEST(read_lines(entry("custom_message",
                              R"("content":"<baton-handoff version=\"1\">x</baton-handoff>")"))
                 .lines.empty());
}

BOOST_AUTO_TEST_CASE(an_answer_that_failed_tells_why) {
  BOOST_TEST(
      read_lines(message("assistant", R"("content":[],"errorMessage":"overloaded")")).lines ==
      Lines{"system text injected error: overloaded"});
}

BOOST_AUTO_TEST_CASE(tokens_and_their_cost_belong_to_their_answer) {
  const Recording found =
      read_lines(message("assistant", R"("content":[],"model":"m","usage":{"input":12,"output":7,)"
                                      R"("cacheRead":5,"cacheWrite":3,"cost":{"total":0.0123}})"));
  const auto& usage = found.usages.at("s1/e1");
  BOOST_TEST(usage.model == "m");
  BOOST_TEST(usage.input_tokens == 12);
  BOOST_TEST(usage.output_tokens == 7);
  BOOST_TEST(usage.cache_read_tokens == 5);
  BOOST_TEST(usage.cache_write_tokens == 3);
  BOOST_TEST(usage.cost_micros == 12'300);
}

BOOST_AUTO_TEST_CASE(a_fork_names_its_parent) {
  const auto session = read_lines(start(R"(,"parentSession":"/s/2026-05-11T01-02-27_s0.jsonl")") +
                                  message("user", R"("content":"x")"))
                           .session();
  BOOST_TEST(session.parent_external_id == "s0");
  BOOST_TEST((session.relation == Relation::fork));
}

BOOST_AUTO_TEST_CASE(bookkeeping_is_skipped_silently) {
  const Recording found =
      read_lines(entry("thinking_level_change", "") + entry("custom", "") + entry("label", ""));
  BOOST_TEST(found.lines.empty());
  BOOST_TEST(found.unparsed.empty());
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_reported) {
  const Recording found =
      read_lines(entry("hologram", "") + message("ghost", R"("content":"x")") +
                 message("user", R"("content":[{"type":"smell"}])") + "{\"cut\n");
  BOOST_TEST_REQUIRE(found.unparsed.size() == 4U);
  BOOST_TEST(found.unparsed[0].reason == "unknown entry type \"hologram\"");
  BOOST_TEST(found.unparsed[1].reason == "unknown role \"ghost\"");
  BOOST_TEST(found.unparsed[2].reason == "unknown content");
}

BOOST_AUTO_TEST_CASE(whose_a_session_is_its_place_says) {
  const Source& pi = source_of("pi");
  const Source& openclaw = source_of("openclaw");
  BOOST_TEST(pi.recognises(pi_path, start()));
  BOOST_TEST(!openclaw.recognises(pi_path, start()));
  for (const std::string& path : {openclaw_path, std::string("/s/agents/main/sessions/s1.jsonl")}) {
    BOOST_TEST(openclaw.recognises(path, start()));
    BOOST_TEST(!pi.recognises(path, start()));
  }
  BOOST_TEST(!pi.recognises("s.json", start()));
  BOOST_TEST(!pi.recognises("s.jsonl", entry("session", "")));
  BOOST_TEST(!pi.recognises("s.jsonl", R"({"type":"session_start","id":"s","cwd":"/p"})"));
  BOOST_TEST(!pi.recognises("s.jsonl", ""));
}

BOOST_AUTO_TEST_CASE(openclaws_sessions_bear_its_name) {
  BOOST_TEST(read("openclaw", start() + message("user", R"("content":"x")"), openclaw_path)
                 .session()
                 .agent == "openclaw");
}

BOOST_AUTO_TEST_CASE(they_write_below_their_directories) {
  using Paths = std::vector<std::filesystem::path>;
  const auto roots = [](const char* agent, std::optional<std::string> directory) {
    return source_of(agent).roots({"/home/ada", [=](const char*) { return directory; }});
  };
  BOOST_TEST((roots("pi", std::nullopt) == Paths{"/home/ada/.pi/agent/sessions"}));
  BOOST_TEST((roots("pi", "/x") == Paths{"/x/sessions"}));
  BOOST_TEST((roots("openclaw", std::nullopt) ==
              Paths{"/home/ada/.openclaw/agents", "/home/ada/.clawdbot/agents"}));
  BOOST_TEST((roots("openclaw", "/x") == Paths{"/x/agents"}));
}

BOOST_AUTO_TEST_CASE(slices_give_what_the_whole_gives) {
  check_slices("pi", "pi");
  check_slices("openclaw", "openclaw");
}

BOOST_AUTO_TEST_CASE(a_state_that_is_none_is_an_empty_one) {
  check_broken_states("pi");
}

BOOST_AUTO_TEST_SUITE_END()
