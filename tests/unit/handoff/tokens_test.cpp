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
  weighs("Überprüfung — naïve “quotes”", 12.4);
  weighs("日本語の文章です。test", 11.84);
  weighs(
      "a.…b — c\r\nd\x0b"
      "e",
      7.9);
  weighs("internationalization configuration", 3.13);
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
