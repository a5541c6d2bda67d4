// Chats of GitHub Copilot in VS Code, as VS Code stores them.

#include "tests/unit/capture/sources_recording.hpp"
#include "tests/unit/capture/sources_slices.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;

namespace {

const std::string agent = "copilot-vscode";
const std::string store =
    std::string(BATON_TEST_DATA) + "/logs/copilot-vscode/made/User/workspaceStorage/4f1c2b/";
const std::string changes = store + "chatSessions/5e0b6c1a-0f6e-4d0c-9f5f-1d2e3c4b5a69.jsonl";

Recording read_file(const std::string& path) {
  return read(agent, content_of(path), path);
}

/// A chat with one request, of which `members` are told.
Recording read_request(const std::string& members) {
  return read(
      agent,
      R"({"responderUsername":"GitHub Copilot","sessionId":"s","creationDate":5,"requests":[)"
      R"({"requestId":"r1","timestamp":7,)" +
          members + "}]}",
      "/logs/chat.json");
}

Lines answer(const std::string& parts) {
  return read_request(R"("response":[)" + parts + "]").lines;
}

std::string invocation(const std::string& members) {
  return R"({"kind":"toolInvocationSerialized","toolId":"copilot_readFile","toolCallId":"c1","isComplete":true,)" +
         members + "}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(copilot_vscode)

BOOST_AUTO_TEST_CASE(a_log_of_changes_is_played_back) {
  const Recording found = read_file(changes);
  BOOST_TEST(
      found.lines ==
      (Lines{
          "user text: Add a greeting to main.cpp", "assistant thinking: I should look first.",
          "assistant text: I will read `main.cpp` first.",
          R"(assistant tool_call readFile: {"filePath":"/home/ada/my app/main.cpp","startLine":1})",
          "tool tool_result readFile: int main() {}\n// end",
          R"(assistant tool_call run_in_terminal: {"command":"make"})",
          "tool tool_result error run_in_terminal: make: no rule",
          R"(assistant tool_call textEditGroup: {"path":"/home/ada/my app/main.cpp","edits":1})",
          "assistant text: \nDone.", "user text: And now test it", "assistant text: Sorry",
          "assistant text error: Rate limited"}));
  BOOST_TEST(found.unparsed.empty());
}

BOOST_AUTO_TEST_CASE(the_chat_and_its_storage_tell_the_session) {
  const auto session = read_file(changes).session();
  BOOST_TEST(session.agent == agent);
  BOOST_TEST(session.external_id == "5e0b6c1a-0f6e-4d0c-9f5f-1d2e3c4b5a69");
  BOOST_TEST(session.title == "Greeting in main.cpp");
  BOOST_TEST(session.working_directory == "/home/ada/my app");
  BOOST_TEST(session.model == "gpt-5");
  BOOST_TEST(session.agent_version == "0.31.2");
  BOOST_TEST(session.started_at.value() == 1767605990000);
  BOOST_TEST(session.ended_at.value() == 1767606060000);
}

BOOST_AUTO_TEST_CASE(files_are_what_was_read_and_what_was_really_changed) {
  const Recording found = read_file(changes);
  BOOST_TEST_REQUIRE(found.turns.at(4).files.size() == 1U);
  BOOST_TEST(found.turns[4].files[0].path == "/home/ada/my app/main.cpp");
  BOOST_TEST((found.turns[4].files[0].operation == FileOperation::read));
  BOOST_TEST_REQUIRE(found.turns.at(7).files.size() == 1U);
  BOOST_TEST((found.turns[7].files[0].operation == FileOperation::modified));
  BOOST_TEST(found.turns[7].files[0].lines_added == 2);
  BOOST_TEST(found.turns[7].files[0].lines_removed == 1);
}

BOOST_AUTO_TEST_CASE(usage_is_told_for_each_request) {
  const Recording found = read_file(changes);
  BOOST_TEST(found.usages.at("request_a1").input_tokens == 1200);
  BOOST_TEST(found.usages.at("request_a1").output_tokens == 80);
  BOOST_TEST(found.usages.at("request_a1").model == "gpt-5");
}

BOOST_AUTO_TEST_CASE(what_was_told_keeps_its_number_and_time_as_the_chat_grows) {
  const std::string bytes = content_of(changes);
  const Recording whole = read_file(changes);
  for (std::size_t end = bytes.find('\n'); end != std::string::npos;
       end = bytes.find('\n', end + 1)) {
    const Recording part = read(agent, bytes.substr(0, end + 1), changes);
    for (const TurnEvent& turn : part.turns) {
      const bool is_cut = turn.text.find("To be cut") != std::string::npos;
      const auto same = [&](const TurnEvent& other) {
        return other.external_id == turn.external_id && other.part == turn.part &&
               other.created_at == turn.created_at && other.kind == turn.kind;
      };
      BOOST_TEST((is_cut || std::any_of(whole.turns.begin(), whole.turns.end(), same)), turn.text);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_whole_chat_is_read) {
  const Recording found =
      read_file(store + "chatSessions/0a0a0a0a-1111-4222-8333-444455556666.json");
  BOOST_TEST(found.lines == (Lines{"user text: What is this?", "assistant text: A program."}));
  BOOST_TEST(found.session().title == "About this");
  BOOST_TEST_REQUIRE(found.unparsed.size() == 1U);
  BOOST_TEST(found.unparsed[0].reason == "unknown part \"holograph\"");
}

BOOST_AUTO_TEST_CASE(an_exported_chat_is_named_by_its_first_request) {
  const std::string chat =
      R"({"responderUsername":"x","requests":[{"requestId":"r","message":{"text":"Hi"}}]})";
  const Recording found = read(agent, chat, "/home/ada/chat.json");
  BOOST_TEST(found.session().external_id.starts_with("export-"));
  BOOST_TEST(found.session().working_directory.empty());
  BOOST_TEST(found.lines == Lines{"user text: Hi"});
}

BOOST_AUTO_TEST_CASE(a_call_is_told_by_what_was_shown_until_the_answer_is_complete) {
  BOOST_TEST(
      answer(invocation(
          R"("pastTenseMessage":{"value":"Read it","uris":{"file:///a%20b.c":{}}},"invocationMessage":"Reading")")) ==
      (Lines{R"(assistant tool_call readFile: {"message":"Reading"})",
             "tool tool_result readFile: Read it"}));
}

BOOST_AUTO_TEST_CASE(a_call_that_runs_has_no_result) {
  BOOST_TEST(answer(R"({"kind":"toolInvocationSerialized","toolId":"x","toolCallId":"c"})") ==
             Lines{"assistant tool_call x: {}"});
}

BOOST_AUTO_TEST_CASE(calls_with_other_ids_are_matched_by_their_order) {
  const Recording found = read_request(
      R"("response":[)" + invocation(R"("x":0)") +
      R"(],"result":{"metadata":{"toolCallRounds":[{"toolCalls":[{"id":"other","name":"read_file",)"
      R"("arguments":"{\"filePath\":\"/a.c\"}"}]}],"toolCallResults":{"other":{"content":[{"value":"int x;"}]}}}})");
  BOOST_TEST(found.lines == (Lines{R"(assistant tool_call readFile: {"filePath":"/a.c"})",
                                   "tool tool_result readFile: int x;"}));
  BOOST_TEST(found.turns.at(1).files.at(0).path == "/a.c");
}

BOOST_AUTO_TEST_CASE(a_denied_or_failed_call_is_an_error_that_touched_nothing) {
  for (const char* members :
       {R"("isConfirmed":false)", R"("isConfirmed":{"type":0})",
        R"("resultDetails":{"input":"{}","output":[{"value":"no"}],"isError":true})",
        R"("toolSpecificData":{"kind":"terminal","terminalCommandState":{"exitCode":1}})"}) {
    const Recording found = read_request(R"("response":[)" + invocation(members) + "]");
    BOOST_TEST(found.turns.at(1).is_error, members);
    BOOST_TEST(found.turns.at(1).files.empty(), members);
  }
}

BOOST_AUTO_TEST_CASE(a_request_of_the_program_is_injected) {
  BOOST_TEST(read_request(R"("message":{"text":"go on"},"isSystemInitiated":true)").lines ==
             Lines{"user text injected: go on"});
}

BOOST_AUTO_TEST_CASE(what_was_put_into_a_message_is_injected) {
  BOOST_TEST(
      read_request(R"("message":{"text":"<system-reminder>x</system-reminder>\nHello"})").lines ==
      (Lines{"user text injected: <system-reminder>x</system-reminder>", "user text: Hello"}));
}

BOOST_AUTO_TEST_CASE(batons_own_words_are_left_out) {
  BOOST_TEST(
      read_request(R"("message":{"text":"<baton-handoff id=1>x</baton-handoff>Hello"})").lines ==
      Lines{"user text: Hello"});
}

BOOST_AUTO_TEST_CASE(changes_that_do_not_fit_are_reported) {
  const Recording found =
      read(agent,
           "{\"kind\":0,\"v\":{\"sessionId\":\"s\",\"requests\":[{\"requestId\":\"r\","
           "\"message\":\"Hi\"}]}}\n"
           "{\"kind\":1,\"k\":[\"requests\",7,\"x\"],\"v\":1}\n"
           "{\"kind\":2,\"k\":[\"sessionId\"],\"v\":[1]}\n{\"kind\":9}\n{\"kind\":1,\"k\":[]}\n"
           "{\"kind\":2,\"k\":[\"requests\"],\"i\":-1}\n",
           "/chatSessions/s.jsonl");
  BOOST_TEST(found.unparsed.size() == 5U);
  BOOST_TEST(found.lines == Lines{"user text: Hi"});
}

BOOST_AUTO_TEST_CASE(a_line_that_is_still_being_written_waits) {
  const Recording found = read(agent,
                               "{\"kind\":0,\"v\":{\"sessionId\":\"s\",\"requests\":[{\"message\":"
                               "\"Hi\"}]}}\n{\"kind\":1,\"k\":[\"cust",
                               "/chatSessions/s.jsonl");
  BOOST_TEST(found.unparsed.empty());
  BOOST_TEST(found.lines == Lines{"user text: Hi"});
}

BOOST_AUTO_TEST_CASE(an_empty_chat_tells_nothing) {
  const Recording found = read(agent, R"({"sessionId":"s","requests":[]})", "/chatSessions/s.json");
  BOOST_TEST(found.sessions.empty());
  BOOST_TEST(found.unparsed.empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_chat_is_reported) {
  for (const char* text : {"", "{", "[]", "{}", R"({"requests":[7]})"})
    BOOST_TEST(read(agent, text, "/chatSessions/s.json").unparsed.size() == 1U, text);
}

BOOST_AUTO_TEST_CASE(chats_are_known_by_their_members) {
  const Source& source = source_of(agent);
  BOOST_TEST(source.recognises("/x.jsonl", R"({"kind":0,"v":{"version":3,"creationDate":1)"));
  BOOST_TEST(source.recognises("/x.json", "{\n \"responderUsername\": \"a\",\n \"requests\": ["));
  BOOST_TEST(
      source.recognises("/chatSessions/x.json", R"({"version":3,"sessionId":"s","requests":[)"));
  BOOST_TEST(!source.recognises("/x.json", R"({"version":3,"sessionId":"s","requests":[)"));
  BOOST_TEST(!source.recognises("/x.jsonl", R"({"kind":1,"k":["requests"],"v":[]})"));
  BOOST_TEST(!source.recognises("/chatSessions/x.json", R"({"folder":"file:///x"})"));
}

BOOST_AUTO_TEST_CASE(chats_lie_below_the_editors_user_directories) {
  const auto variable = [](const char* name) -> std::optional<std::string> {
    if (std::string_view(name) == "XDG_CONFIG_HOME") return "/etc/ada";
    return std::nullopt;
  };
  const auto roots = source_of(agent).roots({"/home/ada", variable});
  for (const char* root : {"/etc/ada/Code/User/workspaceStorage",
                           "/etc/ada/Code - Insiders/User/globalStorage/emptyWindowChatSessions",
                           "/home/ada/.vscode-server/data/User/workspaceStorage"}) {
    BOOST_TEST((std::find(roots.begin(), roots.end(), root) != roots.end()), root);
  }
}

BOOST_AUTO_TEST_SUITE_END()
