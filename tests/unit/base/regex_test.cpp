#include "daemon/base/regex.hpp"

#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace baton {

BOOST_AUTO_TEST_SUITE(regex)

BOOST_AUTO_TEST_CASE(groups_are_places_in_the_text) {
  const Regex pair(R"((\w+)=(\w+)?)");
  const std::string text = "  name=";
  const auto match = pair.search(RegexSubject(text));
  BOOST_REQUIRE(match.has_value());
  BOOST_TEST((*match)[1].begin == 2U);
  BOOST_TEST((*match)[1].end == 6U);
  BOOST_TEST(!(*match)[2].matched);
}

BOOST_AUTO_TEST_CASE(look_behind_sees_what_stands_before_the_start) {
  const Regex b_after_a("(?<=a)b");
  BOOST_TEST(b_after_a.search(RegexSubject("ab"), 1).has_value());
  BOOST_TEST(!b_after_a.search(RegexSubject("bb"), 1).has_value());
}

BOOST_AUTO_TEST_CASE(letters_of_other_scripts_are_word_characters) {
  BOOST_TEST(Regex(R"(^\w+$)").matches("größe"));
  BOOST_TEST(!Regex(R"(\bre\b)").matches("réel re\xc3\xa9"));
}

BOOST_AUTO_TEST_CASE(case_is_ignored_when_asked) {
  BOOST_TEST(Regex("port", Regex::Letters::any_case).matches("PORT"));
  BOOST_TEST(!Regex("port").matches("PORT"));
}

BOOST_AUTO_TEST_CASE(nothing_is_found_in_what_is_no_utf8) {
  BOOST_TEST(!Regex("a").matches("a\xff"));
}

BOOST_AUTO_TEST_CASE(a_text_is_split_at_the_matches) {
  const std::vector<std::string_view> expected{"", "b", "c", ""};
  BOOST_TEST(Regex(",+").split(",b,,c,") == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_text_without_a_match_is_one_piece) {
  BOOST_TEST(Regex(",").split("").size() == 1U);
  BOOST_TEST(Regex(",").split("ab").front() == "ab");
}

BOOST_AUTO_TEST_CASE(each_match_is_replaced) {
  BOOST_TEST(Regex("<[^>]*>").replace("<b>bold</b> and plain", "*") == "*bold* and plain");
}

BOOST_AUTO_TEST_CASE(a_pattern_that_matches_nothing_divides_nothing) {
  BOOST_TEST(Regex("x*").replace("abc", "-") == "abc");
}

BOOST_AUTO_TEST_CASE(nothing_is_found_behind_the_end) {
  BOOST_TEST(!Regex("").search(RegexSubject("ab"), 3).has_value());
}

BOOST_AUTO_TEST_CASE(a_pattern_that_is_none_says_where) {
  BOOST_CHECK_EXCEPTION(Regex("(a"), std::invalid_argument, [](const std::exception& error) {
    return std::string(error.what()).find("(a") != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(a_search_that_takes_too_many_steps_finds_nothing) {
  // Exponential: each letter may belong to either repetition.
  BOOST_TEST(!Regex("^(?:a+)+$").matches(std::string(60, 'a') + "!"));
}

BOOST_AUTO_TEST_CASE(threads_share_a_pattern) {
  const Regex number(R"(\d+)");
  std::vector<std::size_t> ends(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    threads.emplace_back([&, i] {
      const std::string text = std::string(i, ' ') + "123";
      for (int round = 0; round < 1000; ++round)
        ends[i] = (*number.search(RegexSubject(text)))[0].end;
    });
  }
  for (auto& thread : threads) thread.join();
  for (std::size_t i = 0; i < ends.size(); ++i) BOOST_TEST(ends[i] == i + 3);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton
