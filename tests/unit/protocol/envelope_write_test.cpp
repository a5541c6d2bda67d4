#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include "protocol/envelope.hpp"

namespace baton::protocol::test {

BOOST_AUTO_TEST_SUITE(envelope_writing)

BOOST_AUTO_TEST_CASE(writes_a_result_under_each_kind_of_id) {
  const boost::json::value result = boost::json::object{{"k", 1}};

  BOOST_TEST(make_result(std::int64_t{7}, result) ==
             R"({"jsonrpc":"2.0","id":7,"result":{"k":1}})");
  BOOST_TEST(make_result(std::string("a\"b"), result) ==
             R"({"jsonrpc":"2.0","id":"a\"b","result":{"k":1}})");
  BOOST_TEST(make_result(nullptr, result) == R"({"jsonrpc":"2.0","id":null,"result":{"k":1}})");
}

BOOST_AUTO_TEST_CASE(writes_an_error_with_and_without_data) {
  BOOST_TEST(
      make_error(nullptr, RpcError(ErrorCode::parse_error, "at byte 0: syntax error")) ==
      R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"at byte 0: syntax error"}})");
  BOOST_TEST(
      make_error(std::int64_t{1}, RpcError(ErrorCode::not_found, "no", boost::json::array{1})) ==
      R"({"jsonrpc":"2.0","id":1,"error":{"code":-32001,"message":"no","data":[1]}})");
}

BOOST_AUTO_TEST_CASE(repairs_an_error_message_that_is_not_utf8) {
  const std::string text = make_error(nullptr, RpcError(ErrorCode::not_found, "caf\xE9"));

  BOOST_TEST(boost::json::parse(text).at("error").at("message") == "caf\xEF\xBF\xBD");
}

BOOST_AUTO_TEST_CASE(writes_a_request_with_and_without_params) {
  BOOST_TEST(make_request(std::int64_t{1}, "project.get", boost::json::object{{"project", "x"}}) ==
             R"({"jsonrpc":"2.0","id":1,"method":"project.get","params":{"project":"x"}})");
  BOOST_TEST(make_request(std::int64_t{1}, "daemon.status", nullptr) ==
             R"({"jsonrpc":"2.0","id":1,"method":"daemon.status"})");
}

BOOST_AUTO_TEST_CASE(writes_a_notification) {
  BOOST_TEST(make_notification("event.turns", boost::json::object{{"turns", 2}}) ==
             R"({"jsonrpc":"2.0","method":"event.turns","params":{"turns":2}})");
}

BOOST_AUTO_TEST_CASE(joins_a_batch_and_answers_nothing_to_notifications) {
  const std::vector<std::string> two{"{\"id\":1}", "{\"id\":2}"};

  BOOST_TEST(make_batch(two) == R"([{"id":1},{"id":2}])");
  BOOST_TEST(make_batch({}) == "");
}

BOOST_AUTO_TEST_CASE(keeps_line_ends_out_of_the_text) {
  const std::string text = make_result(nullptr, boost::json::value("a\nb\r\n"));

  BOOST_TEST(text.find_first_of("\r\n") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(writes_a_large_result_whole) {
  const boost::json::string large(100000, 'x');

  const Message message = parse_message(make_result(std::int64_t{1}, large));

  BOOST_TEST(std::get<Response>(message.entries.at(0)).result.as_string().size() == 100000U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::protocol::test
