// Sessions of Continue.

#include "daemon/base/time.hpp"
#include "tests/unit/capture/sources_recording.hpp"
#include "tests/unit/capture/sources_slices.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;

namespace {

const std::string directory = std::string(BATON_TEST_DATA) + "/logs/continue/made/sessions/";
const std::string file = directory + "3f0a7c1e-1111-4aaa-8bbb-0123456789ab.json";

Recording read_file() {
  return read("continue", content_of(file), file);
}

Recording read_history(const std::string& items) {
  return read("continue", R"({"sessionId":"s","history":[)" + items + "]}", "/sessions/s.json");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(continue_sessions)

BOOST_AUTO_TEST_CASE(items_are_turns) {
  BOOST_TEST(
      read_file().lines ==
      (Lines{
          "user text injected: <system-reminder>x</system-reminder>",
          "user text: Add a greeting\n[image]", "assistant thinking: Let me see",
          "assistant thinking: Which?", "assistant text: Reading",
          R"(assistant tool_call read_file: {"filepath": "main.cpp"})",
          "tool tool_result read_file: int main(){}",
          R"(assistant tool_call run_terminal_command: {"command": "make"})",
          "tool tool_result error run_terminal_command: no rule",
          R"(assistant tool_call single_find_and_replace: {"filepath": "main.cpp", "old_string": "a", "new_string": "b\nc"})",
          "tool tool_result single_find_and_replace: Edited", "assistant text: Stopping",
          R"(assistant tool_call create_new_file: {"filepath": "b.c", "contents": "x\ny\n"})",
          "tool tool_result error create_new_file: canceled",
          "user summary injected: A greeting was added."}));
}

BOOST_AUTO_TEST_CASE(the_file_and_the_list_tell_the_session) {
  const auto session = read_file().session();
  BOOST_TEST(session.agent == "continue");
  BOOST_TEST(session.external_id == "3f0a7c1e-1111-4aaa-8bbb-0123456789ab");
  BOOST_TEST(session.title == "Greeting");
  BOOST_TEST(session.working_directory == "/home/ada/my app");
  BOOST_TEST(session.model == "claude-sonnet-4");
  BOOST_TEST(session.started_at.value() == 1767606000000);
}

BOOST_AUTO_TEST_CASE(results_tell_their_files) {
  const Recording found = read_file();
  BOOST_TEST((found.turns.at(6).files.at(0).operation == FileOperation::read));
  const auto& edited = found.turns.at(10).files.at(0);
  BOOST_TEST(edited.path == "main.cpp");
  BOOST_TEST(edited.lines_added == 2);
  BOOST_TEST(edited.lines_removed == 1);
  BOOST_TEST(found.turns.at(13).files.empty());
}

BOOST_AUTO_TEST_CASE(the_sum_of_a_session_is_its_usage) {
  const auto usage = read_file().usages.at("session");
  BOOST_TEST(usage.input_tokens == 500);
  BOOST_TEST(usage.cache_read_tokens == 300);
  BOOST_TEST(usage.cost_micros == 250000);
}

BOOST_AUTO_TEST_CASE(turns_without_times_and_ids_stay_the_same_as_a_session_grows) {
  const std::string first = R"({"message":{"role":"user","content":"a"}})";
  const Recording before = read_history(first);
  const Recording after =
      read_history(first + R"(,{"message":{"role":"assistant","content":"b"}})");
  BOOST_TEST(before.turns.at(0).external_id == "s/1");
  BOOST_TEST(after.turns.at(0).external_id == "s/1");
  BOOST_TEST(after.turns.at(1).external_id == "s/2");
  BOOST_TEST(after.turns.at(0).created_at == 0);
}

BOOST_AUTO_TEST_CASE(an_unknown_role_is_reported) {
  const Recording found = read_file();
  BOOST_TEST_REQUIRE(found.unparsed.size() == 1U);
  BOOST_TEST(found.unparsed[0].reason == "unknown role \"oracle\"");
}

BOOST_AUTO_TEST_CASE(a_placeholder_is_no_title) {
  BOOST_TEST(read("continue",
                  R"({"sessionId":"s","title":"New Session","history":[{"message":{}}]})",
                  "/sessions/s.json")
                 .session()
                 .title.empty());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_cut_is_reported) {
  for (const char* text : {"", "{\"sessionId\":\"s\",\"hist", "[]", "{}"})
    BOOST_TEST(read("continue", text, "/sessions/s.json").unparsed.size() == 1U, text);
}

BOOST_AUTO_TEST_CASE(sessions_are_known_by_their_members) {
  const Source& source = source_of("continue");
  BOOST_TEST(source.recognises(file, content_of(file).substr(0, 4096)));
  BOOST_TEST(
      !source.recognises(directory + "sessions.json", content_of(directory + "sessions.json")));
  BOOST_TEST(!source.recognises("/sessions/s.json", R"({"sessionId":"s","projectHash":"h"})"));
}

BOOST_AUTO_TEST_CASE(a_variable_names_the_directory) {
  const auto variable = [](const char* name) -> std::optional<std::string> {
    if (std::string_view(name) == "CONTINUE_GLOBAL_DIR") return "/data";
    return std::nullopt;
  };
  const Source& source = source_of("continue");
  BOOST_TEST(source.roots({"/home/ada", variable}).at(0).string() == "/data/sessions");
  BOOST_TEST(source.roots({"/home/ada", {}}).at(0).string() == "/home/ada/.continue/sessions");
}

BOOST_AUTO_TEST_SUITE_END()
