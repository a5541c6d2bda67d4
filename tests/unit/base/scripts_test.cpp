#include "daemon/base/scripts.hpp"

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>

namespace baton {

BOOST_AUTO_TEST_SUITE(scripts)

BOOST_AUTO_TEST_CASE(letters_digits_and_marks_of_every_script_make_words) {
  for (const char32_t letter : std::u32string_view(U"zZ7_éßжمह中かカ한ไ"))
    BOOST_TEST(is_word_character(letter));
  BOOST_TEST(is_word_character(U'\u094d'));  // the virama joins two consonants of Hindi
  for (const char32_t other : std::u32string_view(U" .-،。！？।“…✓😀"))
    BOOST_TEST(!is_word_character(other));
}

BOOST_AUTO_TEST_CASE(words_end_between_a_letter_and_what_is_none) {
  BOOST_TEST(is_word_boundary('a', ' '));
  BOOST_TEST(!is_word_boundary('a', 'b'));
  BOOST_TEST(!is_word_boundary(U'ж', U'е'));
  BOOST_TEST(!is_word_boundary(U'क', U'\u093e'));
}

BOOST_AUTO_TEST_CASE(where_no_spaces_are_written_words_may_end_anywhere) {
  BOOST_TEST(is_word_boundary(U'不', U'要'));
  BOOST_TEST(is_word_boundary(U'用', 'n'));
  BOOST_TEST(is_word_boundary(U'ด', U'ไ'));
}

BOOST_AUTO_TEST_CASE(a_cut_keeps_what_is_seen_as_one_character) {
  const auto cut = [](std::string_view text, std::size_t bytes) {
    return whole_prefix(text, bytes);
  };
  BOOST_TEST(cut("größe", 3) == "gr");
  BOOST_TEST(cut("cafe\u0301s", 5) == "caf");
  BOOST_TEST(cut("ok 👩\u200d💻 yes", 8) == "ok ");
  BOOST_TEST(cut("ok 🇮🇩🇯🇵", 3 + 12) == "ok 🇮🇩");
  BOOST_TEST(cut("नकि", 6) == "न");
  BOOST_TEST(cut("short", 9) == "short");
}

BOOST_AUTO_TEST_CASE(a_run_of_marks_without_end_is_cut_like_any_other) {
  std::string text = "a";
  for (int i = 0; i < 200; ++i) text += "\u0301";
  BOOST_TEST(whole_prefix(text, 301).size() == 301U);
}

BOOST_AUTO_TEST_CASE(the_character_before_a_place_is_read_backwards) {
  BOOST_TEST(character_before("aж", 3) == std::uint32_t{U'ж'});
  BOOST_TEST(character_before("aж", 1) == std::uint32_t{U'a'});
  BOOST_TEST(character_before("aж", 0) == std::uint32_t{U'\n'});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton
