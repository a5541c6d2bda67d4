// Any bytes as a Gemini CLI session, as a log of operations or as a document: the first byte says
// which.

#include "tests/fuzz/source_sink.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton::capture;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::filesystem::path path =
      data[0] % 2U == 0 ? "/g/tmp/app/chats/s0/s1.json" : "/g/tmp/app/chats/s1.jsonl";
  const Source& source = source_of("gemini");
  source.recognises(path, bytes.substr(0, 4096));
  CheckingSink once;
  source.make_parser(path, "")->parse(bytes, 0, 1, once);
  CheckingSink again;
  source.make_parser(path, "")->parse(bytes, 0, 1, again);
  if (once.turns != again.turns) std::abort();
  return 0;
}
