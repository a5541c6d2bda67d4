// The hashes are stored, so the vectors here must never change.

#include "daemon/base/hash.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(hash)

BOOST_AUTO_TEST_CASE(of_nothing_is_the_published_xxh3_value) {
  BOOST_TEST(baton::hash64("") == 0x2d06800538d394c2U);
}

BOOST_AUTO_TEST_CASE(of_a_text_never_changes) {
  BOOST_TEST(baton::hex64(baton::hash64("baton")) == "9f99aa9a06e6a686");
  BOOST_TEST(baton::hex64(baton::hash64(std::string(1000, 'x'))) == "c0a4877b962cba82");
}

BOOST_AUTO_TEST_CASE(of_parts_never_changes) {
  BOOST_TEST(baton::hex64(baton::hash64({"ab", "c"})) == "642d4debfebf33ae");
}

BOOST_AUTO_TEST_CASE(of_parts_depends_on_where_they_are_cut) {
  BOOST_TEST(baton::hash64({"ab", "c"}) != baton::hash64({"a", "bc"}));
  BOOST_TEST(baton::hash64({"abc"}) != baton::hash64({"abc", ""}));
}

BOOST_AUTO_TEST_CASE(sees_bytes_after_a_nul) {
  BOOST_TEST(baton::hash64(std::string_view("a\0b", 3)) !=
             baton::hash64(std::string_view("a\0c", 3)));
}

BOOST_AUTO_TEST_CASE(as_a_signed_number_has_the_same_bits) {
  BOOST_TEST(static_cast<std::uint64_t>(baton::signed_hash64({"ab", "c"})) ==
             baton::hash64({"ab", "c"}));
}

BOOST_AUTO_TEST_CASE(in_hexadecimal_keeps_leading_zeros) {
  BOOST_TEST(baton::hex64(0) == "0000000000000000");
  BOOST_TEST(baton::hex64(0xabcU) == "0000000000000abc");
  BOOST_TEST(baton::hex64(~std::uint64_t{0}) == "ffffffffffffffff");
}

BOOST_AUTO_TEST_SUITE_END()
