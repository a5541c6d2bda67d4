// Any bytes as an aider history, as a whole and in slices by parsers that know of each other only
// by their state: in the end the same turns, and every event as promised.

#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "tests/fuzz/source_slices.hpp"

namespace {

using namespace baton::capture;

const std::filesystem::path path = "/p/.aider.chat.history.md";

/// Keeps the last that is told of each turn.
class LastTurns final : public EventSink {
 public:
  void on_session(const baton::store::SessionFacts& facts) override { checks_.on_session(facts); }
  void on_turn(TurnEvent turn) override {
    turns[{turn.external_id, turn.part}] = turn.text;
    checks_.on_turn(std::move(turn));
  }
  void on_usage(baton::store::Usage usage) override { checks_.on_usage(std::move(usage)); }
  void on_unparsed(baton::store::UnparsedRecord record) override {
    checks_.on_unparsed(std::move(record));
  }

  std::map<std::pair<std::string, int>, std::string> turns;

 private:
  CheckingSink checks_;
};

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // The first byte chooses how the rest is sliced.
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Source& source = source_of("aider");
  source.recognises(path, bytes.substr(0, 4096));
  LastTurns whole;
  source.make_parser(path, "")->parse(bytes, 0, 1, whole);
  LastTurns sliced;
  parse_slices(source, path, bytes, 1 + data[0] % 4U, sliced);
  if (whole.turns != sliced.turns) std::abort();
  LastTurns strange;
  source.make_parser(path, bytes)->parse("#### x  \n", 0, 1, strange);
  return 0;
}
