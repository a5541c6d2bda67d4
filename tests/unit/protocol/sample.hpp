#pragma once
// A struct with a member of every kind that the JSON mapping knows, and a message for expected
// errors.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "protocol/describe.hpp"
#include "protocol/errors.hpp"

namespace baton::protocol::test {

struct Part {
  std::string name;
  std::optional<double> weight;
};
BATON_DESCRIBE(Part, (name, "Name of the part."), (weight, "Its weight in grams."))

struct Sample {
  std::string project;
  std::vector<std::string> topics;
  std::vector<Part> parts;
  std::int64_t count = 0;
  int small = 0;
  double ratio = 0;
  bool dry = false;
  std::optional<std::string> note;
  std::optional<std::int64_t> limit;
  std::optional<Part> extra;
  std::optional<boost::json::object> settings;
  std::optional<boost::json::value> anything;
};
BATON_DESCRIBE(Sample, (project, "A text."), (topics, "Texts."), (parts, "Structs."),
               (count, "An integer."), (small, "An int."), (ratio, "A number."),
               (dry, "True or false."), (note, "A text or none."), (limit, "An integer or none."),
               (extra, "A struct or none."), (settings, "An object or none."),
               (anything, "Any JSON or none."))

struct Nothing {};
BATON_DESCRIBE_EMPTY(Nothing)

/// What `act` throws as RpcError, as "code: message"; "nothing" when it does not throw.
template <class Act>
std::string thrown_by(Act act) {
  try {
    act();
  } catch (const RpcError& error) {
    return std::string(error_name(error.code())) + ": " + error.what();
  }
  return "nothing";
}

}  // namespace baton::protocol::test
