#include "daemon/store/search_query.hpp"

#include <boost/test/unit_test.hpp>

using baton::store::match_expression;

BOOST_AUTO_TEST_SUITE(search_query)

BOOST_AUTO_TEST_CASE(words_become_quoted_strings) {
  BOOST_TEST(match_expression("hello world") == R"("hello" "world")");
  BOOST_TEST(match_expression("  NOT  a-b:c^2 ") == R"("NOT" "a-b:c^2")");
  BOOST_TEST(match_expression("foo_bar::Baz") == R"("foo_bar::Baz")");
}

BOOST_AUTO_TEST_CASE(phrases_end_at_a_quotation_mark_or_the_end) {
  BOOST_TEST(match_expression(R"("two words" more)") == R"("two words" "more")");
  BOOST_TEST(match_expression(R"(a"b c)") == R"("a" "b c")");
  BOOST_TEST(match_expression(R"("open end)") == R"("open end")");
  BOOST_TEST(match_expression(R"("star inside*"*)") == R"("star inside*")");
}

BOOST_AUTO_TEST_CASE(prefixes_need_four_characters) {
  BOOST_TEST(match_expression("conn*") == R"("conn"*)");
  BOOST_TEST(match_expression("conn**") == R"("conn"*)");
  BOOST_TEST(match_expression("con*") == R"("con")");
  BOOST_TEST(match_expression("über*") == R"("über"*)");
  BOOST_TEST(match_expression("übe*") == R"("übe")");
  // The tokenizer would look for the prefix "ba" only.
  BOOST_TEST(match_expression("foo_ba*") == R"("foo_ba")");
}

BOOST_AUTO_TEST_CASE(a_query_without_a_word_is_empty) {
  for (const char* query : {"", "   ", "*", "\"\"", "\" - \"", "-- :: *", "\x01\x02"}) {
    BOOST_TEST(match_expression(query).empty(), query);
  }
}

BOOST_AUTO_TEST_CASE(a_query_is_bounded) {
  std::string query;
  for (int i = 0; i < 100'000; ++i) query += "w ";
  BOOST_TEST(match_expression(query).size() < 200U);
  BOOST_TEST(match_expression(std::string(1'000'000, 'a')).size() < 5000U);
}

BOOST_AUTO_TEST_SUITE_END()
