// However the lines of a log are handed over, the parser finds the same.

#include <fstream>
#include <iterator>
#include <random>

#include "tests/unit/capture/sources_recording.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> logs() {
  std::vector<fs::path> paths;
  for (const char* directory : {"/logs/claude-code", "/sample"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(std::string(BATON_TEST_DATA) + directory)) {
      if (entry.path().extension() == ".jsonl") paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  BOOST_TEST_REQUIRE(!paths.empty());
  return paths;
}

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Cuts behind a random number of lines, again and again.
std::vector<std::string_view> random_slices(std::string_view bytes, std::mt19937& random) {
  std::vector<std::string_view> slices;
  while (!bytes.empty()) {
    std::size_t end = 0;
    for (auto lines = random() % 8 + 1; lines > 0 && end < bytes.size(); --lines) {
      end = std::min(bytes.find('\n', end), bytes.size() - 1) + 1;
    }
    slices.push_back(bytes.substr(0, end));
    bytes.remove_prefix(end);
  }
  return slices;
}

/// Every slice by a parser of its own, which knows of the others only by the state.
Recording read_slices(const fs::path& path, const std::vector<std::string_view>& slices) {
  Recording recording;
  std::string state;
  std::uint64_t offset = 0;
  std::int64_t line = 1;
  for (const std::string_view slice : slices) {
    const auto parser = source_of("claude-code").make_parser(path, state);
    parser->parse(slice, offset, line, recording);
    state = parser->save_state();
    BOOST_TEST(state.size() < 16'384U);
    offset += slice.size();
    line += std::count(slice.begin(), slice.end(), '\n');
  }
  return recording;
}

std::string all_of(const baton::store::SessionFacts& facts) {
  return facts.external_id + "|" + facts.title + "|" + facts.working_directory + "|" +
         facts.branch + "|" + facts.model + "|" + facts.agent_version + "|" +
         facts.parent_external_id + "|" + std::to_string(facts.started_at.value_or(0)) + "|" +
         std::to_string(facts.ended_at.value_or(0));
}

std::string all_of(const TurnEvent& turn) {
  std::string line = turn.external_id + "|" + std::to_string(turn.part) + "|" +
                     std::to_string(turn.line) + "|" + std::to_string(turn.created_at) + "|" +
                     turn.tool_call_id;
  for (const auto& file : turn.files)
    line += "|" + file.path + "+" + std::to_string(file.lines_added);
  return line;
}

Lines everything_in(const Recording& recording) {
  Lines lines = recording.lines;
  for (std::size_t i = 0; i < recording.turns.size(); ++i) {
    lines.push_back(recording.sessions_of_turns[i] + "|" + all_of(recording.turns[i]));
  }
  for (const auto& [id, facts] : recording.sessions) lines.push_back(all_of(facts));
  for (const auto& [key, usage] : recording.usages)
    lines.push_back(key + std::to_string(usage.output_tokens));
  for (const auto& record : recording.unparsed)
    lines.push_back(std::to_string(record.offset) + record.reason);
  return lines;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(claude_code_slices)

BOOST_AUTO_TEST_CASE(slices_give_what_the_whole_gives) {
  std::mt19937 random(7);  // NOLINT: the same slices every time
  for (const fs::path& path : logs()) {
    const std::string bytes = content_of(path);
    const Lines whole = everything_in(read("claude-code", bytes, path));
    for (int round = 0; round < 3; ++round) {
      BOOST_TEST(everything_in(read_slices(path, random_slices(bytes, random))) == whole,
                 path.native());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_prefix_gives_the_beginning_of_what_the_whole_gives) {
  std::mt19937 random(8);  // NOLINT: the same slices every time
  for (const fs::path& path : logs()) {
    const std::string bytes = content_of(path);
    const Lines whole = read("claude-code", bytes, path).lines;
    const std::string_view prefix(bytes.data(), bytes.find('\n', random() % bytes.size()) + 1);
    const Lines found = read("claude-code", prefix, path).lines;
    BOOST_TEST_REQUIRE(found.size() <= whole.size());
    BOOST_TEST(std::equal(found.begin(), found.end(), whole.begin()), path.native());
  }
}

BOOST_AUTO_TEST_CASE(any_cut_is_survived) {
  std::mt19937 random(9);  // NOLINT: the same cuts every time
  for (const fs::path& path : logs()) {
    const std::string bytes = content_of(path);
    for (int round = 0; round < 3; ++round) {
      BOOST_CHECK_NO_THROW(
          read("claude-code", std::string_view(bytes).substr(random() % bytes.size()), path));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_state_that_is_none_is_an_empty_one) {
  for (const char* state :
       {"", "{", "[]", R"({"calls":7})", R"({"calls":[[]],"titles":[[1,2,3]]})"}) {
    BOOST_CHECK_NO_THROW(source_of("claude-code").make_parser("/p/s.jsonl", state)->save_state());
  }
}

BOOST_AUTO_TEST_SUITE_END()
