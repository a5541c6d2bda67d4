// opencode's messages and parts, as exports and as files, become turns.

#include "tests/unit/capture/sources_database_reading.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;
using baton::store::Relation;
using baton::store::ToolKind;

namespace {

const std::string info =
    R"({"id":"ses_1","slug":"s","version":"1.3.17","projectID":"p","directory":"/home/ada/work",)"
    R"("title":"A title","time":{"created":1000,"updated":9000}})";
const std::string export_head = R"({"info":{"id":"ses_1","projectID":"p","directory":"/x"}})";

std::string document(const std::string& messages, const std::string& session = info) {
  return "{\n  \"info\": " + session + ",\n  \"messages\": [" + messages + "]}";
}

std::string user(const std::string& parts) {
  return R"({"info":{"id":"msg_1","role":"user","time":{"created":2000},)"
         R"("model":{"providerID":"openai","modelID":"gpt-5"}},"parts":[)" +
         parts + "]}";
}

std::string assistant(const std::string& parts, const std::string& more = "") {
  return R"({"info":{"id":"msg_2","role":"assistant","time":{"created":3000},"modelID":"gpt-5")" +
         more + R"(},"parts":[)" + parts + "]}";
}

std::string text(const std::string& words, const std::string& more = "") {
  return R"({"id":"prt_1","type":"text","text":")" + words + "\"" + more + "}";
}

std::string tool(const std::string& name, const std::string& state) {
  return R"({"id":"prt_2","type":"tool","callID":"call_1","tool":")" + name + R"(","state":)" +
         state + "}";
}

/// Reads an export.
Recording read_export(const std::string& bytes) {
  Recording recording;
  source_for("export.json", export_head)
      .make_parser("export.json", "")
      ->parse(bytes, 0, 1, recording);
  return recording;
}

Recording read_messages(const std::string& messages) {
  return read_export(document(messages));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(opencode_messages)

BOOST_AUTO_TEST_CASE(a_session_has_what_its_info_tells) {
  const Recording recording = read_messages(user(text("hello")));

  const auto& facts = recording.session();
  BOOST_TEST(facts.external_id == "ses_1");
  BOOST_TEST(facts.title == "A title");
  BOOST_TEST(facts.working_directory == "/home/ada/work");
  BOOST_TEST(facts.agent_version == "1.3.17");
  BOOST_TEST(facts.model == "gpt-5");
  BOOST_TEST(facts.started_at.value() == 1000);
  BOOST_TEST(facts.ended_at.value() == 9000);
  BOOST_TEST(!facts.finished);
}

BOOST_AUTO_TEST_CASE(an_archived_session_is_finished) {
  const Recording recording = read_export(
      document(user(text("hello")),
               R"({"id":"ses_1","directory":"/x","time":{"created":1,"updated":2,"archived":3}})"));

  BOOST_TEST(recording.session().finished);
}

BOOST_AUTO_TEST_CASE(a_title_made_up_from_the_time_is_none) {
  const Recording recording = read_export(document(
      user(text("hello")),
      R"({"id":"ses_1","directory":"/x","title":"New session - 2025-11-02T10:00:00.000Z"})"));

  BOOST_TEST(recording.session().title == "");
}

BOOST_AUTO_TEST_CASE(parts_become_turns_of_the_messages_time) {
  const Recording recording = read_messages(
      user(text("hello")) + "," +
      assistant(R"({"id":"prt_0","type":"reasoning","text":"hm","time":{"start":3100}},)" +
                text("hi")));

  BOOST_TEST((recording.lines ==
              Lines{"user text: hello", "assistant thinking: hm", "assistant text: hi"}));
  BOOST_TEST(recording.turns.at(1).external_id == "prt_0");
  BOOST_TEST(recording.turns.at(1).created_at == 3000);
}

BOOST_AUTO_TEST_CASE(what_the_program_adds_to_a_prompt_is_injected) {
  const Recording recording =
      read_messages(user(text("mine") + "," + text("file content", R"(,"synthetic":true)") + "," +
                         text("a notice", R"(,"ignored":true)") + "," +
                         text("<system-reminder>plan</system-reminder>and mine")));

  BOOST_TEST((
      recording.lines ==
      Lines{"user text: mine", "user text injected: file content", "user text injected: a notice",
            "user text injected: <system-reminder>plan</system-reminder>", "user text: and mine"}));
}

BOOST_AUTO_TEST_CASE(batons_own_handoff_is_left_out) {
  const Recording recording = read_messages(
      user(text("<baton-handoff version='1'>old</baton-handoff>") + "," + text("go on")));

  BOOST_TEST((recording.lines == Lines{"user text: go on"}));
}

BOOST_AUTO_TEST_CASE(an_attached_file_is_named_only) {
  const Recording recording = read_messages(
      user(R"({"id":"prt_1","type":"file","mime":"image/png","filename":"a.png","url":"data:x"})"));

  BOOST_TEST((recording.lines == Lines{"user text: [file a.png image/png]"}));
}

BOOST_AUTO_TEST_CASE(a_completed_tool_is_a_call_and_its_result) {
  const Recording recording = read_messages(
      assistant(tool("bash", R"({"status":"completed","input":{"command":"ls"},"output":"a.txt",)"
                             R"("metadata":{"exit":0}})")));

  BOOST_TEST((recording.lines == Lines{R"(assistant tool_call bash: {"command":"ls"})",
                                       "tool tool_result bash: a.txt"}));
  BOOST_TEST(recording.turns.at(0).part == 0);
  BOOST_TEST(recording.turns.at(1).part == 1);
  BOOST_TEST(recording.turns.at(1).external_id == "prt_2");
  BOOST_TEST(recording.turns.at(1).tool_call_id == "call_1");
  BOOST_TEST((recording.turns.at(1).tool_kind == ToolKind::shell));
}

BOOST_AUTO_TEST_CASE(a_failed_tool_has_an_error_as_its_result) {
  const Recording recording = read_messages(assistant(
      tool("read", R"({"status":"error","input":{"filePath":"/x"},"error":"not found"})") + "," +
      tool("bash", R"({"status":"completed","input":{},"output":"","metadata":{"exit":2}})")));

  BOOST_TEST((recording.lines == Lines{R"(assistant tool_call read: {"filePath":"/x"})",
                                       "tool tool_result error read: not found",
                                       "assistant tool_call bash: {}",
                                       "tool tool_result error bash: (no output)"}));
}

BOOST_AUTO_TEST_CASE(a_call_counts_once_it_has_an_input) {
  const Recording recording =
      read_messages(assistant(tool("bash", R"({"status":"pending","input":{},"raw":""})") + "," +
                              tool("bash", R"({"status":"running","input":{"command":"make"}})")));

  BOOST_TEST((recording.lines == Lines{R"(assistant tool_call bash: {"command":"make"})"}));
}

BOOST_AUTO_TEST_CASE(a_pruned_output_does_not_replace_what_was_captured) {
  const Recording recording = read_messages(
      assistant(tool("bash", R"({"status":"completed","input":{"command":"ls"},"output":"",)"
                             R"("time":{"start":1,"end":2,"compacted":3}})")));

  BOOST_TEST((recording.lines == Lines{R"(assistant tool_call bash: {"command":"ls"})"}));
}

BOOST_AUTO_TEST_CASE(the_answer_to_a_compaction_is_a_summary) {
  const Recording recording =
      read_messages(user(R"({"id":"prt_0","type":"compaction","auto":true})") + "," +
                    assistant(text("So far: all is well."), R"(,"summary":true)"));

  BOOST_TEST((recording.lines == Lines{"user summary injected: So far: all is well."}));
}

BOOST_AUTO_TEST_CASE(a_messages_error_is_told) {
  const Recording recording = read_messages(
      assistant("", R"(,"error":{"name":"APIError","data":{"message":"overloaded"}})"));

  BOOST_TEST((recording.lines == Lines{"assistant text error: overloaded"}));
  BOOST_TEST(recording.turns.at(0).external_id == "msg_2");
}

BOOST_AUTO_TEST_CASE(a_subagents_prompts_are_no_persons) {
  const Recording recording = read_export(
      document(user(text("look around")),
               R"({"id":"ses_2","parentID":"ses_1","directory":"/x","time":{"created":1}})"));

  BOOST_TEST((recording.lines == Lines{"user text injected: look around"}));
  BOOST_TEST(recording.session().parent_external_id == "ses_1");
  BOOST_TEST((recording.session().relation == Relation::subagent));
}

BOOST_AUTO_TEST_CASE(unknown_parts_and_messages_are_reported) {
  const Recording recording =
      read_messages(user(R"({"id":"prt_9","type":"hologram"},7)") +
                    R"(,{"info":{"id":"msg_9","role":"oracle"},"parts":[]},5)");

  BOOST_TEST_REQUIRE(recording.unparsed.size() == 4U);
  BOOST_TEST(recording.unparsed.at(0).reason == "unknown part: prt_9");
  BOOST_TEST(recording.unparsed.at(2).reason == "message of an unknown role: msg_9");
}

BOOST_AUTO_TEST_CASE(what_is_no_json_is_reported) {
  BOOST_TEST(read_export("{\"info\":").unparsed.size() == 1U);
  BOOST_TEST(read_export("[]").unparsed.size() == 1U);
  BOOST_TEST(read_export("{}").unparsed.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(opencode_usage)

BOOST_AUTO_TEST_CASE(each_step_is_counted) {
  const Recording recording = read_messages(assistant(
      R"({"id":"prt_8","type":"step-finish","cost":0.0021,"tokens":{"input":10,"output":5,)"
      R"("reasoning":2,"cache":{"read":100,"write":20}}})",
      R"(,"cost":0.0021,"tokens":{"input":10,"output":5,"reasoning":2})"));

  BOOST_TEST_REQUIRE(recording.usages.size() == 1U);
  const auto& usage = recording.usages.at("prt_8");
  BOOST_TEST(usage.input_tokens == 10);
  BOOST_TEST(usage.output_tokens == 7);
  BOOST_TEST(usage.cache_read_tokens == 100);
  BOOST_TEST(usage.cache_write_tokens == 20);
  BOOST_TEST(usage.cost_micros == 2100);
  BOOST_TEST(usage.model == "gpt-5");
}

BOOST_AUTO_TEST_CASE(a_message_without_steps_is_counted_as_a_whole) {
  const Recording recording =
      read_messages(assistant(text("hi"), R"(,"tokens":{"input":10,"output":5})"));

  BOOST_TEST(recording.usages.at("msg_2").input_tokens == 10);
}

BOOST_AUTO_TEST_CASE(counts_that_cannot_be_are_none) {
  const Recording recording = read_messages(
      assistant(text("hi"), R"(,"cost":-1,"tokens":{"input":3,"output":9e18,"reasoning":9e18})"));

  BOOST_TEST(recording.usages.at("msg_2").output_tokens == 0);
  BOOST_TEST(recording.usages.at("msg_2").cost_micros == 0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(opencode_files_touched)

namespace {

baton::store::FileTouch only_touch(const std::string& name, const std::string& state) {
  const Recording recording = read_messages(assistant(tool(name, state)));
  BOOST_TEST_REQUIRE(recording.turns.size() == 2U);
  BOOST_TEST_REQUIRE(recording.turns.at(1).files.size() == 1U);
  return recording.turns.at(1).files.at(0);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_file_read) {
  const auto touch =
      only_touch("read", R"({"status":"completed","input":{"filePath":"/x/a"},"output":"1"})");

  BOOST_TEST(touch.path == "/x/a");
  BOOST_TEST((touch.operation == FileOperation::read));
}

BOOST_AUTO_TEST_CASE(a_file_written_anew) {
  const auto touch =
      only_touch("write", R"({"status":"completed","input":{"filePath":"/x/a","content":"1\n2\n"},)"
                          R"("output":"","metadata":{"exists":false}})");

  BOOST_TEST((touch.operation == FileOperation::created));
  BOOST_TEST(touch.lines_added == 2);
}

BOOST_AUTO_TEST_CASE(a_file_edited) {
  const auto touch =
      only_touch("edit", R"({"status":"completed","input":{"filePath":"/x/a"},"output":"",)"
                         R"("metadata":{"diff":"--- a\n+++ a\n@@ -1 +1,2 @@\n-1\n+2\n+3\n"}})");

  BOOST_TEST((touch.operation == FileOperation::modified));
  BOOST_TEST(touch.lines_added == 2);
  BOOST_TEST(touch.lines_removed == 1);
}

BOOST_AUTO_TEST_CASE(files_of_a_patch) {
  const Recording recording = read_messages(assistant(tool(
      "patch", R"({"status":"completed","output":"ok","input":{"patchText":"*** Begin Patch\n)"
               R"(*** Add File: a\n+1\n*** Update File: b\n@@\n-1\n+2\n*** Delete File: c\n"}})")));

  const auto& files = recording.turns.at(1).files;
  BOOST_TEST_REQUIRE(files.size() == 3U);
  BOOST_TEST((files.at(0).operation == FileOperation::created));
  BOOST_TEST(files.at(1).lines_removed == 1);
  BOOST_TEST((files.at(2).operation == FileOperation::deleted));
}

BOOST_AUTO_TEST_CASE(files_that_apply_patch_lists) {
  const auto touch = only_touch(
      "apply_patch",
      R"({"status":"completed","output":"ok","input":{"patchText":"x"},"metadata":{"files":[)"
      R"({"filePath":"/x/a","movePath":"/x/b","type":"move","additions":3,"deletions":1}]}})");

  BOOST_TEST(touch.path == "/x/b");
  BOOST_TEST((touch.operation == FileOperation::renamed));
  BOOST_TEST(touch.lines_added == 3);
}

BOOST_AUTO_TEST_CASE(a_snapshots_difference_tells_what_no_tool_told) {
  const Recording recording = read_messages(
      assistant(tool("edit", R"({"status":"completed","input":{"filePath":"/x/a"},"output":""})") +
                R"(,{"id":"prt_3","type":"patch","hash":"h","files":["/x/a","/x/made"]})"));

  BOOST_TEST(recording.lines.back() == "tool tool_result patch: changed: /x/made");
  BOOST_TEST(recording.turns.back().files.at(0).path == "/x/made");
}

BOOST_AUTO_TEST_SUITE_END()
