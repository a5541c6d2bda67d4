#include "daemon/handoff/tokens.hpp"

#include <boost/test/unit_test.hpp>

#include "daemon/handoff/handoff.hpp"

namespace baton::handoff {

BOOST_AUTO_TEST_SUITE(tokens)

// The weights are those of the reference estimator for the same texts.
BOOST_AUTO_TEST_CASE(weighs_as_the_reference_does) {
  const auto weighs = [](std::string_view text, double expected) {
    BOOST_TEST(token_weight(text) == expected, boost::test_tools::tolerance(1e-9));
  };
  weighs("fix the HTTPServer in getUserById()", 10.36);
  weighs("go test ./... && echo \"done\"", 8.41);
  weighs("  indented\tline\n\n\nnext 1234567 v1.2.30", 15.22);
  weighs(
      "a.…b — c\r\nd\x0b"
      "e",
      7.9);
  weighs("internationalization configuration", 3.13);
}

// Tokens that cl100k_base and o200k_base make of the same sentence, as published with the latter.
BOOST_AUTO_TEST_CASE(other_languages_weigh_what_lies_between_two_tokenisers) {
  struct Sentence {
    const char* text;
    int older;
    int newer;
  };
  for (const Sentence sentence :
       {Sentence{"안녕하세요, 제 이름은 GPT-4o입니다. 저는 새로운 유형의 언어 모델입니다, 만나서 "
                 "반갑습니다!",
                 45, 27},
        Sentence{"你好，我的名字是GPT-4o。我是一种新型的语言模型，很高兴见到你!", 34, 24},
        Sentence{"こんにちは、私の名前はGPT−4oです。私は新しいタイプの言語モデルです。初めまして!",
                 37, 26},
        Sentence{"Привет, меня зовут GPT-4o. Я — новая языковая модель, приятно познакомиться!", 39,
                 23},
        Sentence{"مرحبًا، اسمي جي بي تي-4o. أنا نوع جديد من نموذج اللغة، سررت بلقائك!", 53, 26},
        Sentence{"नमस्ते, मेरा नाम जीपीटी-4o है। मैं एक नए प्रकार का भाषा मॉडल हूँ। आपसे मिलकर अच्छा लगा!", 90,
                 31},
        Sentence{"Xin chào, tên tôi là GPT-4o. Tôi là một loại mô hình ngôn ngữ mới, rất vui được "
                 "gặp bạn!",
                 46, 30},
        Sentence{"Merhaba, benim adım GPT-4o. Ben yeni bir dil modeli türüyüm, tanıştığımıza "
                 "memnun oldum!",
                 39, 30},
        Sentence{"Hallo, mein Name is GPT-4o. Ich bin ein neues KI-Sprachmodell. Es ist schön, "
                 "dich kennenzulernen.",
                 34, 29},
        Sentence{"Hola, me llamo GPT-4o. Soy un nuevo tipo de modelo de lenguaje, ¡es un placer "
                 "conocerte!",
                 29, 26}}) {
    BOOST_TEST(token_weight(sentence.text) >= 0.85 * sentence.newer, sentence.text);
    BOOST_TEST(token_weight(sentence.text) <= 1.15 * sentence.older, sentence.text);
  }
}

BOOST_AUTO_TEST_CASE(a_quotation_mark_takes_no_letters_along) {
  BOOST_TEST(token_weight("\"修复") == 0.75 + 2 * 0.85, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(token_weight("(Größe)") == 0.75 + 1.04 + 2 * 0.9 + 0.75,
             boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(an_empty_text_has_no_tokens) {
  BOOST_TEST(estimate_tokens("") == 0);
}

BOOST_AUTO_TEST_CASE(lines_add_up) {
  const std::string first = "- one line with `code_here` [3:1]\n";
  const std::string second = "## A heading\n";
  BOOST_TEST(token_weight(first + second) == token_weight(first) + token_weight(second),
             boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
