#include "protocol/openrpc.hpp"

#include <string>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

namespace baton::protocol::test {

namespace {

const boost::json::object& method(const boost::json::object& document, std::string_view name) {
  for (const auto& entry : document.at("methods").as_array()) {
    if (entry.at("name").as_string() == name) return entry.as_object();
  }
  throw std::out_of_range(std::string(name));
}

/// Calls visit(text) for each `$ref` within a value.
template <class Visitor>
void for_each_reference(const boost::json::value& json, Visitor& visit) {
  if (const auto* array = json.if_array()) {
    for (const auto& element : *array) for_each_reference(element, visit);
  }
  if (const auto* object = json.if_object()) {
    for (const auto& entry : *object) {
      if (entry.key() == "$ref") visit(std::string(entry.value().as_string()));
      for_each_reference(entry.value(), visit);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(openrpc)

BOOST_AUTO_TEST_CASE(says_what_it_is) {
  const auto document = openrpc_document("1.2.3");

  BOOST_TEST(document.at("openrpc") == "1.3.2");
  BOOST_TEST(document.at("info").at("title") == "Baton");
  BOOST_TEST(document.at("info").at("version") == "1.2.3");
}

BOOST_AUTO_TEST_CASE(describes_the_parameters_of_a_method_by_name) {
  const auto document = openrpc_document("1");
  const auto& get = method(document, "project.get");
  const auto& params = get.at("params").as_array();

  BOOST_TEST(get.at("paramStructure") == "by-name");
  BOOST_REQUIRE(params.size() == 1U);
  BOOST_TEST(params[0].at("name") == "project");
  BOOST_TEST(params[0].at("required") == true);
  BOOST_TEST(params[0].at("schema").at("type") == "string");
}

BOOST_AUTO_TEST_CASE(marks_optional_parameters) {
  const auto document = openrpc_document("1");

  for (const auto& param : method(document, "project.list").at("params").as_array()) {
    BOOST_TEST(param.at("required") == false);
  }
}

BOOST_AUTO_TEST_CASE(refers_to_the_result_type) {
  const auto document = openrpc_document("1");

  BOOST_TEST(method(document, "project.get").at("result").at("schema").at("$ref") ==
             "#/components/schemas/Project");
}

BOOST_AUTO_TEST_CASE(lists_notifications_apart) {
  const auto document = openrpc_document("1");

  BOOST_TEST(document.at("x-notifications").as_array().size() == 3U);
}

BOOST_AUTO_TEST_CASE(has_everything_that_it_refers_to) {
  const boost::json::value document = openrpc_document("1");
  std::size_t references = 0;
  const auto check = [&](const std::string& reference) {
    ++references;
    boost::json::error_code missing;
    const auto* target = document.find_pointer(reference.substr(1), missing);
    BOOST_TEST(target != nullptr, reference);
  };

  for_each_reference(document, check);

  BOOST_TEST(references > 20U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::protocol::test
