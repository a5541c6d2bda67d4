#include "protocol/json/decode.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include "protocol/json/encode.hpp"
#include "tests/unit/protocol/sample.hpp"

namespace baton::protocol::test {

namespace {

constexpr const char* complete = R"({
  "project": "a name that is longer than fifteen characters", "topics": ["turns", "handoff"],
  "parts": [{"name": "wheel", "weight": 1.5}, {"name": "bell"}], "count": 9007199254740993,
  "small": -3, "ratio": 2, "dry": true, "note": "n", "limit": 5, "extra": {"name": "lamp"},
  "settings": {"k": [1]}, "anything": [null]})";

boost::json::object complete_object() {
  return boost::json::parse(complete).as_object();
}

/// The error from decoding `complete` with `key` set to the JSON text `value`.
std::string error_with(std::string_view key, std::string_view value) {
  boost::json::object object = complete_object();
  object[key] = boost::json::parse(value);
  return thrown_by([&] { decode<Sample>(object); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(decoding)

BOOST_AUTO_TEST_CASE(fills_every_kind_of_member) {
  const auto sample = decode<Sample>(boost::json::parse(complete));

  BOOST_TEST(sample.project == "a name that is longer than fifteen characters");
  BOOST_TEST(sample.topics == (std::vector<std::string>{"turns", "handoff"}));
  BOOST_REQUIRE(sample.parts.size() == 2U);
  BOOST_TEST(sample.parts[0].weight.value() == 1.5);
  BOOST_TEST(!sample.parts[1].weight.has_value());
  BOOST_TEST(sample.count == 9007199254740993);
  BOOST_TEST(sample.small == -3);
  BOOST_TEST(sample.ratio == 2.0);
  BOOST_TEST(sample.dry);
  BOOST_TEST(sample.note.value() == "n");
  BOOST_TEST(sample.limit.value() == 5);
  BOOST_TEST(sample.extra.value().name == "lamp");
  BOOST_TEST(sample.settings.value().at("k").as_array().size() == 1U);
  BOOST_TEST(sample.anything.value().as_array().at(0).is_null());
}

BOOST_AUTO_TEST_CASE(takes_null_and_absence_of_an_optional_for_the_same) {
  boost::json::object object = complete_object();
  object["note"] = nullptr;
  object.erase("limit");

  const auto sample = decode<Sample>(object);

  BOOST_TEST(!sample.note.has_value());
  BOOST_TEST(!sample.limit.has_value());
}

BOOST_AUTO_TEST_CASE(takes_a_number_without_a_fraction_for_an_integer) {
  boost::json::object object = complete_object();
  object["count"] = boost::json::parse("2e3");

  BOOST_TEST(decode<Sample>(object).count == 2000);
}

BOOST_AUTO_TEST_CASE(names_the_place_of_a_wrong_type) {
  BOOST_TEST(error_with("project", "1") == "invalid_params: params.project: expected a string");
  BOOST_TEST(error_with("topics", "\"turns\"") ==
             "invalid_params: params.topics: expected an array");
  BOOST_TEST(error_with("topics", "[\"a\",\"b\",3]") ==
             "invalid_params: params.topics[2]: expected a string");
  BOOST_TEST(error_with("parts", R"([{"name":"a"},{"name":"b","weight":"c"}])") ==
             "invalid_params: params.parts[1].weight: expected a number");
  BOOST_TEST(error_with("dry", "0") == "invalid_params: params.dry: expected true or false");
  BOOST_TEST(error_with("count", "\"1\"") == "invalid_params: params.count: expected an integer");
  BOOST_TEST(error_with("extra", "[]") == "invalid_params: params.extra: expected an object");
  BOOST_TEST(error_with("settings", "7") == "invalid_params: params.settings: expected an object");
  BOOST_TEST(error_with("project", "null") == "invalid_params: params.project: expected a string");
}

BOOST_AUTO_TEST_CASE(refuses_integers_that_do_not_fit) {
  BOOST_TEST(error_with("count", "1.5") == "invalid_params: params.count: expected an integer");
  BOOST_TEST(error_with("count", "18446744073709551615") ==
             "invalid_params: params.count: is too large an integer");
  BOOST_TEST(error_with("count", "1e300") ==
             "invalid_params: params.count: is too large an integer");
  BOOST_TEST(error_with("small", "2147483648") ==
             "invalid_params: params.small: must be from -2147483648 to 2147483647");
}

BOOST_AUTO_TEST_CASE(refuses_a_number_that_is_not_finite) {
  BOOST_TEST(error_with("ratio", "1e999") == "invalid_params: params.ratio: is too large a number");
}

BOOST_AUTO_TEST_CASE(names_a_required_member_that_is_missing) {
  boost::json::object object = complete_object();
  object["parts"] = boost::json::parse(R"([{"weight":1}])");
  BOOST_TEST(thrown_by([&] { decode<Sample>(object); }) ==
             "invalid_params: params.parts[0].name: is required");

  object.erase("project");
  BOOST_TEST(thrown_by([&] { decode<Sample>(object); }) ==
             "invalid_params: params.project: is required");
}

BOOST_AUTO_TEST_CASE(suggests_the_name_that_was_meant) {
  boost::json::object object = complete_object();
  object.erase("project");
  object["projcet"] = "x";

  BOOST_TEST(thrown_by([&] { decode<Sample>(object); }) ==
             "invalid_params: params.projcet: unknown parameter, did you mean \"project\"?");
}

BOOST_AUTO_TEST_CASE(lists_the_known_names_when_none_is_near) {
  const boost::json::value json = boost::json::parse(R"({"name":"a","colour":"red"})");

  BOOST_TEST(thrown_by([&] { decode<Part>(json); }) ==
             "invalid_params: params.colour: unknown parameter, known are: name, weight");
}

BOOST_AUTO_TEST_CASE(says_when_no_parameters_are_taken) {
  const boost::json::value json = boost::json::parse(R"({"limit":1})");

  BOOST_TEST(thrown_by([&] { decode_params<Nothing>(json); }) ==
             "invalid_params: params.limit: unknown parameter, the method takes no parameters");
}

BOOST_AUTO_TEST_CASE(cuts_a_huge_unknown_name_in_the_message) {
  const boost::json::object json{{"name", "a"}, {std::string(100000, 'k'), 1}};

  const std::string error = thrown_by([&] { decode<Part>(json); });

  BOOST_TEST(error == "invalid_params: params." + std::string(64, 'k') +
                          ": unknown parameter, known are: name, weight");
}

BOOST_AUTO_TEST_CASE(ignores_unknown_keys_of_results_at_every_level) {
  boost::json::object object = complete_object();
  object["from_the_future"] = 1;
  object["parts"].as_array()[0].as_object()["colour"] = "red";

  const auto sample = decode_result<Sample>(object);

  BOOST_TEST(sample.parts.at(0).name == "wheel");
}

BOOST_AUTO_TEST_CASE(calls_a_result_by_its_name_in_errors) {
  BOOST_TEST(thrown_by([] { decode_result<Part>(boost::json::object{}); }) ==
             "invalid_params: result.name: is required");
}

BOOST_AUTO_TEST_CASE(takes_absent_params_and_an_empty_array_for_no_parameters) {
  BOOST_CHECK_NO_THROW(decode_params<Nothing>(nullptr));
  BOOST_CHECK_NO_THROW(decode_params<Nothing>(boost::json::array{}));
  BOOST_TEST(thrown_by([] { decode_params<Part>(boost::json::array{}); }) ==
             "invalid_params: params.name: is required");
}

BOOST_AUTO_TEST_CASE(refuses_parameters_by_position) {
  BOOST_TEST(thrown_by([] { decode_params<Part>(boost::json::array{"wheel"}); }) ==
             "invalid_params: params: parameters are given by name, in an object, not by position");
}

BOOST_AUTO_TEST_CASE(gives_back_what_encode_made) {
  const auto sample = decode<Sample>(boost::json::parse(complete));

  const boost::json::value again = encode(decode<Sample>(encode(sample)));

  BOOST_TEST(again == boost::json::parse(R"({
    "project": "a name that is longer than fifteen characters", "topics": ["turns", "handoff"],
    "parts": [{"name": "wheel", "weight": 1.5}, {"name": "bell"}], "count": 9007199254740993,
    "small": -3, "ratio": 2.0, "dry": true, "note": "n", "limit": 5, "extra": {"name": "lamp"},
    "settings": {"k": [1]}, "anything": [null]})"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::protocol::test
