// Any bytes as a Claude Code log, as a whole and in slices by parsers that know of each other only
// by their state: the same number of turns, and every event as promised.

#include "tests/fuzz/source_slices.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  baton::capture::check_appended_log("claude-code", "/logs/s1.jsonl", data, size);
  return 0;
}
