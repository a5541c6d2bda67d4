// Turns and sessions of Droid.

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

Recording read_lines(const std::string& lines,
                     const std::string& path = "/f/sessions/-p/s1.jsonl") {
  return read("droid", lines, path);
}

std::string start(const std::string& more = "") {
  return R"({"type":"session_start","id":"s9","title":"Fix","cwd":"/p","version":"0.81.0")" + more +
         "}\n";
}

std::string message(const std::string& role, const std::string& content) {
  return R"({"type":"message","id":"m1","timestamp":"2025-12-26T00:10:00.500Z","message":{"role":")" +
         role + R"(","content":)" + content + "}}\n";
}

std::string call(const std::string& tool, const std::string& input) {
  return message("assistant", R"([{"type":"tool_use","id":"t1","name":")" + tool + R"(","input":)" +
                                  input + "}]");
}

std::string result(const std::string& content, const std::string& more = "") {
  return message("user", R"([{"type":"tool_result","tool_use_id":"t1","content":")" + content +
                             "\"" + more + "}]");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(droid)

BOOST_AUTO_TEST_CASE(blocks_are_turns) {
  const Recording found = read_lines(
      start() + message("user", R"([{"type":"text","text":"Fix it"}])") +
      message("assistant",
              R"([{"type":"thinking","thinking":"hm"},{"type":"text","text":"Done."}])"));
  BOOST_TEST(found.lines ==
             (Lines{"user text: Fix it", "assistant thinking: hm", "assistant text: Done."}));
  BOOST_TEST(found.turns[0].external_id == "m1");
  BOOST_TEST(found.turns[2].part == 1);
  BOOST_TEST(baton::format_time(found.turns[0].created_at) == "2025-12-26T00:10:00.500Z");
}

BOOST_AUTO_TEST_CASE(the_first_record_describes_the_session) {
  const auto session = read_lines(start() + message("user", R"("x")")).session();
  BOOST_TEST(session.agent == "droid");
  BOOST_TEST(session.external_id == "s9");
  BOOST_TEST(session.title == "Fix");
  BOOST_TEST(session.working_directory == "/p");
  BOOST_TEST(session.agent_version == "0.81.0");
}

BOOST_AUTO_TEST_CASE(a_call_and_its_result_are_two_turns) {
  const Recording found = read_lines(call("Execute", R"({"command":"ls"})") + result("a.txt"));
  BOOST_TEST(found.lines == (Lines{R"(assistant tool_call Execute: {"command":"ls"})",
                                   "tool tool_result Execute: a.txt"}));
  BOOST_TEST((found.turns[1].tool_kind == ToolKind::shell));
}

BOOST_AUTO_TEST_CASE(a_result_that_failed_is_an_error) {
  BOOST_TEST(read_lines(result("no", R"(,"is_error":true)")).turns.at(0).is_error);
  BOOST_TEST(read_lines(result("Error: Command failed (exit code: 1)")).turns.at(0).is_error);
  BOOST_TEST(!read_lines(result("ok")).turns.at(0).is_error);
}

BOOST_AUTO_TEST_CASE(a_change_touches_its_file_when_it_succeeds) {
  const std::string edit = call("Edit", R"({"file_path":"/p/a","old_str":"1","new_str":"1\n2"})");
  const auto files = read_lines(edit + result("ok")).turns.at(1).files;
  BOOST_TEST_REQUIRE(files.size() == 1U);
  BOOST_TEST(files[0].path == "/p/a");
  BOOST_TEST((files[0].operation == FileOperation::modified));
  BOOST_TEST(read_lines(edit + result("Error: no")).turns.at(1).files.empty());
}

BOOST_AUTO_TEST_CASE(reminders_are_injected) {
  BOOST_TEST(
      read_lines(message("user", R"("<system-reminder>\nx\n</system-reminder>\nFix it")")).lines ==
      (Lines{"user text injected: <system-reminder>\nx\n</system-reminder>", "user text: Fix it"}));
}

BOOST_AUTO_TEST_CASE(batons_own_handoff_is_left_out) {
  BOOST_TEST(read_lines(message("user", R"("<baton-handoff version=\"1\">x</baton-handoff>")"))
                 .lines.empty());
}

BOOST_AUTO_TEST_CASE(a_session_that_another_called_is_its_subagents) {
  const Recording found =
      read_lines(start(R"(,"callingSessionId":"s0")") + message("user", R"("x")"));
  BOOST_TEST(found.session().parent_external_id == "s0");
  BOOST_TEST((found.session().relation == Relation::subagent));
  BOOST_TEST(found.lines == Lines{"user text injected: x"});
}

BOOST_AUTO_TEST_CASE(a_compaction_is_its_summary) {
  BOOST_TEST(read_lines(R"({"type":"compaction_state","id":"c","summaryText":"so far"})"
                        "\n")
                 .lines == Lines{"user summary injected: so far"});
}

BOOST_AUTO_TEST_CASE(the_settings_tell_the_model_and_the_tokens) {
  const fs::path directory =
      fs::temp_directory_path() / ("baton-droid-" + std::to_string(::getpid()));
  fs::create_directories(directory);
  std::ofstream(directory / "s1.settings.json")
      << R"({"model":"m","tokenUsage":{"inputTokens":10,"outputTokens":5,"thinkingTokens":2,)"
         R"("cacheReadTokens":7,"cacheCreationTokens":3}})";
  const Recording found =
      read_lines(start() + message("user", R"("x")"), (directory / "s1.jsonl").string());
  fs::remove_all(directory);
  BOOST_TEST(found.session().model == "m");
  const auto& usage = found.usages.at("session");
  BOOST_TEST(usage.input_tokens == 10);
  BOOST_TEST(usage.output_tokens == 7);
  BOOST_TEST(usage.cache_read_tokens == 7);
  BOOST_TEST(usage.cache_write_tokens == 3);
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_reported) {
  const Recording found = read_lines(R"({"type":"hologram"})"
                                     "\n" +
                                     message("user", R"([{"type":"smell"}])") + "{\"cut\n" +
                                     R"({"type":"message"})" + "\n");
  BOOST_TEST_REQUIRE(found.unparsed.size() == 4U);
  BOOST_TEST(found.unparsed[0].reason == "unknown record type \"hologram\"");
  BOOST_TEST(found.unparsed[1].reason == "unknown content block");
  BOOST_TEST(found.unparsed[3].reason == "message is not an object");
}

BOOST_AUTO_TEST_CASE(sessions_are_known_by_their_first_record) {
  const Source& source = source_of("droid");
  BOOST_TEST(source.recognises("s.jsonl", start()));
  BOOST_TEST(!source.recognises("s.json", start()));
  BOOST_TEST(!source.recognises("s.jsonl", message("user", R"("x")")));
  BOOST_TEST(
      !source.recognises("s.jsonl", R"({"type":"session","id":"s","version":3,"cwd":"/p"})"));
  BOOST_TEST(!source.recognises("s.jsonl", ""));
}

BOOST_AUTO_TEST_CASE(droid_writes_below_factorys_directory) {
  BOOST_TEST((source_of("droid").roots({"/home/ada", nullptr}) ==
              std::vector<fs::path>{"/home/ada/.factory/sessions"}));
}

BOOST_AUTO_TEST_CASE(slices_give_what_the_whole_gives) {
  check_slices("droid", "droid");
}

BOOST_AUTO_TEST_CASE(a_state_that_is_none_is_an_empty_one) {
  check_broken_states("droid");
}

BOOST_AUTO_TEST_SUITE_END()
