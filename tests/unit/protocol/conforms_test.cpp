#include "protocol/json/conforms.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include "protocol/contracts.hpp"
#include "protocol/json/encode.hpp"
#include "protocol/json/schema.hpp"
#include "tests/unit/protocol/sample.hpp"

namespace baton::protocol::test {

namespace {

Sample valid_sample() {
  Sample sample;
  sample.topics = {"a"};
  sample.parts = {{"wheel", 1.0}, {"bell", std::nullopt}};
  sample.extra = Part{"lamp", 2.0};
  return sample;
}

/// What is said of a valid sample after `spoil(object)`.
template <class Spoil>
std::string complaint_after(Spoil spoil, UnknownKeys unknown = UnknownKeys::refuse) {
  boost::json::object schemas;
  collect_schemas<Sample>(schemas);
  boost::json::value json = encode(valid_sample());
  spoil(json.as_object());
  return find_nonconformity(json, value_schema<Sample>(), schemas, unknown).value_or("nothing");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conforming)

BOOST_AUTO_TEST_CASE(is_found_in_what_encode_made) {
  BOOST_TEST(complaint_after([](auto&) {}) == "nothing");
}

BOOST_AUTO_TEST_CASE(fails_on_a_wrong_type) {
  BOOST_TEST(complaint_after([](auto& json) { json["count"] = "1"; }) ==
             "result.count: expected integer");
  BOOST_TEST(complaint_after([](auto& json) { json["dry"] = 1; }) ==
             "result.dry: expected boolean");
}

BOOST_AUTO_TEST_CASE(fails_on_a_wrong_element_of_an_array) {
  BOOST_TEST(complaint_after([](auto& json) { json["parts"].at(1).as_object()["name"] = 7; }) ==
             "result.parts[1].name: expected string");
}

BOOST_AUTO_TEST_CASE(fails_on_a_wrong_member_of_a_referenced_struct) {
  BOOST_TEST(complaint_after([](auto& json) { json["extra"].as_object().erase("name"); }) ==
             "result.extra.name: is missing");
}

BOOST_AUTO_TEST_CASE(fails_on_null_for_an_absent_member) {
  BOOST_TEST(complaint_after([](auto& json) { json["note"] = nullptr; }) ==
             "result.note: expected string");
}

BOOST_AUTO_TEST_CASE(fails_on_an_undocumented_key_unless_told_to_ignore_it) {
  const auto add_key = [](auto& json) { json["colour"] = "red"; };

  BOOST_TEST(complaint_after(add_key) == "result.colour: is not documented");
  BOOST_TEST(complaint_after(add_key, UnknownKeys::ignore) == "nothing");
}

BOOST_AUTO_TEST_CASE(fails_on_a_schema_that_is_not_there) {
  const auto complaint = find_nonconformity(encode(Part{}), value_schema<Part>(), {});

  BOOST_TEST(complaint.value() == "result: there is no #/components/schemas/Part");
}

BOOST_AUTO_TEST_CASE(is_found_in_the_default_result_of_every_method) {
  for_each_method([]<class Params, class Result>(const Contract<Params, Result>& contract) {
    boost::json::object schemas;
    collect_schemas<Result>(schemas);
    const auto complaint = find_nonconformity(encode(Result{}), value_schema<Result>(), schemas);
    BOOST_TEST(!complaint.has_value(), contract.name << ": " << complaint.value_or(""));
  });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::protocol::test
