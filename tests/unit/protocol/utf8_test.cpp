#include "protocol/json/utf8.hpp"

#include <boost/test/unit_test.hpp>

namespace baton::protocol::test {

BOOST_AUTO_TEST_SUITE(utf8)

BOOST_AUTO_TEST_CASE(knows_characters_of_every_length) {
  const std::string text =
      "plain ascii, then \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x99\x82 and more ascii";

  BOOST_TEST(valid_utf8_length(text) == text.size());
}

BOOST_AUTO_TEST_CASE(accepts_the_edges_of_the_ranges) {
  for (const std::string text :
       {"\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
        "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    BOOST_TEST(valid_utf8_length(text) == text.size());
  }
}

BOOST_AUTO_TEST_CASE(stops_at_what_is_not_a_character) {
  for (const std::string bad : {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
                                "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF",
                                "\xC3", "\xE2\x82", "\xE2\x28\xA1", "\xF0\x9F\x99"}) {
    BOOST_TEST(valid_utf8_length("0123456789" + bad) == 10U);
  }
}

BOOST_AUTO_TEST_CASE(replaces_each_stray_byte_and_nothing_else) {
  BOOST_TEST(repaired_utf8("a\xFF\xC3\xA9\xE2\x82") ==
             "a\xEF\xBF\xBD\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBD");
}

BOOST_AUTO_TEST_CASE(cuts_before_a_character_that_does_not_fit) {
  BOOST_TEST(utf8_prefix("a\xE2\x82\xAC!", 3) == "a");
  BOOST_TEST(utf8_prefix("a\xE2\x82\xAC!", 4) == "a\xE2\x82\xAC");
  BOOST_TEST(utf8_prefix("abc", 10) == "abc");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::protocol::test
