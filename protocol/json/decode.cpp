#include "protocol/json/decode.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "protocol/json/nearest.hpp"
#include "protocol/json/utf8.hpp"

namespace baton::protocol {

namespace {

constexpr std::size_t longest_key_shown = 64;

// Every whole number up to here has a double of its own (2^53); beyond, 2.0e19 could mean another
// integer.
constexpr double largest_exact_double = 9007199254740992.0;

std::string listed(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) {
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

std::string unknown_key_complaint(std::string_view key, std::span<const FieldDoc> known) {
  if (known.empty()) return "unknown parameter, the method takes no parameters";
  std::vector<std::string_view> names;
  for (const FieldDoc& field : known) names.push_back(field.name);
  if (const auto nearest = nearest_name(key, names)) {
    return "unknown parameter, did you mean \"" + std::string(*nearest) + "\"?";
  }
  return "unknown parameter, known are: " + listed(names);
}

}  // namespace

std::string JsonPath::to_string() const {
  if (parent_ == nullptr) return std::string(key_);
  std::string text = parent_->to_string();
  if (key_.data() == nullptr) return text + "[" + std::to_string(index_) + "]";
  text += '.';
  text += utf8_prefix(key_, longest_key_shown);
  return text;
}

namespace detail {

void fail_decoding(const JsonPath& path, std::string_view complaint) {
  throw RpcError(ErrorCode::invalid_params, path.to_string() + ": " + std::string(complaint));
}

const boost::json::object& expect_object(const boost::json::value& json, const JsonPath& path) {
  if (const auto* object = json.if_object()) return *object;
  fail_decoding(path, "expected an object");
}

const boost::json::array& expect_array(const boost::json::value& json, const JsonPath& path) {
  if (const auto* array = json.if_array()) return *array;
  fail_decoding(path, "expected an array");
}

bool expect_bool(const boost::json::value& json, const JsonPath& path) {
  if (const bool* truth = json.if_bool()) return *truth;
  fail_decoding(path, "expected true or false");
}

double expect_number(const boost::json::value& json, const JsonPath& path) {
  if (!json.is_number()) fail_decoding(path, "expected a number");
  const auto number = json.to_number<double>();
  if (!std::isfinite(number)) fail_decoding(path, "is too large a number");
  return number;
}

std::string expect_string(const boost::json::value& json, const JsonPath& path) {
  if (const auto* text = json.if_string()) return {text->data(), text->size()};
  fail_decoding(path, "expected a string");
}

std::int64_t expect_integer(const boost::json::value& json, std::int64_t low, std::int64_t high,
                            const JsonPath& path) {
  std::int64_t integer = 0;
  if (const auto* small = json.if_int64()) {
    integer = *small;
  } else if (json.is_uint64()) {
    fail_decoding(path, "is too large an integer");
  } else if (const double* number = json.if_double()) {
    if (std::abs(*number) > largest_exact_double) fail_decoding(path, "is too large an integer");
    if (std::trunc(*number) != *number) fail_decoding(path, "expected an integer");
    integer = static_cast<std::int64_t>(*number);
  } else {
    fail_decoding(path, "expected an integer");
  }
  if (integer < low || integer > high) {
    fail_decoding(path, "must be from " + std::to_string(low) + " to " + std::to_string(high));
  }
  return integer;
}

void refuse_unknown_keys(const boost::json::object& json, std::span<const FieldDoc> known,
                         const JsonPath& path) {
  for (const auto& entry : json) {
    const std::string_view key(entry.key().data(), entry.key().size());
    const bool is_known = std::any_of(known.begin(), known.end(),
                                      [&](const FieldDoc& field) { return field.name == key; });
    if (!is_known) fail_decoding(JsonPath(path, key), unknown_key_complaint(key, known));
  }
}

const boost::json::value& named_params(const boost::json::value& params) {
  static const boost::json::value none(boost::json::object_kind);
  if (params.is_null()) return none;
  if (const auto* array = params.if_array()) {
    if (array->empty()) return none;
    throw RpcError(ErrorCode::invalid_params,
                   "params: parameters are given by name, in an object, not by position");
  }
  return params;
}

}  // namespace detail

}  // namespace baton::protocol
