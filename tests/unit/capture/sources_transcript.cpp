// Cutting a text at its speakers' marks.

#include <iterator>

#include "daemon/capture/sources/transcript.hpp"
#include "tests/unit/capture/sources_recording.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;

namespace {

Lines parts_of(std::string_view text) {
  Lines lines;
  for (const TranscriptPart& part : read_transcript(text).parts) {
    TurnEvent turn;
    turn.role = part.role;
    turn.kind = part.kind;
    turn.tool_name = part.tool;
    turn.text = part.text;
    lines.push_back(describe(turn));
  }
  return lines;
}

const Lines conversation{"user text: Hi", "assistant text: Hello", "user text: Bye"};

}  // namespace

BOOST_AUTO_TEST_SUITE(transcript)

BOOST_AUTO_TEST_CASE(speakers_are_known_by_names_in_several_styles) {
  for (const char* text : {
           "User: Hi\nAssistant: Hello\nUser: Bye",
           "Human: Hi\n\nClaude: Hello\n\nHuman: Bye",
           "Me:\nHi\n\nChatGPT:\nHello\n\nMe:\nBye",
           "Q: Hi\nA: Hello\nQ: Bye",
           "**User**\n\nHi\n\n**Assistant**\n\nHello\n\n**User**\n\nBye",
           "**You:** Hi\n\n**AI:** Hello\n\n**You:** Bye",
           "**You**: Hi\n\n**Copilot**: Hello\n\n**You**: Bye",
           "### User\nHi\n### Assistant\nHello\n### User\nBye",
           "# **User:**\nHi\n# **Assistant:**\nHello\n# **User:**\nBye",
           "#### You said:\nHi\n#### ChatGPT said:\nHello\n#### You said:\nBye",
           "You said:\nHi\nChatGPT said:\nHello\nYou said:\nBye",
           "User: Hi\r\nAssistant: Hello\r\nUser: Bye\r\n",
           "\xEF\xBB\xBFUser: Hi\nAssistant: Hello\nUser: Bye",
           "User: Hi\n\n---\n\nAssistant: Hello\n\n---\n\nUser: Bye",
       }) {
    BOOST_TEST(parts_of(text) == conversation, text);
    BOOST_TEST(read_transcript(text).switches == 2U, text);
  }
}

BOOST_AUTO_TEST_CASE(words_that_only_look_like_marks_are_text) {
  for (const char* text : {"User:name is a key\nAssistant:x\nUser:y", "  User: a\n  Assistant: b",
                           "users: a\nassistants: b\nusers: c", "q: a\na: b\nq: c",
                           "**User** is bold\n**Assistant** too\n**User** again", ""}) {
    BOOST_TEST(read_transcript(text).switches == 0U, text);
  }
}

BOOST_AUTO_TEST_CASE(only_the_style_used_most_counts) {
  BOOST_TEST(parts_of("### User\nMe: is a word\n### Assistant\nHello\n### User\nBye") ==
             (Lines{"user text: Me: is a word", "assistant text: Hello", "user text: Bye"}));
}

BOOST_AUTO_TEST_CASE(marks_in_code_are_code) {
  BOOST_TEST(parts_of("User: a\nAssistant: b\n```\nUser: c\n```\nUser: d").size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_fence_without_end_hides_no_mark) {
  BOOST_TEST(parts_of("User: a\n```\nAssistant: b\nUser: c").size() == 3U);
}

BOOST_AUTO_TEST_CASE(an_export_of_claude_code_is_read) {
  BOOST_TEST(
      parts_of("header\n> fix\n  it\n\n\u23FA Looking.\n\n\u23FA Bash(ls -la)\n  \u23BF \u00A0a.c\n"
               "     b.c\n\n\u25CF Done (mostly).\n\n\u276F thanks\n") ==
      (Lines{"user text: fix\nit", "assistant text: Looking.", "assistant tool_call Bash: ls -la",
             "tool tool_result Bash: a.c\nb.c", "assistant text: Done (mostly).",
             "user text: thanks"}));
}

BOOST_AUTO_TEST_CASE(a_quotation_is_no_prompt) {
  BOOST_TEST(parts_of("> quoted\ntext\n> quoted").empty());
}

BOOST_AUTO_TEST_CASE(hostile_texts_take_linear_time) {
  for (const char* piece : {"User: ", "User: a\nAssistant: b\n", "```\n", "**", "# ", "\u23FA A(",
                            "\u23BF \n", "---\n"}) {
    std::string text = "User: a\nAssistant: b\n";
    while (text.size() < 400'000) text += piece;
    BOOST_CHECK_NO_THROW(read_transcript(text));
  }
}

BOOST_AUTO_TEST_SUITE_END()
