// Any bytes as a Cline task and as a session of Cline 4: every event as promised.

#include <cstddef>

#include "tests/fuzz/source_sink.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton::capture;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Source& source = source_of("cline");
  for (const char* path : {"/tasks/1/ui_messages.json", "/sessions/s/s.messages.json"}) {
    source.recognises(path, bytes.substr(0, 4096));
    CheckingSink sink;
    source.make_parser(path, "")->parse(bytes, 0, 1, sink);
  }
  return 0;
}
