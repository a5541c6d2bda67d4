#pragma once
// Feeds a reader in slices and writes down what comes out.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/framing.hpp"

namespace baton::protocol::test {

/// The messages read when `bytes` come in slices of `slice` bytes, with the error, if one ended it,
/// as the last element: "code: message".
inline std::vector<std::string> messages_from(std::string_view bytes, std::size_t slice,
                                              std::size_t max_message_bytes = 100) {
  FrameReader reader(max_message_bytes);
  std::vector<std::string> messages;
  try {
    for (std::size_t at = 0; at < bytes.size(); at += slice) {
      reader.feed(bytes.substr(at, slice));
      while (const auto message = reader.next()) messages.emplace_back(*message);
    }
  } catch (const RpcError& error) {
    messages.push_back(std::string(error_name(error.code())) + ": " + error.what());
  }
  return messages;
}

inline std::vector<std::string> messages_at_once(std::string_view bytes) {
  return messages_from(bytes, std::max<std::size_t>(bytes.size(), 1));
}

}  // namespace baton::protocol::test
