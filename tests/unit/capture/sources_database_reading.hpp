#pragma once
// Reading a database again and again, as capture does.

#include "tests/unit/capture/sources_recording.hpp"

namespace baton::capture::testing {

inline const std::string sqlite_head = "SQLite format 3";

/// The source that takes the file.
inline const Source& source_for(const std::filesystem::path& path, std::string_view head) {
  for (const auto& source : all_sources()) {
    if (source->recognises(path, head)) return *source;
  }
  throw std::out_of_range(path.string());
}

/// Reads all that is new since the state, each time with a parser of its own, and keeps the state.
inline Recording read_news(const std::filesystem::path& path, std::string& state) {
  Recording recording;
  for (bool finished = false; !finished;) {
    const auto parser = source_for(path, sqlite_head).make_parser(path, state);
    parser->parse("", 0, 1, recording);
    finished = parser->finished();
    state = parser->save_state();
    BOOST_TEST(state.size() < 16384U);
  }
  return recording;
}

/// Reads the whole database for the first time.
inline Recording read_database(const std::filesystem::path& path) {
  std::string state;
  return read_news(path, state);
}

}  // namespace baton::capture::testing
