// Any bytes, in any slices: the reader gives the same messages, none over the limit, and never
// crashes.

#include "protocol/framing.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using baton::protocol::FrameReader;

constexpr std::size_t max_message_bytes = 256;

/// What was read, with the error, if one ended it, as the last element.
std::vector<std::string> read_all(std::string_view bytes, std::size_t slice) {
  FrameReader reader(max_message_bytes);
  std::vector<std::string> seen;
  try {
    for (std::size_t at = 0; at < bytes.size(); at += slice) {
      reader.feed(bytes.substr(at, slice));
      while (const auto message = reader.next()) {
        if (message->size() > max_message_bytes) std::abort();
        seen.emplace_back(*message);
      }
    }
  } catch (const baton::protocol::RpcError& error) {
    seen.emplace_back(error.what());
  }
  return seen;
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  // The first byte chooses how the rest is sliced.
  const std::size_t slice = 1 + data[0] % 64U;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto at_once = read_all(bytes, bytes.size());
  if (read_all(bytes, slice) != at_once || read_all(bytes, 1) != at_once) std::abort();
  return 0;
}
