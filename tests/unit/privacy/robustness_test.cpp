// Any bytes go in; what comes out is sound.

#include <chrono>
#include <random>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "daemon/base/text.hpp"
#include "tests/unit/privacy/made_up.hpp"

namespace baton::tests {
namespace {

// Pieces that steer random text into the rules.
const std::vector<std::string> pieces = {"password=",
                                         "\"api_key\": \"",
                                         "token: ",
                                         "://a:",
                                         "@",
                                         "-----BEGIN "
                                         "PRIVATE KEY-----\n",
                                         "Bearer ",
                                         "ey"
                                         "J",
                                         "gh"
                                         "p_",
                                         "AK"
                                         "IA",
                                         "[redacted:",
                                         "[redacted:x:0123456789ab]",
                                         "<private>",
                                         "</private>",
                                         "Cookie: a=",
                                         "\\\"",
                                         "\"",
                                         "'",
                                         "é",
                                         "😀",
                                         "\n",
                                         " ",
                                         "=",
                                         "MT",
                                         ".",
                                         "sk-",
                                         scrambled(36),
                                         scrambled(16, capitals),
                                         scrambled(24)};

std::string random_text(std::mt19937& random, bool any_bytes) {
  std::string text;
  for (auto parts = random() % 20; parts > 0; --parts) {
    text += pieces[random() % pieces.size()];
    if (any_bytes) text += static_cast<char>(random());
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(robustness)

BOOST_AUTO_TEST_CASE(any_bytes_are_taken_and_redacted_once_and_for_all) {
  std::mt19937 random(2);  // NOLINT: the same texts in every run
  for (int i = 0; i < 3000; ++i) {
    const std::string once = redact(random_text(random, true));
    BOOST_TEST_REQUIRE(redact(once) == once);
  }
}

BOOST_AUTO_TEST_CASE(valid_utf8_stays_valid) {
  std::mt19937 random(3);  // NOLINT: the same texts in every run
  for (int i = 0; i < 3000; ++i)
    BOOST_TEST_REQUIRE(is_valid_utf8(redact(random_text(random, false))));
}

BOOST_AUTO_TEST_CASE(a_secret_that_ends_at_the_reach_cuts_no_character) {
  std::string text = "password = \"x1";
  while (text.size() < 5000) text += "€";
  BOOST_TEST(is_valid_utf8(redact(text + "\"")));
}

BOOST_AUTO_TEST_CASE(a_secret_longer_than_a_rule_looks_is_taken_whole) {
  const std::string value = scrambled(9000, base64);
  const std::string token =
      "ey"
      "J" +
      scrambled(30) + "." + scrambled(9000) + "." + scrambled(43);
  BOOST_TEST(redact("SERVICE_CREDENTIALS=" + value + "\n").size() < 70U);
  BOOST_TEST(redact("{\"private_key\": \"" + value + "\"}").size() < 70U);
  BOOST_TEST(redact("token " + token + " end").size() < 50U);
}

BOOST_AUTO_TEST_CASE(empty_and_clean_texts_come_back) {
  BOOST_TEST(redact("").empty());
  BOOST_TEST(redact(std::string_view("a\0b", 3)) == std::string_view("a\0b", 3));
}

BOOST_AUTO_TEST_CASE(text_made_to_be_slow_is_not) {
  // Generous: unoptimised, under a sanitizer, on a busy machine. Work that grows with the square
  // would take hours.
  for (const char* piece :
       {"password=\"", "key=key:",
        "ey"
        "J",
        "://a:b",
        "-----BEGIN "
        "PRIVATE KEY-----",
        "MTMTMTMT", "cookie: a=", "token", "[redacted:", "<private>", "a.-", "bearer ",
        "ey"
        "J-",
        "key="}) {
    std::string text;
    while (text.size() < 200'000) text += piece;
    const auto start = std::chrono::steady_clock::now();
    redact(text);
    const auto seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    BOOST_TEST_CONTEXT(piece) {
      BOOST_TEST(seconds < 60.0);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::tests
