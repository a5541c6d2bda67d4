// Conversations that people bring along.

#include "daemon/base/time.hpp"
#include "tests/unit/capture/sources_recording.hpp"
#include "tests/unit/capture/sources_slices.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;

namespace {

const std::string made = std::string(BATON_TEST_DATA) + "/logs/import/made/";

Recording read_file(const std::string& name) {
  return read("import", content_of(made + name), made + name);
}

bool is_import(const std::string& name, const std::string& head) {
  return source_of("import").recognises(name, head);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(import)

BOOST_AUTO_TEST_CASE(a_conversation_of_chatgpt_is_read_to_its_current_end) {
  const Recording found = read_file("chatgpt/conversations.json");
  BOOST_TEST(found.lines ==
             (Lines{"user text: [image]\nSort this", "assistant thinking: I should sort",
                    "assistant tool_call python: sorted(x)", "tool tool_result python: [1, 2]",
                    "assistant text: It is [1, 2].", "user text: Hi"}));
  BOOST_TEST(found.turns[0].external_id == "m-u");
  BOOST_TEST(found.turns[0].created_at == 1767606001250);
  BOOST_TEST(found.turns[2].tool_call_id == found.turns[3].tool_call_id);
  BOOST_TEST(found.turns[5].created_at == 1767606000250);
  BOOST_TEST_REQUIRE(found.unparsed.size() == 1U);
  BOOST_TEST(found.unparsed[0].reason == "unknown content \"hologram\"");
}

BOOST_AUTO_TEST_CASE(each_conversation_of_chatgpt_is_a_session) {
  const Recording found = read_file("chatgpt/conversations.json");
  BOOST_TEST(found.sessions.size() == 2U);
  const auto session = found.sessions.at("conv-1");
  BOOST_TEST(session.agent == "import");
  BOOST_TEST(session.title == "Sorting");
  BOOST_TEST(session.model == "gpt-5-mini");
  BOOST_TEST(session.started_at.value() == 1767606000250);
  BOOST_TEST(session.ended_at.value() == 1767606100250);
}

BOOST_AUTO_TEST_CASE(a_tree_that_goes_in_circles_is_survived) {
  const Recording found = read(
      "import",
      R"({"title":"x","create_time":1,"id":"i","current_node":"a","mapping":{"a":{"parent":"b"},"b":{"parent":"a"}}})",
      "/x.json");
  BOOST_TEST(found.lines.empty());
}

BOOST_AUTO_TEST_CASE(a_conversation_of_claude_is_read) {
  const Recording found = read_file("claude/conversations.json");
  BOOST_TEST(found.lines ==
             (Lines{"user text: A name?", "user text injected: [file names.txt]",
                    "user text injected: [file logo.png]", "assistant thinking: Hm",
                    R"(assistant tool_call web_search: {"query":"names"})",
                    "tool tool_result web_search: Ada", "assistant text: Ada", "user text: Good"}));
  BOOST_TEST(found.session().title == "Naming");
  BOOST_TEST(baton::format_time(found.turns[0].created_at) == "2026-01-05T09:40:01.000Z");
  BOOST_TEST(baton::format_time(found.session().ended_at.value()) == "2026-01-05T09:50:00.000Z");
  BOOST_TEST(found.unparsed.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_no_export_is_reported) {
  for (const char* text : {"", "{", "{}", "[7]", R"([{"mapping":7}])"})
    BOOST_TEST(read("import", text, "/conversations.json").unparsed.size() == 1U, text);
}

BOOST_AUTO_TEST_CASE(an_export_of_claude_code_has_calls_and_their_files) {
  const Recording found = read_file("export.txt");
  BOOST_TEST(found.lines == (Lines{"user text: fix the build\nplease",
                                   "assistant text: I will look at it.\n\nTwo things are wrong.",
                                   "assistant tool_call Bash: make 2>&1 | tail",
                                   "tool tool_result Bash: cc main.c\nmain.c:1: error",
                                   "assistant tool_call Update: src/main.c",
                                   "tool tool_result Update: Updated src/main.c with 1 addition",
                                   "assistant thinking: Thinking…\n\nAll is well now?",
                                   "assistant text: Done.", "user text: thanks"}));
  BOOST_TEST(found.turns.at(4).files.at(0).path == "src/main.c");
  BOOST_TEST(found.turns.at(2).files.empty());
}

BOOST_AUTO_TEST_CASE(a_text_is_the_same_session_as_it_grows_and_moves) {
  const std::string text = "User: a\nAssistant: b\nUser: c\n";
  const Recording before = read("import", text, "/x/chat.md");
  const Recording after = read("import", text + "Assistant: d\n", "/y/other.md");
  BOOST_TEST(before.session().external_id == after.session().external_id);
  BOOST_TEST(before.session().external_id.starts_with("transcript-"));
  BOOST_TEST(before.session().title == "chat");
  for (std::size_t i = 0; i < before.turns.size(); ++i) {
    BOOST_TEST(before.turns[i].part == after.turns[i].part);
    BOOST_TEST(before.turns[i].created_at == 0);
  }
}

BOOST_AUTO_TEST_CASE(a_text_that_is_no_conversation_is_one_note) {
  BOOST_TEST(read_file("note.md").lines == Lines{"user text: # Shopping\n\nUser: eggs"});
  BOOST_TEST(!is_import("note.md", content_of(made + "note.md")));
  BOOST_TEST(read("import", " \n", "/x.md").sessions.empty());
}

BOOST_AUTO_TEST_CASE(batons_own_words_are_left_out) {
  BOOST_TEST(
      read("import", "User: a<baton-handoff id=1>x</baton-handoff>\nAssistant: b\nUser: c", "/x.md")
          .lines.at(0) == "user text: a");
}

BOOST_AUTO_TEST_CASE(conversations_are_known_by_their_first_members_or_their_speakers) {
  BOOST_TEST(is_import("/x.json", R"([{"title":"x","create_time":1.5,"mapping":{"a":{)"));
  BOOST_TEST(is_import("/x.json", R"([ {"uuid":"u","name":"n","chat_messages":[)"));
  BOOST_TEST(!is_import("/x.json", R"([{"kind":"x","mapping":{},"create_time":1}])"));
  BOOST_TEST(!is_import("/x.json", R"([{"uuid":"u","name":"n"}])"));
  BOOST_TEST(is_import("/x.txt", "User: a\nAssistant: b\nUser: c\n"));
  BOOST_TEST(!is_import("/x.txt", "User: a\nAssistant: b\n"));
  BOOST_TEST(!is_import("/x.log", "User: a\nAssistant: b\nUser: c\n"));
  BOOST_TEST(!is_import("/x.md", "# aider chat started at 2026\nUser: a\nAssistant: b\nUser: c\n"));
}

BOOST_AUTO_TEST_CASE(texts_among_an_agents_files_are_not_taken) {
  const std::string head = "User: a\nAssistant: b\nUser: c\n";
  BOOST_TEST(!is_import("/p/.specstory/history/x.md", head));
  BOOST_TEST(!is_import("/h/.claude/projects/p/memory/x.md", head));
  BOOST_TEST(is_import("./notes/../x.md", head));
  BOOST_TEST(
      !is_import("/x.md", "# Claude Code Session Log\n### User\na\n### Assistant\nb\n### User\n"));
}

BOOST_AUTO_TEST_CASE(there_is_no_place_of_its_own) {
  BOOST_TEST(source_of("import").roots({"/home/ada", {}}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
