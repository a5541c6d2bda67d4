// Any bytes as a Kimi Code log.

#include "tests/fuzz/source_slices.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  baton::capture::check_appended_log("kimi", "/sessions/wd_p/s1/agents/main/wire.jsonl", data,
                                     size);
  return 0;
}
