#include "daemon/handoff/memory/key_table.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace baton::handoff {

BOOST_AUTO_TEST_SUITE(key_table)

BOOST_AUTO_TEST_CASE(a_text_keeps_its_number) {
  KeyTable keys;
  BOOST_TEST(keys.intern("i:readheader") == 0U);
  BOOST_TEST(keys.intern("p:src/a.go") == 1U);
  BOOST_TEST(keys.intern("i:readheader") == 0U);
  BOOST_TEST(keys.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_text_that_was_never_seen_has_no_number) {
  KeyTable keys;
  BOOST_TEST(!keys.find("i:readheader").has_value());
  keys.intern("i:readheader");
  BOOST_TEST(!keys.find("i:readHeader").has_value());
  BOOST_TEST(keys.find("i:readheader").value() == 0U);
}

BOOST_AUTO_TEST_CASE(numbers_outlive_growth) {
  KeyTable keys;
  for (int i = 0; i < 5000; ++i) keys.intern("key " + std::to_string(i));
  for (KeyId i = 0; i < 5000; ++i) {
    const auto text = "key " + std::to_string(i);
    BOOST_TEST(keys.text(i) == text);
    BOOST_TEST(keys.find(text).value() == i);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
