#include "daemon/handoff/cues/cues.hpp"

#include <boost/test/unit_test.hpp>

#include "daemon/handoff/entities/entities.hpp"

namespace baton::handoff {

namespace {

/// What is said against a text in the file `xx.txt`; empty when it takes it.
std::string refusal_of(const char* text) {
  try {
    check_cues({"xx.txt", text});
    return "";
  } catch (const CueError& error) {
    return error.what();
  }
}

Cues cues_of(const char* text) {
  const EmbeddedText file{"xx.txt", text};
  return Cues(std::span(&file, 1));
}

bool corrects(const Cues& cues, std::string_view sentence) {
  return cues.find_in(sentence).has(CueKind::correction);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cue_files)

BOOST_AUTO_TEST_CASE(every_file_that_is_built_in_is_right) {
  BOOST_TEST(embedded_cues().size() >= 16U);
  for (const EmbeddedText& file : embedded_cues()) BOOST_CHECK_NO_THROW(check_cues(file));
}

BOOST_AUTO_TEST_CASE(a_wrong_line_is_named_with_its_file) {
  BOOST_TEST(refusal_of("# head\nrule 8: always\nwish: please\n") ==
             "xx.txt:3: no such kind: wish");
  BOOST_TEST(refusal_of("always\n") == "xx.txt:1: expected `kind: phrase | phrase`");
  BOOST_TEST(refusal_of("rule: always\n") == "xx.txt:1: rule needs a value from 5 to 8");
  BOOST_TEST(refusal_of("rule 9: always\n") == "xx.txt:1: rule needs a value from 5 to 8");
  BOOST_TEST(refusal_of("next 5: then\n") == "xx.txt:1: next has no value");
  BOOST_TEST(refusal_of("rule 8: Always\n") == "xx.txt:1: not in lower case: Always");
  BOOST_TEST(refusal_of("rule 8: a |  b\n") ==
             "xx.txt:1: an empty phrase, or one with spaces around");
  BOOST_TEST(refusal_of("rule 8: never\nrule 7: never\n") == "xx.txt:2: stands there twice: never");
  BOOST_TEST(refusal_of("next: a|b\n") == "xx.txt:1: `|` needs a space on both sides");
  BOOST_TEST(refusal_of("stop: of the\n") == "xx.txt:1: not one word: of the");
  BOOST_TEST(refusal_of("next: a*b\n").starts_with("xx.txt:1: `*` may stand"));
}

BOOST_AUTO_TEST_CASE(a_phrase_is_found_as_whole_words) {
  const Cues cues = cues_of("correction: nein | mach das rückgängig\n");
  BOOST_TEST(corrects(cues, "Nein, so nicht."));
  BOOST_TEST(corrects(cues, "Bitte MACH DAS RÜCKGÄNGIG!"));
  BOOST_TEST(!corrects(cues, "Das Gemeinsame zählt"));
}

BOOST_AUTO_TEST_CASE(a_star_lets_the_word_go_on) {
  const Cues cues = cues_of("correction: должн* | *falsch\n");
  BOOST_TEST(corrects(cues, "оно должно быть"));
  BOOST_TEST(corrects(cues, "grundfalsch"));
  BOOST_TEST(!corrects(cues, "falscher"));
}

BOOST_AUTO_TEST_CASE(a_gap_stands_for_anything_between_two_parts) {
  const Cues cues = cues_of("correction: pakai ... bukan\n");
  BOOST_TEST(corrects(cues, "pakai pnpm saja, bukan npm"));
  BOOST_TEST(!corrects(cues, "bukan npm, pakai pnpm"));
}

BOOST_AUTO_TEST_CASE(where_no_spaces_are_written_a_phrase_stands_anywhere) {
  const Cues cues = cues_of("correction: 不对 | 違います | 아니요\n");
  BOOST_TEST(corrects(cues, "这里不对吧"));
  BOOST_TEST(corrects(cues, "それは違いますよ"));
  BOOST_TEST(corrects(cues, "API아니요"));
}

BOOST_AUTO_TEST_CASE(latin_words_among_ideographs_are_whole_words) {
  const Cues cues = cues_of("correction: always\n");
  BOOST_TEST(corrects(cues, "请always运行测试"));
}

BOOST_AUTO_TEST_CASE(a_question_word_counts_at_the_beginning_only) {
  const Cues cues = cues_of("question: kenapa\n");
  BOOST_TEST(cues.find_in("Kenapa selalu gagal").has(CueKind::question));
  BOOST_TEST(!cues.find_in("tidak tahu kenapa").has(CueKind::question));
}

BOOST_AUTO_TEST_CASE(the_greatest_value_counts) {
  const Cues cues = cues_of("rule 5: nach\nrule 8: nie\n");
  BOOST_TEST(cues.find_in("nie nach oben").value(CueKind::rule) == 8);
  BOOST_TEST(cues.find_in("nach oben").value(CueKind::rule) == 5);
  BOOST_TEST(cues.find_in("oben").value(CueKind::rule) == 0);
}

// A stop word of one language must not hide what sessions in English are about.
BOOST_AUTO_TEST_CASE(no_stop_word_is_a_topic_of_english_sessions) {
  for (const EmbeddedText& file : embedded_cues()) {
    for (const Cue& cue : parse_cues(file)) {
      if (cue.kind != CueKind::stop) continue;
      BOOST_TEST(topic_projects(cue.first.text) == 0, cue.first.text << " in " << file.name);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
