#include "protocol/errors.hpp"

#include <set>

#include <boost/test/unit_test.hpp>

namespace baton::protocol::test {

BOOST_AUTO_TEST_SUITE(errors)

BOOST_AUTO_TEST_CASE(have_unique_codes_and_names_and_a_meaning) {
  std::set<ErrorCode> codes;
  std::set<std::string_view> names;

  for (const ErrorInfo& error : error_table()) {
    BOOST_TEST(codes.insert(error.code).second, error.name);
    BOOST_TEST(names.insert(error.name).second, error.name);
    BOOST_TEST(error.meaning.ends_with('.'), error.name);
  }

  BOOST_TEST(codes.size() == 13U);
}

BOOST_AUTO_TEST_CASE(of_ours_are_in_the_range_for_servers) {
  for (const ErrorInfo& error : error_table()) {
    const int code = static_cast<int>(error.code);
    const bool standard = code == -32700 || (code <= -32600 && code >= -32603);
    const bool ours = code <= -32001 && code >= -32099;
    BOOST_TEST((standard || ours), error.name);
  }
}

BOOST_AUTO_TEST_CASE(of_a_newer_peer_have_no_name_here) {
  BOOST_TEST(error_name(ErrorCode::busy) == "busy");
  BOOST_TEST(error_name(static_cast<ErrorCode>(-32077)) == "unknown");
}

BOOST_AUTO_TEST_CASE(carry_their_data) {
  const RpcError error(ErrorCode::ambiguous, "two projects are called engine",
                       boost::json::value{1, 2});

  BOOST_TEST((error.code() == ErrorCode::ambiguous));
  BOOST_TEST(error.data().value().as_array().size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::protocol::test
