// Any bytes as a log of GitHub Copilot CLI's events.

#include "tests/fuzz/source_slices.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  baton::capture::check_appended_log("copilot-cli", "/session-state/s1/events.jsonl", data, size);
  return 0;
}
