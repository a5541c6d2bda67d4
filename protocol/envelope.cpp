#include "protocol/envelope.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parser.hpp>

#include "protocol/json/utf8.hpp"

namespace baton::protocol {

namespace {

RpcError parse_error(std::string_view text, std::size_t at, const boost::json::error_code& error) {
  std::string reason = error.message();
  // Boost.JSON calls it a syntax error, and may stop at the beginning of the character.
  const std::size_t valid = valid_utf8_length(text);
  const bool is_encoding = valid < text.size() && valid <= at + 3;
  if (is_encoding) {
    at = valid;
    reason = "invalid UTF-8";
  } else if (error == boost::json::error::too_deep) {
    reason = "nested deeper than " + std::to_string(max_nesting) + " levels";
  }
  return {ErrorCode::parse_error, "at byte " + std::to_string(at) + ": " + reason};
}

/// Whether a number was read as infinite: Boost.JSON takes 1e999 so, and would write it as a word
/// that is not JSON.
bool holds_infinity(const boost::json::value& json) {
  if (const auto* number = json.if_double()) return std::isinf(*number);
  if (const auto* array = json.if_array()) return std::ranges::any_of(*array, holds_infinity);
  const auto* object = json.if_object();
  return object != nullptr && std::ranges::any_of(*object, [](const auto& member) {
           return holds_infinity(member.value());
         });
}

/// The JSON value of a text. Throws RpcError parse_error.
boost::json::value parse_json(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = max_nesting;
  boost::json::parser parser({}, options);
  boost::json::error_code error;
  const std::size_t consumed = parser.write(text.data(), text.size(), error);
  if (error) throw parse_error(text, consumed, error);
  boost::json::value json = parser.release();
  if (holds_infinity(json)) {
    throw RpcError(ErrorCode::parse_error, "a number is too large: at most 1.7976931348623157e308");
  }
  return json;
}

RpcError invalid_request(const std::string& message) {
  return {ErrorCode::invalid_request, message};
}

/// The id that a JSON value stands for, or nothing when it may not be one.
std::optional<Id> id_from(const boost::json::value& json) {
  if (json.is_null()) return Id(nullptr);
  if (const auto* number = json.if_int64()) return Id(*number);
  if (const auto* text = json.if_string()) return Id(std::string(text->data(), text->size()));
  return std::nullopt;
}

Entry request_from(boost::json::object& object, std::optional<Id> id) {
  const Id answer_to = id.value_or(Id(nullptr));
  const auto* method = object.if_contains("method");
  if (!method->is_string()) return Invalid{answer_to, invalid_request("method must be a string")};
  boost::json::value params;
  if (auto* given = object.if_contains("params")) params = std::move(*given);
  if (!params.is_null() && !params.is_structured()) {
    return Invalid{answer_to, invalid_request("params must be an object")};
  }
  const auto& name = method->get_string();
  return Request{std::move(id), std::string(name.data(), name.size()), std::move(params)};
}

/// The error that a peer's error object stands for, or nothing when it is not one.
std::optional<RpcError> error_from(boost::json::value& json) {
  auto* object = json.if_object();
  if (object == nullptr) return std::nullopt;
  const auto* code = object->if_contains("code");
  const auto* message = object->if_contains("message");
  const bool complete = code && code->is_int64() && message && message->is_string();
  if (!complete || !std::in_range<int>(code->get_int64())) return std::nullopt;
  const auto known = static_cast<ErrorCode>(static_cast<int>(code->get_int64()));
  const std::string text(message->get_string().data(), message->get_string().size());
  if (auto* data = object->if_contains("data")) return RpcError(known, text, std::move(*data));
  return RpcError(known, text);
}

Entry response_from(boost::json::object& object, const std::optional<Id>& id) {
  const Id answer_to = id.value_or(Id(nullptr));
  auto* result = object.if_contains("result");
  auto* error = object.if_contains("error");
  const bool one_of_both = (result == nullptr) != (error == nullptr);
  if (!id || !one_of_both) {
    return Invalid{answer_to, invalid_request("a message has a method, or an id with either a "
                                              "result or an error")};
  }
  if (result) return Response{answer_to, std::move(*result), std::nullopt};
  auto failure = error_from(*error);
  if (!failure) {
    return Invalid{answer_to, invalid_request("error must have an integer code and a message")};
  }
  return Response{answer_to, nullptr, std::move(failure)};
}

Entry entry_from(boost::json::value& json) {
  auto* object = json.if_object();
  if (object == nullptr) {
    return Invalid{nullptr, invalid_request("a message must be an object")};
  }
  std::optional<Id> id;
  if (const auto* given = object->if_contains("id")) {
    id = id_from(*given);
    if (!id) {
      return Invalid{nullptr, invalid_request("id must be a string or an integer of 64 bits")};
    }
  }
  const auto* version = object->if_contains("jsonrpc");
  if (version == nullptr || *version != "2.0") {
    return Invalid{id.value_or(Id(nullptr)), invalid_request("jsonrpc must be \"2.0\"")};
  }
  if (object->contains("method")) return request_from(*object, std::move(id));
  return response_from(*object, id);
}

Message whole(Entry entry) {
  Message message;
  message.entries.push_back(std::move(entry));
  return message;
}

Message batch_from(boost::json::array& array) {
  if (array.empty()) return whole(Invalid{nullptr, invalid_request("the batch is empty")});
  if (array.size() > max_batch_entries) {
    return whole(Invalid{nullptr, invalid_request("a batch has at most " +
                                                  std::to_string(max_batch_entries) + " entries")});
  }
  Message message;
  message.is_batch = true;
  message.entries.reserve(array.size());
  for (auto& json : array) message.entries.push_back(entry_from(json));
  return message;
}

}  // namespace

Message parse_message(std::string_view text) {
  try {
    boost::json::value json = parse_json(text);
    if (auto* array = json.if_array()) return batch_from(*array);
    return whole(entry_from(json));
  } catch (const RpcError& error) {
    return whole(Invalid{nullptr, error});
  }
}

}  // namespace baton::protocol
