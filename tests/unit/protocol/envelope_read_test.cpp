// The cases of the JSON-RPC 2.0 specification's section "Examples", and what it leaves to the
// implementation.

#include <string>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include "protocol/envelope.hpp"

namespace baton::protocol::test {

namespace {

template <class T>
T only(std::string_view text) {
  Message message = parse_message(text);
  BOOST_REQUIRE(!message.is_batch);
  BOOST_REQUIRE(message.entries.size() == 1U);
  T* entry = std::get_if<T>(&message.entries.front());
  BOOST_REQUIRE(entry != nullptr);
  return std::move(*entry);
}

std::string shown(const Id& id) {
  if (const auto* number = std::get_if<std::int64_t>(&id)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&id)) return '"' + *text + '"';
  return "null";
}

/// An invalid message as "id code: message".
std::string invalid(std::string_view text) {
  const auto entry = only<Invalid>(text);
  return shown(entry.id) + " " + std::string(error_name(entry.error.code())) + ": " +
         entry.error.what();
}

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

std::string request_with(const std::string& params) {
  return R"({"jsonrpc":"2.0","id":1,"method":"m","params":)" + params + "}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(envelope_reading)

BOOST_AUTO_TEST_CASE(reads_a_call_with_positional_parameters) {
  const auto request =
      only<Request>(R"({"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1})");

  BOOST_TEST(request.method == "subtract");
  BOOST_TEST(shown(request.id.value()) == "1");
  BOOST_TEST(request.params.as_array().size() == 2U);
}

BOOST_AUTO_TEST_CASE(reads_a_call_with_named_parameters) {
  const auto request = only<Request>(
      R"({"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3})");

  BOOST_TEST(request.params.as_object().at("minuend") == 42);
}

BOOST_AUTO_TEST_CASE(reads_a_notification) {
  const auto with_params =
      only<Request>(R"({"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]})");
  const auto without = only<Request>(R"({"jsonrpc": "2.0", "method": "foobar"})");

  BOOST_TEST(with_params.is_notification());
  BOOST_TEST(without.is_notification());
  BOOST_TEST(without.params.is_null());
}

BOOST_AUTO_TEST_CASE(answers_broken_json_with_a_parse_error) {
  BOOST_TEST(invalid(R"({"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz])") ==
             "null parse_error: at byte 39: syntax error");
  BOOST_TEST(invalid(R"([{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
                         {"jsonrpc": "2.0", "method"])")
                 .starts_with("null parse_error: at byte "));
}

BOOST_AUTO_TEST_CASE(answers_an_invalid_request) {
  BOOST_TEST(invalid(R"({"jsonrpc": "2.0", "method": 1, "params": "bar"})") ==
             "null invalid_request: method must be a string");
}

BOOST_AUTO_TEST_CASE(answers_an_empty_batch_with_one_error) {
  BOOST_TEST(invalid("[]") == "null invalid_request: the batch is empty");
}

BOOST_AUTO_TEST_CASE(answers_each_invalid_entry_of_a_batch) {
  const Message message = parse_message("[1,2,3]");

  BOOST_TEST(message.is_batch);
  BOOST_TEST(message.entries.size() == 3U);
  for (const Entry& entry : message.entries) {
    const auto& bad = std::get<Invalid>(entry);
    BOOST_TEST(shown(bad.id) == "null");
    BOOST_TEST((bad.error.code() == ErrorCode::invalid_request));
  }
}

