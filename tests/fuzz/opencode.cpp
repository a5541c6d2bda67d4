// Any bytes as an export of opencode, and as what one of its messages and parts hold: every event
// as promised.

#include <cstddef>
#include <string>

#include "tests/fuzz/source_sink.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton::capture;
  const std::filesystem::path path = "/logs/export.json";
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const auto& source : all_sources()) {
    if (source->agent() != "opencode") continue;
    source->recognises(path, bytes.substr(0, 4096));
    source->make_parser("/nowhere/opencode.db", bytes)->save_state();
    if (source->growth() != Growth::rewritten) continue;
    for (const char* role : {"user", "assistant"}) {
      CheckingSink sink;
      const std::string row =
          R"({"info":{"id":"ses_1"},"messages":[{"info":{"id":"msg_1","role":")" +
          std::string(role) + R"("},"parts":[)" + std::string(bytes) + "]}]}";
      source->make_parser(path, "")->parse(row, 0, 1, sink);
    }
    CheckingSink sink;
    source->make_parser(path, "")->parse(bytes, 0, 1, sink);
  }
  return 0;
}
