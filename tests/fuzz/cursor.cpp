// Any bytes as a transcript of Cursor's agent, in lines and as text, and as a bubble of its
// database: every event as promised.

#include "daemon/capture/sources/cursor_bubbles.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "tests/fuzz/source_slices.hpp"

namespace {

using namespace baton::capture;

void tell_bubble(std::string_view bytes) {
  JsonReader reader;
  std::string fault;
  const auto value = reader.parse(bytes, fault);
  if (!value || !value->is_object()) return;
  CheckingSink sink;
  baton::store::SessionFacts facts;
  facts.agent = facts.external_id = "cursor";
  sink.on_session(facts);
  cursor::BubbleTeller().tell(value->get_object(), {"bubble", 1000, "model", false}, sink);
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // The first byte chooses how the rest is sliced.
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  for (const auto& source : all_sources()) {
    if (source->agent() != "cursor" || source->growth() == Growth::database) continue;
    if (source->growth() == Growth::appended_lines) {
      check_slices(*source, "/logs/s1.jsonl", bytes, 1 + data[0] % 4U);
      continue;
    }
    const char* path = "/agent-transcripts/s1.txt";
    source->recognises(path, bytes.substr(0, 4096));
    CheckingSink sink;
    source->make_parser(path, "")->parse(bytes, 0, 1, sink);
  }
  tell_bubble(bytes);
  return 0;
}