BOOST_AUTO_TEST_CASE(reads_a_mixed_batch_in_order) {
  const Message message = parse_message(R"([
    {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
    {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
    {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
    {"foo": "boo"},
    {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
    {"jsonrpc": "2.0", "method": "get_data", "id": "9"}])");

  BOOST_REQUIRE(message.is_batch);
  BOOST_REQUIRE(message.entries.size() == 6U);
  BOOST_TEST(std::get<Request>(message.entries[0]).method == "sum");
  BOOST_TEST(std::get<Request>(message.entries[1]).is_notification());
  BOOST_TEST(shown(std::get<Invalid>(message.entries[3]).id) == "null");
  BOOST_TEST(shown(std::get<Request>(message.entries[5]).id.value()) == "\"9\"");
}

BOOST_AUTO_TEST_CASE(bounds_the_entries_of_a_batch) {
  const auto batch_of = [](std::size_t entries) {
    std::string text = "[1";
    for (std::size_t i = 1; i < entries; ++i) text += ",1";
    return text + "]";
  };

  BOOST_TEST(parse_message(batch_of(100)).entries.size() == 100U);
  BOOST_TEST(invalid(batch_of(101)) == "null invalid_request: a batch has at most 100 entries");
}

BOOST_AUTO_TEST_CASE(takes_strings_integers_and_null_for_ids) {
  const auto id_of = [](const std::string& id) {
    return shown(only<Request>(R"({"jsonrpc":"2.0","method":"m","id":)" + id + "}").id.value());
  };

  BOOST_TEST(id_of("\"a\"") == "\"a\"");
  BOOST_TEST(id_of("-7") == "-7");
  BOOST_TEST(id_of("9223372036854775807") == "9223372036854775807");
  BOOST_TEST(id_of("null") == "null");
}

BOOST_AUTO_TEST_CASE(refuses_other_ids) {
  for (const std::string id : {"1.5", "1.0", "true", "[]", "{}", "9223372036854775808"}) {
    BOOST_TEST(invalid(R"({"jsonrpc":"2.0","method":"m","id":)" + id + "}") ==
               "null invalid_request: id must be a string or an integer of 64 bits");
  }
}

BOOST_AUTO_TEST_CASE(answers_under_the_id_when_the_rest_is_wrong) {
  BOOST_TEST(invalid(R"({"method":"m","id":4})") == "4 invalid_request: jsonrpc must be \"2.0\"");
  BOOST_TEST(invalid(R"({"jsonrpc":"1.0","method":"m","id":4})") ==
             "4 invalid_request: jsonrpc must be \"2.0\"");
  BOOST_TEST(invalid(R"({"jsonrpc":2.0,"method":"m","id":4})") ==
             "4 invalid_request: jsonrpc must be \"2.0\"");
  BOOST_TEST(invalid(R"({"jsonrpc":"2.0","method":"m","params":"x","id":4})") ==
             "4 invalid_request: params must be an object");
}

BOOST_AUTO_TEST_CASE(ignores_members_it_does_not_know_and_takes_the_last_of_twins) {
  const auto request =
      only<Request>(R"({"jsonrpc":"2.0","method":"a","id":1,"trace":{},"method":"b"})");

  BOOST_TEST(request.method == "b");
}

BOOST_AUTO_TEST_CASE(refuses_a_scalar) {
  for (const std::string text : {"1", "\"x\"", "null", "true"}) {
    BOOST_TEST(invalid(text) == "null invalid_request: a message must be an object");
  }
}

BOOST_AUTO_TEST_CASE(bounds_the_nesting) {
  const auto allowed = only<Request>(request_with(nested(63)));
  BOOST_TEST(allowed.params.is_array());

  BOOST_TEST(invalid(request_with(nested(64))).ends_with(": nested deeper than 64 levels"));
  BOOST_TEST(invalid(nested(10000)).ends_with(": nested deeper than 64 levels"));
  BOOST_TEST(invalid(std::string(10000, '[')).ends_with(": nested deeper than 64 levels"));
}

BOOST_AUTO_TEST_CASE(a_number_that_only_infinity_holds_is_a_parse_error) {
  const std::string expected =
      "null parse_error: a number is too large: at most 1.7976931348623157e308";
  BOOST_TEST(invalid(request_with("1e999")) == expected);
  BOOST_TEST(invalid(request_with("[{\"deep\":-1e400}]")) == expected);
  BOOST_TEST(invalid(request_with(std::string(400, '9'))) == expected);
  only<Request>(request_with("[1.7976931348623157e308]"));
}

BOOST_AUTO_TEST_CASE(refuses_invalid_utf8_and_tells_where) {
  BOOST_TEST(invalid("{\"method\":\"ab\xFF\"}") == "null parse_error: at byte 13: invalid UTF-8");
  BOOST_TEST(invalid("{\"method\":\"ab\xE2\x82\"}") ==
             "null parse_error: at byte 13: invalid UTF-8");
  BOOST_TEST(invalid("{\"method\":\"\xED\xA0\x80\"}") ==
             "null parse_error: at byte 11: invalid UTF-8");
  BOOST_TEST(invalid("\xFF") == "null parse_error: at byte 0: invalid UTF-8");
}

BOOST_AUTO_TEST_CASE(refuses_what_follows_the_json_text) {
  BOOST_TEST(invalid("{} {}") == "null parse_error: at byte 3: extra data");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_not_all_there) {
  BOOST_TEST(invalid("") == "null parse_error: at byte 0: incomplete JSON");
  BOOST_TEST(invalid("{\"a\":1") == "null parse_error: at byte 6: incomplete JSON");
}

BOOST_AUTO_TEST_CASE(reads_a_result) {
  const auto response = only<Response>(R"({"jsonrpc":"2.0","result":{"k":[1]},"id":"a"})");

  BOOST_TEST(shown(response.id) == "\"a\"");
  BOOST_TEST(response.result.at("k").as_array().size() == 1U);
  BOOST_TEST(!response.error.has_value());
}

BOOST_AUTO_TEST_CASE(reads_an_error_with_a_code_of_a_newer_daemon) {
  const auto response = only<Response>(
      R"({"jsonrpc":"2.0","error":{"code":-32077,"message":"new","data":[1]},"id":null})");

  BOOST_TEST(static_cast<int>(response.error.value().code()) == -32077);
  BOOST_TEST(response.error.value().what() == std::string("new"));
  BOOST_TEST(response.error.value().data().value().as_array().size() == 1U);
}

BOOST_AUTO_TEST_CASE(refuses_half_a_response) {
  const std::string expected =
      "1 invalid_request: a message has a method, or an id with either a result or an error";

  BOOST_TEST(invalid(R"({"jsonrpc":"2.0","id":1})") == expected);
  BOOST_TEST(invalid(R"({"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":""}})") ==
             expected);
  BOOST_TEST(invalid(R"({"jsonrpc":"2.0","id":1,"error":{"code":"1","message":""}})") ==
             "1 invalid_request: error must have an integer code and a message");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::protocol::test
