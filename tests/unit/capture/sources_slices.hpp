#pragma once
// However the lines of a log that grows by lines are handed over, the parser must find the same.

#include <fstream>
#include <iterator>
#include <random>

#include "tests/unit/capture/sources_recording.hpp"

namespace baton::capture::testing {

/// The logs of an agent below `tests/data/logs/<folder>` that its source recognises.
inline std::vector<std::filesystem::path> logs_of(std::string_view agent, std::string_view folder) {
  std::vector<std::filesystem::path> paths;
  const std::string root = std::string(BATON_TEST_DATA) + "/logs/" + std::string(folder);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::string head(4096, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(file.gcount()));
    if (source_of(agent).recognises(entry.path(), head)) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  BOOST_TEST_REQUIRE(!paths.empty());
  return paths;
}

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
    for (auto lines = random() % 8 + 1; lines > 0 && end < bytes.size(); --lines) {
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

inline Recording read_slices(std::string_view agent, const std::filesystem::path& path,
                             std::string_view bytes, std::mt19937& random) {
  return read_slices(source_of(agent), bytes, path, random);
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
  for (const auto& file : turn.files) {
    line += "|" + file.path + "+" + std::to_string(file.lines_added) + "-" +
            std::to_string(file.lines_removed);
  }
  return line;
}

inline Lines everything_in(const Recording& recording) {
  Lines lines = recording.lines;
  for (std::size_t i = 0; i < recording.turns.size(); ++i) {
    lines.push_back(recording.sessions_of_turns[i] + "|" + all_of(recording.turns[i]));
  }
  for (const auto& [id, facts] : recording.sessions) lines.push_back(all_of(facts));
  for (const auto& [key, usage] : recording.usages) {
    lines.push_back(key + "|" + usage.model + "|" + std::to_string(usage.input_tokens) + "|" +
                    std::to_string(usage.output_tokens));
  }
  for (const auto& record : recording.unparsed)
    lines.push_back(std::to_string(record.offset) + record.reason);
  return lines;
}

/// Checks that slices give what the whole gives, that a prefix gives the beginning of it, and that
/// any cut is survived, for all of the agent's logs.
inline void check_slices(std::string_view agent, std::string_view folder) {
  std::mt19937 random(7);  // NOLINT: the same slices every time
  for (const auto& path : logs_of(agent, folder)) {
    const std::string bytes = content_of(path);
    const Recording whole = read(agent, bytes, path);
    for (int round = 0; round < 3; ++round) {
      BOOST_TEST(everything_in(read_slices(agent, path, bytes, random)) == everything_in(whole),
                 path.native());
      BOOST_CHECK_NO_THROW(
          read(agent, std::string_view(bytes).substr(random() % bytes.size()), path));
    }
    const std::string_view prefix(bytes.data(), bytes.find('\n', random() % bytes.size()) + 1);
    const Lines found = read(agent, prefix, path).lines;
    BOOST_TEST_REQUIRE(found.size() <= whole.lines.size());
    BOOST_TEST(std::equal(found.begin(), found.end(), whole.lines.begin()), path.native());
  }
}

/// Checks that a state which is none is survived.
inline void check_broken_states(std::string_view agent) {
  for (const char* state :
       {"", "{", "[]", "7", R"({"calls":7})", R"({"calls":[[],7,["a"]],"session":[]})"}) {
    BOOST_CHECK_NO_THROW(source_of(agent).make_parser("/p/s.jsonl", state)->save_state());
  }
}

}  // namespace baton::capture::testing
