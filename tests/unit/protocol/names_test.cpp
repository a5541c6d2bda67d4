#include <array>
#include <string>

#include <boost/test/unit_test.hpp>

#include "protocol/json/nearest.hpp"

namespace baton::protocol::test {

namespace {

constexpr std::array<std::string_view, 4> known{"project", "limit", "cursor", "session_id"};

std::string nearest(std::string_view given) {
  return std::string(nearest_name(given, known).value_or("none"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(nearest_names)

BOOST_AUTO_TEST_CASE(allow_for_one_slip_of_each_kind) {
  BOOST_TEST(nearest("projcet") == "project");
  BOOST_TEST(nearest("projects") == "project");
  BOOST_TEST(nearest("limt") == "limit");
  BOOST_TEST(nearest("cursos") == "cursor");
}

BOOST_AUTO_TEST_CASE(allow_for_more_slips_in_a_longer_name) {
  BOOST_TEST(nearest("sessionid") == "session_id");
  BOOST_TEST(nearest("sesion-id") == "session_id");
}

BOOST_AUTO_TEST_CASE(are_not_made_up) {
  BOOST_TEST(nearest("verbose") == "none");
  BOOST_TEST(nearest("") == "none");
  BOOST_TEST(nearest("id") == "none");
}

BOOST_AUTO_TEST_CASE(are_not_sought_for_a_huge_name) {
  BOOST_TEST(nearest(std::string(1000000, 'p')) == "none");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::protocol::test
