// Parts that a person marked as private.

#include <boost/test/unit_test.hpp>

#include "tests/unit/privacy/made_up.hpp"

namespace baton::tests {

BOOST_AUTO_TEST_SUITE(private_parts)

BOOST_AUTO_TEST_CASE(are_taken_out_whole) {
  BOOST_TEST(redact("a <private>b\nc</private> d <private>e</private>") ==
             "a [private] d [private]");
}

BOOST_AUTO_TEST_CASE(that_are_not_closed_reach_to_the_end) {
  BOOST_TEST(redact("a <private>b\nc") == "a [private]");
}

BOOST_AUTO_TEST_CASE(nest) {
  BOOST_TEST(redact("a <private>b<private>c</private>d</private>e") == "a [private]e");
}

BOOST_AUTO_TEST_CASE(may_be_tagged_in_capitals) {
  BOOST_TEST(redact("<PRIVATE>b</Private>c") == "[private]c");
}

BOOST_AUTO_TEST_CASE(that_only_end_are_text) {
  BOOST_TEST(redact("a</private>b") == "a</private>b");
}

BOOST_AUTO_TEST_CASE(may_hold_secrets) {
  BOOST_TEST(redact("<private>gh"
                    "p_" +
                    scrambled(36) + "</private>") == "[private]");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::tests
