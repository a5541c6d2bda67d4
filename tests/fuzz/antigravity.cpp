// Any bytes as an Antigravity transcript.

#include "tests/fuzz/source_slices.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  baton::capture::check_appended_log("antigravity", "/brain/b1/logs/transcript_full.jsonl", data,
                                     size);
  return 0;
}
