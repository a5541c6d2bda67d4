// Any bytes as a chat of VS Code, as a log of its changes and as a transcript: every event as
// promised.

#include "tests/fuzz/source_slices.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton::capture;
  if (size == 0) return 0;
  // The first byte chooses the format and how the rest is sliced.
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  for (const auto& source : all_sources()) {
    if (source->agent() != "copilot-vscode") continue;
    if (source->growth() == Growth::appended_lines) {
      check_slices(*source, "/logs/s1.jsonl", bytes, 1 + data[0] % 4U);
      continue;
    }
    const char* path = data[0] % 2U == 0 ? "/chatSessions/s1.json" : "/chatSessions/s1.jsonl";
    source->recognises(path, bytes.substr(0, 4096));
    CheckingSink sink;
    source->make_parser(path, "")->parse(bytes, 0, 1, sink);
  }
  return 0;
}
