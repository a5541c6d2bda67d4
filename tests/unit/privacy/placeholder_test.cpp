// What stands in a secret's place.

#include <boost/test/unit_test.hpp>

#include "tests/unit/privacy/made_up.hpp"

namespace baton::tests {
namespace {

const std::string token =
    "gh"
    "p_" +
    scrambled(36);

}  // namespace

BOOST_AUTO_TEST_SUITE(placeholder)

BOOST_AUTO_TEST_CASE(has_the_rule_and_twelve_digits) {
  const std::string result = redact(token);
  BOOST_TEST(result.starts_with("[redacted:github-token:"));
  BOOST_TEST(result.size() == std::string("[redacted:github-token:0123456789ab]").size());
  BOOST_TEST(result.find_first_not_of("0123456789abcdef", 23) == result.size() - 1);
}

BOOST_AUTO_TEST_CASE(is_the_same_for_the_same_secret) {
  const privacy::Redactor again("a key for tests, 32 bytes long..");
  BOOST_TEST(redact(token) == again.redact(token));
  BOOST_TEST(contains(redact("curl -H 'X: " + token + "'"), redact(token)));
}

BOOST_AUTO_TEST_CASE(differs_for_another_secret) {
  BOOST_TEST(redact(token) != redact("gh"
                                     "p_" +
                                     scrambled(36, alphanumeric, 8)));
}

BOOST_AUTO_TEST_CASE(differs_under_another_key) {
  const privacy::Redactor other("another key for tests, 32 bytes.");
  BOOST_TEST(redact(token) != other.redact(token));
}

BOOST_AUTO_TEST_CASE(is_kept_when_redacted_again) {
  for (const std::string& text :
       {token, "GITHUB_TOKEN=" + token, "\"password\": \"" + scrambled(20) + "\"",
        "Cookie: a=" + scrambled(30), "postgres://me:" + scrambled(9) + "@host",
        "Authorization: Bearer " + scrambled(30), "PASSWORD=" + scrambled(9) + "&x=1",
        std::string("<private>x</private> y")}) {
    const std::string once = redact(text);
    BOOST_TEST(once != text);
    BOOST_TEST(redact(once) == once);
  }
}

BOOST_AUTO_TEST_CASE(of_an_unknown_rule_is_kept) {
  const std::string text = "API_TOKEN=[redacted:my-own-token:0123456789ab]";
  BOOST_TEST(redact(text) == text);
}

BOOST_AUTO_TEST_CASE(does_not_shield_what_stands_beside_it) {
  const std::string text = "[redacted:github-token:0123456789ab] " + token;
  BOOST_TEST(!contains(redact(text), token));
}

BOOST_AUTO_TEST_CASE(that_is_none_shields_nothing) {
  BOOST_TEST(!contains(redact("[redacted:" + token + ":x]"), token));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::tests
