#pragma once
// JSON-RPC 2.0 envelopes: from the text of a message to requests and responses, and back.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/json/value.hpp>

#include "protocol/errors.hpp"

namespace baton::protocol {

/// The most entries of one batch.
inline constexpr std::size_t max_batch_entries = 100;
/// The most levels of arrays and objects within one another.
inline constexpr std::size_t max_nesting = 64;

/// What joins a response to its request; chosen by the caller. Numbers with a fraction are refused.
using Id = std::variant<std::nullptr_t, std::int64_t, std::string>;

/// A call of a method, or a notification when it has no id.
struct Request {
  std::optional<Id> id;       ///< absent: nobody waits for an answer and none may be sent
  std::string method;         ///< never looked up here
  boost::json::value params;  ///< an object, an array, or null when absent

  bool is_notification() const noexcept { return !id.has_value(); }
};

/// The answer to a call.
struct Response {
  Id id;
  boost::json::value result;      ///< null when error is set
  std::optional<RpcError> error;  ///< what the peer answered instead of a result
};

/// Something that is neither; the peer is to be told `error` under `id`.
struct Invalid {
  Id id;  ///< null when it could not be read
  RpcError error;
};

using Entry = std::variant<Request, Response, Invalid>;

/// What one message says.
struct Message {
  bool is_batch = false;       ///< the answers go into one array, see make_batch()
  std::vector<Entry> entries;  ///< never empty; exactly one unless is_batch
};

/// Reads one message. Never throws RpcError: what is wrong comes back as an Invalid entry, so that
/// a batch with one bad entry is still served and a reader has one path for all errors.
///
/// Text that is not JSON (or not UTF-8, or nested deeper than max_nesting) is one Invalid entry
/// with parse_error, whose message tells the byte, counted from 0; so is an empty or too long
/// batch, with invalid_request. Members of an envelope that JSON-RPC does not know are ignored; of
/// a name that occurs twice the last is taken. Any thread.
Message parse_message(std::string_view text);

/// The text of a successful response. Any thread.
std::string make_result(const Id& id, const boost::json::value& result);

/// The text of an error response. Any thread.
std::string make_error(const Id& id, const RpcError& error);

/// The text of a request. Any thread.
///
/// @param params an object, or null to send none
std::string make_request(const Id& id, std::string_view method, const boost::json::value& params);

/// The text of a notification. Any thread.
///
/// @param params an object, or null to send none
std::string make_notification(std::string_view method, const boost::json::value& params);

/// The text of the answer to a batch, made of the texts of its responses; empty when there are none
/// (a batch of notifications), and then nothing may be sent. Any thread.
std::string make_batch(std::span<const std::string> responses);

}  // namespace baton::protocol
