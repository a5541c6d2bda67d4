#pragma once
// Any bytes as an appended log: the same turns however it is sliced.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "tests/fuzz/source_sink.hpp"

namespace baton::capture {

/// Reads the bytes as a whole and in slices of `lines_each` lines, each by a parser that knows of
/// the others only by its state, and as a state; aborts when the number of turns differs.
inline void check_slices(const Source& source, const std::filesystem::path& path,
                         std::string_view bytes, std::size_t lines_each) {
  source.recognises(path, bytes.substr(0, 4096));
  CheckingSink whole;
  source.make_parser(path, "")->parse(bytes, 0, 1, whole);
  CheckingSink sliced;
  std::string state;
  std::uint64_t offset = 0;
  std::int64_t first_line = 1;
  for (std::string_view rest = bytes; !rest.empty();) {
    std::size_t end = 0;
    std::int64_t lines = 0;
    for (std::size_t i = 0; i < lines_each && end < rest.size(); ++i, ++lines) {
      end = std::min(rest.find('\n', end), rest.size() - 1) + 1;
    }
    const auto parser = source.make_parser(path, state);
    parser->parse(rest.substr(0, end), offset, first_line, sliced);
    state = parser->save_state();
    offset += end;
    first_line += lines;
    rest.remove_prefix(end);
  }
  if (whole.turns != sliced.turns) std::abort();
  source.make_parser(path, bytes)->save_state();
}

}  // namespace baton::capture
