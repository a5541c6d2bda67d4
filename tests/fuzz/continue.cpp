// Any bytes as a session of Continue: every event as promised.

#include <cstddef>

#include "tests/fuzz/source_sink.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton::capture;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Source& source = source_of("continue");
  const std::filesystem::path path = "/sessions/s.json";
  source.recognises(path, bytes.substr(0, 4096));
  CheckingSink sink;
  source.make_parser(path, "")->parse(bytes, 0, 1, sink);
  return 0;
}
