// Any bytes as a Claude Code log, as a whole and in slices by parsers that know of each other only
// by their state: the same number of turns, and every event as promised.

#include <algorithm>
#include <cstddef>
#include <string>

#include "tests/fuzz/source_sink.hpp"

namespace {

using namespace baton::capture;

const std::filesystem::path path = "/logs/s1.jsonl";

void parse_slices(std::string_view bytes, std::size_t lines_each, CheckingSink& sink) {
  std::string state;
  std::uint64_t offset = 0;
  std::int64_t first_line = 1;
  while (!bytes.empty()) {
    std::size_t end = 0;
    std::int64_t lines = 0;
    for (std::size_t i = 0; i < lines_each && end < bytes.size(); ++i, ++lines) {
      end = std::min(bytes.find('\n', end), bytes.size() - 1) + 1;
    }
    const auto parser = source_of("claude-code").make_parser(path, state);
    parser->parse(bytes.substr(0, end), offset, first_line, sink);
    state = parser->save_state();
    offset += end;
    first_line += lines;
    bytes.remove_prefix(end);
  }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // The first byte chooses how the rest is sliced.
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Source& source = source_of("claude-code");
  source.recognises(path, bytes.substr(0, 4096));
  CheckingSink whole;
  source.make_parser(path, "")->parse(bytes, 0, 1, whole);
  CheckingSink sliced;
  parse_slices(bytes, 1 + data[0] % 4U, sliced);
  if (whole.turns != sliced.turns) std::abort();
  source.make_parser(path, bytes)->save_state();
  return 0;
}
