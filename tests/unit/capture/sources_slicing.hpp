#pragma once
// What the tests of appended formats share: reading a log in slices, as it grows.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>

#include "tests/unit/capture/sources_recording.hpp"

namespace baton::capture::testing {

inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// An agent may have several sources, which grow differently.
inline const Source& source_of(std::string_view agent, Growth growth) {
  for (const auto& source : all_sources()) {
    if (source->agent() == agent && source->growth() == growth) return *source;
  }
  throw std::out_of_range(std::string(agent));
}

inline Recording read(const Source& source, std::string_view bytes,
                      const std::filesystem::path& path) {
  Recording recording;
  source.make_parser(path, "")->parse(bytes, 0, 1, recording);
  return recording;
}

/// Reads a random number of lines at a time, each time with a parser of its own that knows of the
/// others only by the state.
inline Recording read_slices(const Source& source, std::string_view bytes,
                             const std::filesystem::path& path, std::mt19937& random) {
  Recording recording;
  std::string state;
  std::uint64_t offset = 0;
  std::int64_t line = 1;
  while (!bytes.empty()) {
    std::size_t end = 0;
    for (auto lines = random() % 4 + 1; lines > 0 && end < bytes.size(); --lines) {
      end = std::min(bytes.find('\n', end), bytes.size() - 1) + 1;
    }
    const auto parser = source.make_parser(path, state);
    parser->parse(bytes.substr(0, end), offset, line, recording);
    state = parser->save_state();
    BOOST_TEST(state.size() < 16'384U);
    offset += end;
    line += std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(end), '\n');
    bytes.remove_prefix(end);
  }
  return recording;
}

inline std::string all_of(const store::SessionFacts& facts) {
  return facts.external_id + "|" + facts.title + "|" + facts.working_directory + "|" +
         facts.branch + "|" + facts.model + "|" + facts.agent_version + "|" +
         facts.parent_external_id + "|" + std::to_string(facts.started_at.value_or(0)) + "|" +
         std::to_string(facts.ended_at.value_or(0));
}

inline std::string all_of(const TurnEvent& turn) {
  std::string line = turn.external_id + "|" + std::to_string(turn.part) + "|" +
                     std::to_string(turn.line) + "|" + std::to_string(turn.created_at) + "|" +
                     turn.tool_call_id;
  for (const auto& file : turn.files)
    line += "|" + file.path + "+" + std::to_string(file.lines_added);
  return line;
}

/// Everything that was told, in words that can be compared.
inline Lines everything_in(const Recording& recording) {
  Lines lines = recording.lines;
  for (std::size_t i = 0; i < recording.turns.size(); ++i)
    lines.push_back(recording.sessions_of_turns[i] + "|" + all_of(recording.turns[i]));
  for (const auto& [id, facts] : recording.sessions) lines.push_back(all_of(facts));
  for (const auto& [key, usage] : recording.usages)
    lines.push_back(key + std::to_string(usage.output_tokens));
  for (const auto& record : recording.unparsed)
    lines.push_back(std::to_string(record.offset) + record.reason);
  return lines;
}

}  // namespace baton::capture::testing
