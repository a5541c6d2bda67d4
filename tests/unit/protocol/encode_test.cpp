#include "protocol/json/encode.hpp"

#include <limits>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/unit/protocol/sample.hpp"

namespace baton::protocol::test {

BOOST_AUTO_TEST_SUITE(encoding)

BOOST_AUTO_TEST_CASE(keeps_the_order_of_the_description_and_leaves_out_what_is_absent) {
  Sample sample;
  sample.project = "p";
  sample.topics = {"t"};
  sample.parts = {{"wheel", std::nullopt}};
  sample.limit = 3;

  BOOST_TEST(boost::json::serialize(encode(sample)) ==
             R"({"project":"p","topics":["t"],"parts":[{"name":"wheel"}],"count":0,"small":0,)"
             R"("ratio":0E0,"dry":false,"limit":3})");
}

BOOST_AUTO_TEST_CASE(makes_an_empty_object_of_an_empty_struct) {
  BOOST_TEST(boost::json::serialize(encode(Nothing{})) == "{}");
}

BOOST_AUTO_TEST_CASE(passes_a_document_through) {
  boost::json::object document{{"openrpc", "1.3.2"}};

  const boost::json::value copied = encode(document);
  const boost::json::value moved = encode(std::move(document));

  BOOST_TEST(copied.as_object().at("openrpc") == "1.3.2");
  BOOST_TEST(moved.as_object().at("openrpc") == "1.3.2");
}

BOOST_AUTO_TEST_CASE(replaces_bytes_that_are_not_utf8) {
  const Part part{"caf\xE9.txt", std::nullopt};

  BOOST_TEST(encode(part).at("name") == "caf\xEF\xBF\xBD.txt");
}

BOOST_AUTO_TEST_CASE(makes_null_of_a_number_that_json_cannot_write) {
  const Part part{"p", std::numeric_limits<double>::infinity()};

  BOOST_TEST(encode(part).at("weight").is_null());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::protocol::test
