// Any bytes as the parts of a message of Crush, and as the state of a reading: every event as
// promised.

#include <cstddef>
#include <optional>
#include <string>

#include "daemon/capture/sources/crush_message.hpp"
#include "tests/fuzz/source_sink.hpp"

namespace {

using namespace baton::capture;

void tell(const boost::json::array& parts, const char* role) {
  CheckingSink sink;
  baton::store::SessionFacts facts;
  facts.agent = "crush";
  facts.external_id = "s1";
  sink.on_session(facts);
  OpenCalls calls;
  crush::MessageTelling telling;
  telling.tell({"m1", role, 1, false, false}, parts, calls, sink);
  const boost::json::array saved = calls.to_json();
  OpenCalls::from_json(&saved);
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Source& source = source_of("crush");
  source.recognises("/p/.crush/crush.db", bytes.substr(0, 4096));
  source.make_parser("/p/.crush/crush.db", bytes)->save_state();
  JsonReader reader;
  std::string fault;
  const std::optional<boost::json::value> parts = reader.parse(bytes, fault);
  if (!parts || !parts->is_array()) return 0;
  for (const char* role : {"user", "assistant", "tool"}) tell(parts->get_array(), role);
  return 0;
}
