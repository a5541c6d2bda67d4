#pragma once
// What the tests of log formats share: a sink that writes down what a parser tells.

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "daemon/capture/source.hpp"

namespace baton::capture::testing {

inline const Source& source_of(std::string_view agent) {
  for (const auto& source : all_sources()) {
    if (source->agent() == agent) return *source;
  }
  throw std::out_of_range(std::string(agent));
}

/// `user text injected: hello`, `tool tool_result error Bash: no such file`.
inline std::string describe(const TurnEvent& turn) {
  static constexpr std::array roles{"user", "assistant", "system", "tool"};
  static constexpr std::array kinds{"text", "thinking", "tool_call", "tool_result", "summary"};
  std::string line = roles.at(static_cast<std::size_t>(turn.role));
  line += std::string(" ") + kinds.at(static_cast<std::size_t>(turn.kind));
  if (turn.injected) line += " injected";
  if (turn.is_error) line += " error";
  if (!turn.tool_name.empty()) line += " " + turn.tool_name;
  return line + ": " + turn.text;
}

/// Writes down everything, and merges what is told of each session as the store does.
class Recording final : public EventSink {
 public:
  void on_session(const store::SessionFacts& facts) override {
    current_ = facts.external_id;
    auto [known, is_new] = sessions.try_emplace(current_, facts);
    if (!is_new) merge(known->second, facts);
  }

  void on_turn(TurnEvent turn) override {
    lines.push_back(describe(turn));
    sessions_of_turns.push_back(current_);
    turns.push_back(std::move(turn));
  }

  void on_usage(store::Usage usage) override { usages[usage.message_key] = usage; }
  void on_unparsed(store::UnparsedRecord record) override { unparsed.push_back(std::move(record)); }

  /// The only session.
  const store::SessionFacts& session() const {
    BOOST_TEST_REQUIRE(sessions.size() == 1U);
    return sessions.begin()->second;
  }

  std::vector<std::string> lines;  // described turns
  std::vector<TurnEvent> turns;
  std::vector<std::string> sessions_of_turns;
  std::map<std::string, store::SessionFacts> sessions;
  std::map<std::string, store::Usage> usages;
  std::vector<store::UnparsedRecord> unparsed;

 private:
  static void merge(store::SessionFacts& into, const store::SessionFacts& facts) {
    const auto newest = [](std::string& known, const std::string& value) {
      if (!value.empty()) known = value;
    };
    newest(into.title, facts.title);
    newest(into.branch, facts.branch);
    newest(into.model, facts.model);
    newest(into.agent_version, facts.agent_version);
    if (into.working_directory.empty()) into.working_directory = facts.working_directory;
    if (facts.started_at && (!into.started_at || *facts.started_at < *into.started_at)) {
      into.started_at = facts.started_at;
    }
    if (facts.ended_at && (!into.ended_at || *facts.ended_at > *into.ended_at))
      into.ended_at = facts.ended_at;
  }

  std::string current_;
};

inline Recording read(std::string_view agent, std::string_view bytes,
                      const std::filesystem::path& path = "/logs/file") {
  Recording recording;
  source_of(agent).make_parser(path, "")->parse(bytes, 0, 1, recording);
  return recording;
}

using Lines = std::vector<std::string>;

}  // namespace baton::capture::testing

namespace boost::test_tools::tt_detail {

template <>
struct print_log_value<std::vector<std::string>> {
  void operator()(std::ostream& out, const std::vector<std::string>& lines) const {
    for (const std::string& line : lines) out << "\n  " << line;
  }
};

}  // namespace boost::test_tools::tt_detail
