// Tasks of Cline, Roo Code and Kilo Code, and sessions of Cline 4.

#include "daemon/base/time.hpp"
#include "tests/unit/capture/sources_recording.hpp"
#include "tests/unit/capture/sources_slices.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;
using baton::store::Relation;

namespace {

const std::string made = std::string(BATON_TEST_DATA) + "/logs/cline/made/";
const std::string task =
    made + "globalStorage/saoudrizwan.claude-dev/tasks/1767606000000/ui_messages.json";
const std::string roo_task =
    made +
    "globalStorage/rooveterinaryinc.roo-cline/tasks/0c1d2e3f-aaaa-4bbb-8ccc-0123456789ab/"
    "ui_messages.json";
const std::string sessions = made + "sessions/1767606000000_abcde/";
const std::string session = sessions + "1767606000000_abcde.messages.json";

Recording read_file(const std::string& path, const std::string& agent = "cline") {
  return read(agent, content_of(path), path);
}

Recording read_rows(const std::string& rows) {
  return read("cline", "[" + rows + "]", "/tasks/t1/ui_messages.json");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cline)

BOOST_AUTO_TEST_CASE(rows_of_a_task_are_turns) {
  const Recording found = read_file(task);
  BOOST_TEST(
      found.lines ==
      (Lines{
          "user text: Add a greeting to main.cpp",
          "user text injected: <environment_details>\n# x\n</environment_details>",
          "assistant thinking: I should look first.", "assistant text: I will read it.",
          R"(assistant tool_call readFile: {"tool": "readFile", "path": "main.cpp", "content": "/home/ada/app/main.cpp"})",
          found.lines.at(5), R"(assistant tool_call execute_command: {"command":"make"})",
          "tool tool_result execute_command: cc main.cpp\ndone",
          "system text injected error: The model made a mistake",
          R"(assistant tool_call ask_followup_question: {"question": "Commit it?", "options": ["yes", "no"]})",
          "user text: yes", R"(assistant tool_call mcp__git__commit: {"m":1})",
          "tool tool_result mcp__git__commit: ok",
          R"(assistant tool_call task_progress: {"todos":"- [x] read\n- [ ] test"})",
          "assistant text: Half a sen", "assistant text: All done."}));
  BOOST_TEST(found.lines.at(5).starts_with("assistant tool_call editedExistingFile: "));
  BOOST_TEST_REQUIRE(found.unparsed.size() == 1U);
  BOOST_TEST(found.unparsed[0].reason == "unknown message \"telepathy\"");
}

BOOST_AUTO_TEST_CASE(a_task_is_told_by_its_rows_and_the_files_beside_it) {
  const auto facts = read_file(task).session();
  BOOST_TEST(facts.agent == "cline");
  BOOST_TEST(facts.external_id == "1767606000000");
  BOOST_TEST(facts.working_directory == "/home/ada/app");
  BOOST_TEST(facts.model == "claude-sonnet-4.5");
  BOOST_TEST(facts.agent_version == "3.40.0");
  BOOST_TEST(facts.started_at.value() == 1767606000000);
  BOOST_TEST(facts.ended_at.value() == 1767606022000);
}

BOOST_AUTO_TEST_CASE(a_subtask_names_its_parent) {
  const auto facts = read_file(roo_task, "roo").session();
  BOOST_TEST(facts.agent == "roo");
  BOOST_TEST(facts.working_directory == "/home/ada/docs");
  BOOST_TEST(facts.parent_external_id == "parent-1");
  BOOST_TEST((facts.relation == Relation::subagent));
}

BOOST_AUTO_TEST_CASE(rows_of_roo_code_are_turns) {
  const Recording found = read_file(roo_task, "roo");
  BOOST_TEST_REQUIRE(found.lines.size() == 7U);
  BOOST_TEST(found.lines[0] == "user text injected: Write the docs");
  BOOST_TEST(found.lines[3] == "user summary injected: We wrote docs.");
  BOOST_TEST(found.lines[4] == "tool tool_result new_task: The subtask is done");
  BOOST_TEST(found.lines[5] == "user text: [image]");
  BOOST_TEST(found.unparsed.empty());
}

BOOST_AUTO_TEST_CASE(tool_rows_tell_their_files) {
  const Recording found = read_file(task);
  BOOST_TEST((found.turns.at(4).files.at(0).operation == FileOperation::read));
  const auto& edited = found.turns.at(5).files.at(0);
  BOOST_TEST(edited.path == "main.cpp");
  BOOST_TEST((edited.operation == FileOperation::modified));
  BOOST_TEST(edited.lines_added == 3);
  BOOST_TEST(edited.lines_removed == 1);
  const Recording roo = read_file(roo_task, "roo");
  BOOST_TEST((roo.turns.at(1).files.at(0).operation == FileOperation::created));
  BOOST_TEST(roo.turns.at(1).files.at(0).lines_added == 3);
  BOOST_TEST_REQUIRE(roo.turns.at(2).files.size() == 2U);
  BOOST_TEST(roo.turns.at(2).files[0].lines_added == 4);
}

BOOST_AUTO_TEST_CASE(requests_tell_tokens_and_cost) {
  const Recording found = read_file(task);
  BOOST_TEST_REQUIRE(found.usages.size() == 1U);
  const auto& usage = found.usages.begin()->second;
  BOOST_TEST(usage.input_tokens == 1000);
  BOOST_TEST(usage.cache_read_tokens == 900);
  BOOST_TEST(usage.cost_micros == 12300);
}

BOOST_AUTO_TEST_CASE(rows_of_the_same_time_are_told_apart) {
  const Recording found = read_rows(
      R"({"ts":5,"type":"say","say":"text","text":"a"},{"ts":5,"type":"say","say":"text","text":"b"})");
  BOOST_TEST(found.lines == (Lines{"user text: a", "assistant text: b"}));
  BOOST_TEST(found.turns[0].external_id == "t1/5");
  BOOST_TEST(found.turns[1].external_id == "t1/5/1");
}

BOOST_AUTO_TEST_CASE(a_task_that_grows_keeps_the_ids_of_its_rows) {
  const std::string rows =
      R"({"ts":5,"say":"task","text":"a"},{"ts":6,"ask":"command","text":"ls"},{"ts":7,"say":"command_output","text":"x"})";
  const Recording before = read_rows(rows);
  const Recording after = read_rows(rows + R"(,{"ts":8,"say":"command_output","text":"y"})");
  BOOST_TEST(after.lines.back() == "tool tool_result execute_command: x\ny");
  BOOST_TEST(after.turns.back().external_id == before.turns.back().external_id);
  BOOST_TEST(after.turns.back().created_at == before.turns.back().created_at);
}

BOOST_AUTO_TEST_CASE(an_answer_in_plan_mode_is_its_response) {
  BOOST_TEST(read_rows(R"({"ts":1,"say":"task","text":"a"},)"
                       R"({"ts":2,"ask":"plan_mode_respond","text":"{\"response\":\"Plan\"}"})")
                 .lines.back() == "assistant text: Plan");
}

BOOST_AUTO_TEST_CASE(what_is_no_task_is_reported) {
  for (const char* text : {"", "{", "{}", "[7]"})
    BOOST_TEST(read("cline", text, "/tasks/t/ui_messages.json").unparsed.size() == 1U, text);
  BOOST_TEST(read("cline", "[]", "/tasks/t/ui_messages.json").sessions.empty());
}

BOOST_AUTO_TEST_CASE(blocks_of_a_session_are_turns) {
  const Recording found = read_file(session);
  BOOST_TEST(
      found.lines ==
      (Lines{
          "user text: Fix it", "user text injected: [file /home/ada/app/a.c]",
          "user text: [image image/png, 3 bytes]", "assistant thinking: Hm",
          "assistant text: Editing",
          R"(assistant tool_call editor: {"path":"/home/ada/app/a.c","old_text":"int x;","new_text":"int x;\nint y;"})",
          R"(assistant tool_call run_commands: {"commands":["make"]})",
          "tool tool_result editor: Edited", "tool tool_result error run_commands: no rule",
          "user summary injected: Context summary:\n\nEdited a.c", "assistant text: Done"}));
  BOOST_TEST_REQUIRE(found.unparsed.size() == 1U);
  BOOST_TEST(found.unparsed[0].reason == "unknown content \"hologram\"");
  const auto& file = found.turns.at(7).files.at(0);
  BOOST_TEST(file.lines_added == 2);
  BOOST_TEST(file.lines_removed == 1);
  BOOST_TEST(found.usages.at("msg_2").cost_micros == 500000);
}

BOOST_AUTO_TEST_CASE(the_manifest_tells_the_session) {
  const auto facts = read_file(session).session();
  BOOST_TEST(facts.external_id == "1767606000000_abcde");
  BOOST_TEST(facts.title == "Fix it (fork)");
  BOOST_TEST(facts.working_directory == "/home/ada/app");
  BOOST_TEST(facts.model == "claude-opus");
  BOOST_TEST(facts.parent_external_id == "older_1");
  BOOST_TEST((facts.relation == Relation::fork));
  BOOST_TEST(facts.finished);
  BOOST_TEST(baton::format_time(facts.ended_at.value()) == "2026-01-05T09:50:00.000Z");
}

BOOST_AUTO_TEST_CASE(an_agent_of_a_team_is_a_subagent) {
  const Recording found = read_file(sessions + "agent-7.messages.json");
  BOOST_TEST(found.lines == (Lines{"user text injected: Look around", "assistant text: Looked"}));
  BOOST_TEST(found.session().external_id == "1767606000000_abcde/agent-7");
  BOOST_TEST(found.session().parent_external_id == "1767606000000_abcde");
  BOOST_TEST((found.session().relation == Relation::subagent));
  BOOST_TEST(found.turns[0].external_id == "1767606000000_abcde/agent-7/1");
}

BOOST_AUTO_TEST_CASE(each_extension_has_its_own_tasks) {
  const std::string head = R"([{"ts":1,"type":"say","say":"text"})";
  const std::string kilo = "/globalStorage/kilocode.kilo-code/tasks/t/ui_messages.json";
  BOOST_TEST(source_of("cline").recognises(task, head));
  BOOST_TEST(!source_of("roo").recognises(task, head));
  BOOST_TEST(source_of("roo").recognises(roo_task, head));
  BOOST_TEST(!source_of("cline").recognises(roo_task, head));
  BOOST_TEST(source_of("kilo").recognises(kilo, head));
  BOOST_TEST(!source_of("cline").recognises(kilo, head));
  BOOST_TEST(!source_of("cline").recognises("/t/api_conversation_history.json", head));
  BOOST_TEST(!source_of("cline").recognises("/t/ui_messages.json", "{}"));
  const std::string document = R"({"version":1,"updated_at":"t","agent":"lead","sessionId":"s",)";
  BOOST_TEST(source_of("cline").recognises("/s/s.messages.json", document));
  BOOST_TEST(!source_of("roo").recognises("/s/s.messages.json", document));
  BOOST_TEST(!source_of("cline").recognises("/s/s.compaction.json", document));
}

BOOST_AUTO_TEST_CASE(clines_variables_name_its_directories) {
  const auto roots = [](const std::string& name) {
    const auto variable = [=](const char* asked) -> std::optional<std::string> {
      if (name == asked) return "/data";
      return std::nullopt;
    };
    return source_of("cline").roots({"/home/ada", variable}).back().string();
  };
  BOOST_TEST(roots("") == "/home/ada/.cline/data/sessions");
  BOOST_TEST(roots("CLINE_DIR") == "/data/data/sessions");
  BOOST_TEST(roots("CLINE_DATA_DIR") == "/data/sessions");
  BOOST_TEST(roots("CLINE_SESSION_DATA_DIR") == "/data");
}

BOOST_AUTO_TEST_SUITE_END()
