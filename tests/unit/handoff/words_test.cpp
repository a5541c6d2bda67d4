#include "daemon/handoff/words.hpp"

#include <boost/test/unit_test.hpp>

#include "daemon/base/text.hpp"
#include "daemon/handoff/entities/entities.hpp"
#include "daemon/handoff/sentences.hpp"
#include "daemon/handoff/word_runs.hpp"

namespace baton::handoff {

namespace {

using Strings = std::vector<std::string>;

void expect(const Strings& found, const Strings& expected) {
  BOOST_TEST(found == expected, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(words)

BOOST_AUTO_TEST_CASE(sentences_end_with_the_stops_of_their_script) {
  expect(sentences("Satu. Dua! Tiga?"), {"Satu.", "Dua!", "Tiga?"});
  expect(sentences("先修复。然后测试！可以吗？"), {"先修复。", "然后测试！", "可以吗？"});
  expect(sentences("彼は「直した。」と言った。次へ"), {"彼は「直した。」", "と言った。", "次へ"});
  expect(sentences("هل انتهى؟ نعم انتهى."), {"هل انتهى؟", "نعم انتهى."});
  expect(sentences("यह हो गया। अब जाँचो।"), {"यह हो गया।", "अब जाँचो।"});
  expect(sentences("可以吗?请继续"), {"可以吗?", "请继续"});
  expect(sentences("see v1.2 or a?b"), {"see v1.2 or a?b"});
}

BOOST_AUTO_TEST_CASE(question_marks_of_other_scripts_ask_too) {
  for (const auto* question : {"Done?", "完成了吗？", "هل انتهى؟", "「直りましたか？」"})
    BOOST_TEST(is_question(question), question);
  BOOST_TEST(!is_question("完成了。"));
}

BOOST_AUTO_TEST_CASE(words_that_say_something_are_counted_in_every_script) {
  BOOST_TEST(content_words("perbaiki parser tanggal") == 3U);
  BOOST_TEST(content_words("исправь разбор дат") == 3U);
  BOOST_TEST(content_words("修复了登录页面的错误") == 3U);
  BOOST_TEST(content_words("ログイン画面を直して") == 3U);
  BOOST_TEST(content_words("로그인 화면 수정") == 3U);
  BOOST_TEST(content_words("أصلح صفحة الدخول") == 3U);
}

BOOST_AUTO_TEST_CASE(thanks_and_assent_say_nothing) {
  for (const auto* chatter :
       {"ok thanks", "oke makasih banyak ya", "sip, lanjut", "好的，谢谢", "谢谢！继续",
        "ありがとうございます", "спасибо, хорошо", "vale, gracias", "네, 감사합니다", "شكرا"})
    BOOST_TEST(content_words(chatter) <= 1U, chatter);
}

BOOST_AUTO_TEST_CASE(topics_are_the_telling_words_of_any_language) {
  expect(topic_words("Jangan ubah skema database yang lama"),
         {"ubah", "skema", "database", "lama"});
  expect(topic_words("Überprüfe die Größe der Datei"), {"überprüfe", "größe", "datei"});
  expect(topic_words("l'importateur n'accepte pas"), {"importateur", "accepte"});
  expect(topic_words("настройки парсера"), {"настройки", "парсера"});
  expect(topic_words("修复了登录页面的错误"), {"修复", "登录页面", "错误"});
  expect(topic_words("設定ファイルを読む"), {"設定", "ファイル"});
}

BOOST_AUTO_TEST_CASE(a_long_stretch_of_ideographs_falls_into_pairs) {
  const auto words = words_of_stretch("数据库连接池");
  expect({words.begin(), words.end()}, {"数据", "据库", "库连", "连接", "接池"});
}

BOOST_AUTO_TEST_CASE(a_cut_leaves_whole_characters) {
  const std::string emoji = "👩\u200d💻👩\u200d💻👩\u200d💻👩\u200d💻";
  BOOST_TEST(cut_end(emoji, 14) == "👩\u200d💻…");
  for (const auto* text :
       {"数据库连接池需要重新设计因为它太慢了", "नमस्ते दुनिया यह एक लंबा वाक्य है",
        "cafe\u0301s re\u0301sume\u0301s nai\u0308fs", "مرحبا بالعالم هذه جملة طويلة"}) {
    for (std::size_t letters = 1; letters < 40; ++letters) {
      BOOST_TEST(is_valid_utf8(cut_end(text, letters)));
      BOOST_TEST(is_valid_utf8(cut_middle(text, letters, "…")));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_letter_counts_as_one_and_an_ideograph_as_three) {
  BOOST_TEST(cut_end("исправь разбор дат", 18) == "исправь разбор дат");
  BOOST_TEST(cut_end("数据库连接池", 18) == "数据库连接池");
  BOOST_TEST(cut_end("数据库连接池", 17) == "数据库连接…");
}

BOOST_AUTO_TEST_CASE(texts_are_compared_by_words_in_every_script) {
  const auto shared = [](std::string_view one, std::string_view other) {
    return share_within(word_hashes(one), word_hashes(other));
  };
  BOOST_TEST(shared("Используй ТАБЫ", "используй табы всегда") == 1.0);
  BOOST_TEST(shared("修复登录错误。", "请修复登录错误") > 0.5);
  BOOST_TEST(shared("修复登录错误", "部署新的服务") == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
