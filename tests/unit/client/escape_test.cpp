#include "client/print/escape.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

#include "client/print/utf8.hpp"

namespace client = baton::client;
using client::escape_controls;
using client::escape_snippet;
using client::escape_to_line;

BOOST_AUTO_TEST_SUITE(escape)

BOOST_AUTO_TEST_CASE(leaves_plain_text_alone) {
  BOOST_TEST(escape_controls("tab\tline\nümläut 漢字 🙂") ==
             "tab\tline\nümläut 漢字 🙂");
  BOOST_TEST(escape_controls("").empty());
}

BOOST_AUTO_TEST_CASE(shows_c0_and_del_as_symbols) {
  BOOST_TEST(escape_controls("\x1b[31mred\x07") == "␛[31mred␇");
  BOOST_TEST(escape_controls(std::string_view("\0x", 2)) == "␀x");
  BOOST_TEST(escape_controls("\x7f") == "␡");
}

BOOST_AUTO_TEST_CASE(shows_c1_whose_csi_needs_no_escape) {
  BOOST_TEST(escape_controls("\u009b1m") == "<U+009B>1m");
  BOOST_TEST(escape_controls("\u0080") == "<U+0080>");
}

BOOST_AUTO_TEST_CASE(shows_what_turns_the_direction) {
  BOOST_TEST(escape_controls("a\u202Eb\u2066c") == "a<U+202E>b<U+2066>c");
  BOOST_TEST(escape_controls("\u200f\u061c\u2028") == "<U+200F><U+061C><U+2028>");
}

BOOST_AUTO_TEST_CASE(shows_invisible_tags) {
  BOOST_TEST(escape_controls("\U000E0041") == "<U+E0041>");
}

BOOST_AUTO_TEST_CASE(replaces_bytes_that_are_not_utf8) {
  BOOST_TEST(escape_controls("a\xff\xc0\x80z") == "a\uFFFD\uFFFD\uFFFDz");
  BOOST_TEST(escape_controls("\xe2\x80") == "\uFFFD\uFFFD");
  BOOST_TEST(escape_controls("\x9b"
                             "2J") == "\uFFFD2J");
  BOOST_TEST(escape_controls("\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD");
}

BOOST_AUTO_TEST_CASE(drops_the_cr_of_a_line_end_only) {
  BOOST_TEST(escape_controls("a\r\nb\rc") == "a\nb␍c");
}

BOOST_AUTO_TEST_CASE(makes_one_line) {
  BOOST_TEST(escape_to_line("  a\n\n\tb  ") == "a b");
  BOOST_TEST(escape_to_line("\n").empty());
}

BOOST_AUTO_TEST_CASE(marks_the_words_of_a_snippet) {
  const std::string snippet = "fix the \u2068dead\nlock\u2069 now\u2068!";
  BOOST_TEST(escape_snippet(snippet, "[", "]") == "fix the [dead lock] now[!]");
  BOOST_TEST(escape_snippet(snippet, "", "") == "fix the dead lock now!");
  BOOST_TEST(escape_snippet("\u2069\u2069x\u2068\u2068", "[", "]") == "x");
}

BOOST_AUTO_TEST_CASE(escapes_inside_a_snippet) {
  BOOST_TEST(escape_snippet("\u2068\x1b[0m\u2069\u202E", "[", "]") == "[␛[0m]<U+202E>");
}

BOOST_AUTO_TEST_CASE(measures_columns) {
  BOOST_TEST(client::display_width("abc") == 3U);
  BOOST_TEST(client::display_width("漢字") == 4U);
  BOOST_TEST(client::display_width("e\u0301") == 1U);
  BOOST_TEST(client::display_width("🙂") == 2U);
  BOOST_TEST(client::fitting_prefix("漢字漢", 5) == "漢字");
  BOOST_TEST(client::fitting_prefix("abc", 0).empty());
}

BOOST_AUTO_TEST_SUITE_END()
