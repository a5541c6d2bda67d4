#include "daemon/privacy/keyword_scanner.hpp"

#include <boost/test/unit_test.hpp>

namespace baton::privacy {
namespace {

/// `number@end` for each hit.
std::string hits(const std::vector<std::string>& keywords, std::string_view text) {
  std::string found;
  KeywordScanner(keywords).scan(text, [&](std::size_t number, std::size_t end) {
    found += std::to_string(number) + "@" + std::to_string(end) + " ";
  });
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(keyword_scanner)

BOOST_AUTO_TEST_CASE(finds_keywords_inside_and_across_each_other) {
  BOOST_TEST(hits({"he", "she", "his", "hers"}, "ushers") == "1@4 0@4 3@6 ");
}

BOOST_AUTO_TEST_CASE(finds_repeated_and_overlapping_hits) {
  BOOST_TEST(hits({"aa"}, "aaaa") == "0@2 0@3 0@4 ");
}

BOOST_AUTO_TEST_CASE(tells_capitals_apart) {
  BOOST_TEST(hits({"Key", "key"}, "Key key KEY") == "0@3 1@7 ");
}

BOOST_AUTO_TEST_CASE(takes_any_bytes) {
  BOOST_TEST(hits({"\xFF\xFE"}, "a\xFF\xFF\xFE") == "0@4 ");
}

BOOST_AUTO_TEST_CASE(without_keywords_finds_nothing) {
  BOOST_TEST(hits({}, "text").empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::privacy
