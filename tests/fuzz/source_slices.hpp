#pragma once
// What the fuzz targets of formats that grow by lines share.

#include <algorithm>
#include <cstddef>
#include <string>

#include "tests/fuzz/source_sink.hpp"

namespace baton::capture {

/// Reads the bytes a few lines at a time by parsers that know of each other only by their state.
inline void parse_slices(const Source& source, const std::filesystem::path& path,
                         std::string_view bytes, std::size_t lines_each, EventSink& sink) {
  std::string state;
  std::uint64_t offset = 0;
  std::int64_t first_line = 1;
  while (!bytes.empty()) {
    std::size_t end = 0;
    std::int64_t lines = 0;
    for (std::size_t i = 0; i < lines_each && end < bytes.size(); ++i, ++lines) {
      end = std::min(bytes.find('\n', end), bytes.size() - 1) + 1;
    }
    const auto parser = source.make_parser(path, state);
    parser->parse(bytes.substr(0, end), offset, first_line, sink);
    state = parser->save_state();
    offset += end;
    first_line += lines;
    bytes.remove_prefix(end);
  }
}

/// Reads the bytes as a whole and in slices of `lines_each` lines, and takes them for a state;
/// aborts when the number of turns differs or an event is not as promised.
inline void check_slices(const Source& source, const std::filesystem::path& path,
                         std::string_view bytes, std::size_t lines_each) {
  source.recognises(path, bytes.substr(0, 4096));
  CheckingSink whole;
  source.make_parser(path, "")->parse(bytes, 0, 1, whole);
  CheckingSink sliced;
  parse_slices(source, path, bytes, lines_each, sliced);
  if (whole.turns != sliced.turns) std::abort();
  source.make_parser(path, bytes)->save_state();
}

/// Any bytes as the agent's log. The first byte chooses how the rest is sliced.
inline void check_appended_log(std::string_view agent, const std::filesystem::path& path,
                               const std::uint8_t* data, std::size_t size) {
  if (size == 0) return;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  check_slices(source_of(agent), path, bytes, 1 + data[0] % 4U);
}

}  // namespace baton::capture
