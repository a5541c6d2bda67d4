#include "daemon/base/text.hpp"

#include <random>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace {

using namespace baton;                 // NOLINT: the functions under test
using namespace std::string_literals;  // NOLINT: for the suffix s

const std::string replacement = "\xEF\xBF\xBD";

// Each is ill-formed by RFC 3629.
const std::vector<std::string> ill_formed = {
    "\x80",              // a continuation alone
    "\xC0\xAF",          // overlong slash in two bytes
    "\xE0\x80\xAF",      // and in three
    "\xF0\x80\x80\xAF",  // and in four
    "\xC1\xBF",          // overlong U+007F
    "\xED\xA0\x80",      // a surrogate
    "\xF4\x90\x80\x80",  // above U+10FFFF
    "\xF5\x80\x80\x80",
    "\xFF",
    "\xFE",
    "\xC3",          // cut off
    "\xE2\x82",      // cut off
    "\xF0\x9F\x98",  // cut off
    "\xC3(",         // a continuation missing
};

std::string random_bytes(std::mt19937& random, std::size_t size) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(utf8)

BOOST_AUTO_TEST_CASE(well_formed_text_is_valid) {
  for (const char* text :
       {"", "abc", "é", "€", "😀", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    BOOST_TEST(is_valid_utf8(text));
  }
}

BOOST_AUTO_TEST_CASE(ill_formed_text_is_invalid_wherever_it_stands) {
  for (const std::string& bytes : ill_formed) {
    BOOST_TEST(!is_valid_utf8(bytes));
    BOOST_TEST(!is_valid_utf8("text" + bytes));
    BOOST_TEST(!is_valid_utf8(bytes + "text"));
  }
}

BOOST_AUTO_TEST_CASE(repair_keeps_valid_text) {
  BOOST_TEST(to_valid_utf8("a é € 😀\n\t") == "a é € 😀\n\t");
}

BOOST_AUTO_TEST_CASE(repair_replaces_each_bad_byte) {
  BOOST_TEST(to_valid_utf8("a\xFF\xFE"s + "b") == "a" + replacement + replacement + "b");
  BOOST_TEST(to_valid_utf8("\xE2\x82"s + "x") == replacement + replacement + "x");
}

BOOST_AUTO_TEST_CASE(repair_shows_nul) {
  BOOST_TEST(to_valid_utf8("a\0b"s) == "a\xE2\x90\x80"s + "b");
}

BOOST_AUTO_TEST_CASE(repair_makes_any_bytes_valid_and_is_idempotent) {
  std::mt19937 random(1);  // NOLINT: the same bytes in every run
  for (int i = 0; i < 500; ++i) {
    const std::string text = to_valid_utf8(random_bytes(random, random() % 64));
    BOOST_TEST(is_valid_utf8(text));
    BOOST_TEST(to_valid_utf8(text) == text);
  }
}

BOOST_AUTO_TEST_CASE(a_prefix_does_not_cut_a_character) {
  BOOST_TEST(utf8_prefix("a€b", 0).empty());
  BOOST_TEST(utf8_prefix("a€b", 1) == "a");
  BOOST_TEST(utf8_prefix("a€b", 2) == "a");
  BOOST_TEST(utf8_prefix("a€b", 3) == "a");
  BOOST_TEST(utf8_prefix("a€b", 4) == "a€");
  BOOST_TEST(utf8_prefix("a€b", 99) == "a€b");
}

BOOST_AUTO_TEST_CASE(a_prefix_of_nothing_but_continuations_is_empty) {
  BOOST_TEST(utf8_prefix(std::string(10, '\x80'), 5).empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(spaces)

BOOST_AUTO_TEST_CASE(trim_takes_both_ends) {
  BOOST_TEST(trim(" \t\r\n a b \n") == "a b");
  BOOST_TEST(trim(" \n ").empty());
  BOOST_TEST(trim("").empty());
}

BOOST_AUTO_TEST_CASE(squeeze_leaves_one_space_between_words) {
  BOOST_TEST(squeeze_spaces("  a \n\t b\r\nc ") == "a b c");
  BOOST_TEST(squeeze_spaces(" \n ").empty());
}

BOOST_AUTO_TEST_CASE(the_first_line_skips_empty_ones) {
  BOOST_TEST(first_line("\n\n  title \nbody", 80) == "title");
}

BOOST_AUTO_TEST_CASE(a_long_first_line_is_cut_at_a_character) {
  BOOST_TEST(first_line("abcdef", 3) == "abc…");
  BOOST_TEST(first_line("ab€def", 4) == "ab…");
  BOOST_TEST(first_line("cafe\u0301s", 5) == "caf…");
  BOOST_TEST(first_line("abc", 3) == "abc");
}

BOOST_AUTO_TEST_SUITE_END()
