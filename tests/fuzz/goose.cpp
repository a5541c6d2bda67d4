// Any bytes as a file of Goose, and as the content of one of its messages: every event as promised.

#include <cstddef>
#include <string>

#include "tests/fuzz/source_sink.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton::capture;
  const std::filesystem::path path = "/data/goose/sessions/s1.jsonl";
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const auto& source : all_sources()) {
    if (source->agent() != "goose") continue;
    source->recognises(path, bytes.substr(0, 4096));
    source->make_parser("/nowhere/goose/sessions/sessions.db", bytes)->save_state();
    if (source->growth() != Growth::rewritten) continue;
    CheckingSink sink;
    source->make_parser(path, "")->parse(bytes, 0, 1, sink);
    for (const char* role : {"user", "assistant"}) {
      const std::string line = R"({"role":")" + std::string(role) + R"(","created":1,"content":[)" +
                               std::string(bytes) + "]}";
      CheckingSink content;
      source->make_parser(path, "")->parse(line, 0, 1, content);
    }
  }
  return 0;
}
