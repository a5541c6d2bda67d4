#include "protocol/json/schema.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/unit/protocol/sample.hpp"

namespace baton::protocol::test {

BOOST_AUTO_TEST_SUITE(schemas)

BOOST_AUTO_TEST_CASE(describe_every_kind_of_member) {
  const boost::json::value expected = boost::json::parse(R"({
    "type": "object",
    "properties": {
      "project": {"type": "string", "description": "A text."},
      "topics": {"type": "array", "items": {"type": "string"}, "description": "Texts."},
      "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"},
                "description": "Structs."},
      "count": {"type": "integer", "description": "An integer."},
      "small": {"type": "integer", "description": "An int."},
      "ratio": {"type": "number", "description": "A number."},
      "dry": {"type": "boolean", "description": "True or false."},
      "note": {"type": "string", "description": "A text or none."},
      "limit": {"type": "integer", "description": "An integer or none."},
      "extra": {"allOf": [{"$ref": "#/components/schemas/Part"}],
                "description": "A struct or none."},
      "settings": {"type": "object", "description": "An object or none."},
      "anything": {"description": "Any JSON or none."}
    },
    "required": ["project", "topics", "parts", "count", "small", "ratio", "dry"]
  })");

  BOOST_TEST(boost::json::value(json_schema<Sample>()) == expected);
}

BOOST_AUTO_TEST_CASE(of_parameters_admit_no_other_keys) {
  const boost::json::value expected = boost::json::parse(R"({
    "type": "object",
    "properties": {
      "name": {"type": "string", "description": "Name of the part."},
      "weight": {"type": "number", "description": "Its weight in grams."}
    },
    "required": ["name"],
    "additionalProperties": false
  })");

  BOOST_TEST(boost::json::value(json_schema<Part>(UnknownKeys::refuse)) == expected);
}

BOOST_AUTO_TEST_CASE(are_collected_with_the_structs_inside) {
  boost::json::object collected;

  collect_schemas<std::vector<Sample>>(collected);

  BOOST_TEST(collected.size() == 2U);
  BOOST_TEST(collected.contains("Sample"));
  BOOST_TEST(collected.contains("Part"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::protocol::test
