// Transcripts that GitHub Copilot's extension for VS Code writes.

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/capture/sources_recording.hpp"
#include "tests/unit/capture/sources_slices.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
namespace fs = std::filesystem;

namespace {

const std::string directory =
    std::string(BATON_TEST_DATA) +
    "/logs/copilot-vscode/made/User/workspaceStorage/4f1c2b/GitHub.copilot-chat/transcripts/";
const std::string alone = directory + "77777777-1111-4222-8333-444455556666.jsonl";
const std::string stored_too = directory + "5e0b6c1a-0f6e-4d0c-9f5f-1d2e3c4b5a69.jsonl";

const Source& source() {
  return source_of("copilot-vscode", Growth::appended_lines);
}

Recording read_file(const std::string& path) {
  return read(source(), content_of(path), path);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(copilot_vscode_transcript)

BOOST_AUTO_TEST_CASE(events_are_turns) {
  const Recording found = read_file(alone);
  BOOST_TEST(found.lines ==
             (Lines{"user text: Read main.cpp",
                    "user text injected: <system-reminder>be brief</system-reminder>",
                    "assistant thinking: Which file?", "assistant text: Reading.",
                    R"(assistant tool_call read_file: {"filePath":"/home/ada/my app/main.cpp"})",
                    "tool tool_result read_file: int main() {}",
                    R"(assistant tool_call run_in_terminal: {"command":"make"})",
                    "tool tool_result error run_in_terminal: cancelled",
                    "user text injected: Skill text", "assistant text: Done."}));
  BOOST_TEST(found.turns[0].external_id == "ev-2");
  BOOST_TEST(found.turns[5].files.at(0).path == "/home/ada/my app/main.cpp");
}

BOOST_AUTO_TEST_CASE(the_first_event_and_the_storage_tell_the_session) {
  const auto session = read_file(alone).session();
  BOOST_TEST(session.external_id == "77777777-1111-4222-8333-444455556666");
  BOOST_TEST(session.agent_version == "0.38.0");
  BOOST_TEST(session.working_directory == "/home/ada/my app");
  BOOST_TEST(session.ended_at.value() - session.started_at.value() == 8000);
}

BOOST_AUTO_TEST_CASE(a_chat_that_is_stored_too_is_told_by_the_store_alone) {
  const Recording found = read_file(stored_too);
  BOOST_TEST(found.lines.empty());
  BOOST_TEST(found.sessions.empty());
}

BOOST_AUTO_TEST_CASE(an_unknown_event_is_reported) {
  const Recording found = read_file(alone);
  BOOST_TEST_REQUIRE(found.unparsed.size() == 1U);
  BOOST_TEST(found.unparsed[0].reason == "unknown event \"future.event\"");
  BOOST_TEST(found.unparsed[0].line == 11);
}

BOOST_AUTO_TEST_CASE(slices_give_what_the_whole_gives) {
  std::mt19937 random(7);  // NOLINT: the same slices every time
  const std::string bytes = content_of(alone);
  const Lines whole = everything_in(read_file(alone));
  for (int round = 0; round < 10; ++round)
    BOOST_TEST(everything_in(read_slices(source(), bytes, alone, random)) == whole);
}

BOOST_AUTO_TEST_CASE(a_state_that_is_none_is_an_empty_one) {
  for (const char* state : {"{", "[]", R"({"calls":7})", R"({"calls":[[1,2,3],["a","b",[[1]]]]})"})
    BOOST_CHECK_NO_THROW(source().make_parser("/p/s.jsonl", state)->save_state());
}

BOOST_AUTO_TEST_CASE(transcripts_are_known_by_their_place_or_their_editor) {
  const std::string start = R"({"type":"session.start","data":{"sessionId":"s",)";
  BOOST_TEST(source().recognises(alone, start));
  BOOST_TEST(source().recognises("/x.jsonl", start + R"("vscodeVersion":"1.110.0"}})"));
  BOOST_TEST(!source().recognises("/x/events.jsonl", start + R"("producer":"copilot-agent"}})"));
  BOOST_TEST(!source().recognises(alone, R"({"type":"user.message"})"));
}

BOOST_AUTO_TEST_SUITE_END()
