#include "daemon/privacy/keyed_hash.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace baton::privacy {

BOOST_AUTO_TEST_SUITE(keyed_hash)

// The vectors of the reference implementation (github.com/veorq/SipHash): key 00 01 … 0f, input 00
// 01 ….
BOOST_AUTO_TEST_CASE(is_siphash_2_4) {
  const SipKey key{0x0706050403020100U, 0x0f0e0d0c0b0a0908U};
  std::string input;
  for (char c = 0; c < 15; ++c) input += c;
  BOOST_TEST(sip_hash(key, "") == 0x726fdb47dd0e0e31U);
  BOOST_TEST(sip_hash(key, std::string_view(input).substr(0, 8)) == 0x93f5f5799a932462U);
  BOOST_TEST(sip_hash(key, input) == 0xa129ca6149be45e5U);
}

BOOST_AUTO_TEST_CASE(keys_come_from_every_byte) {
  BOOST_TEST((derive_sip_key("0123456789abcdef0") != derive_sip_key("0123456789abcdef1")));
  BOOST_TEST((derive_sip_key("") != derive_sip_key(std::string_view("\0", 1))));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::privacy
