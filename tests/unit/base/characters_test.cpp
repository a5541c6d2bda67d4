#include "daemon/base/characters.hpp"

#include <boost/test/unit_test.hpp>

namespace baton {

BOOST_AUTO_TEST_SUITE(characters)

BOOST_AUTO_TEST_CASE(a_character_is_decoded_with_its_length) {
  const auto arrow = code_point_at("a→", 1);
  BOOST_TEST(arrow.value == 0x2192U);
  BOOST_TEST(arrow.bytes == 3U);
}

BOOST_AUTO_TEST_CASE(a_byte_that_is_no_utf8_is_one_character) {
  BOOST_TEST(code_point_at("\xe2\x86", 0).value == 0xfffdU);
  BOOST_TEST(code_point_at("\xe2\x86", 0).bytes == 1U);
  BOOST_TEST(count_characters("\xff\xfe") == 2U);
}

BOOST_AUTO_TEST_CASE(characters_are_counted_and_cut_whole) {
  BOOST_TEST(count_characters("größe") == 5U);
  BOOST_TEST(first_characters("größe", 3) == "grö");
  BOOST_TEST(first_characters("abc", 9) == "abc");
}

BOOST_AUTO_TEST_CASE(letters_of_every_script_have_a_lower_case) {
  BOOST_TEST(to_lower("ÄRGER Ω Ж 𐐀") == "ärger ω ж 𐐨");
  BOOST_TEST(to_lower("A\xff"
                      "B") ==
             "a\xff"
             "b");
}

BOOST_AUTO_TEST_CASE(white_space_of_every_kind_is_trimmed) {
  BOOST_TEST(trim_spaces("\u00a0\u2003 a b\u3000\x1f\n") == "a b");
  BOOST_TEST(trim_spaces("\u2028\t").empty());
  BOOST_TEST(trim_spaces("é") == "é");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton
