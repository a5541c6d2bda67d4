// Any bytes as a session of Grok's command line.

#include "tests/fuzz/source_slices.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  baton::capture::check_appended_log("grok", "/sessions/p/s1/chat_history.jsonl", data, size);
  return 0;
}
