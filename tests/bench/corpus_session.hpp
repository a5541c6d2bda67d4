#pragma once
// One made-up session of Claude Code, record by record.

#include <cstdint>
#include <string>

#include <boost/json.hpp>

#include "tests/bench/corpus.hpp"
#include "tests/bench/corpus_text.hpp"

namespace baton::bench {

/// A tool's call with what it gave, as the agent writes them.
struct ToolUse {
  std::string name;
  boost::json::object input;
  std::string output;           ///< what the model sees
  boost::json::object details;  ///< what the agent keeps beside it: `toolUseResult`
};

/// A call of one of the tools, chosen about as often as agents use them.
ToolUse make_tool_use(const TextSource& texts, Random& random, Profile profile,
                      const std::string& directory);

/// Writes one session's log.
class SessionWriter {
 public:
  SessionWriter(const TextSource& texts, Random& random, Profile profile, std::string directory);

  /// One request with everything up to its answer.
  void write_exchange();

  const std::string& text() const { return text_; }
  std::size_t turns() const { return turns_; }

 private:
  void write_record(const char* type, boost::json::object record);
  /// One model answer: a record for each block, all with the same message id and usage.
  void write_answer(boost::json::array blocks);
  void write_tool_use();
  void write_snapshot(const std::string& message_id);
  void write_duration();
  boost::json::object envelope();
  boost::json::object usage();
  boost::json::object thinking();
  std::string time();

  const TextSource& texts_;
  Random& random_;
  Profile profile_;
  std::string directory_;
  std::string session_id_;
  std::string branch_;
  std::string parent_;
  std::string text_;
  std::int64_t time_;
  std::int64_t context_tokens_ = 15'000;
  std::size_t turns_ = 0;
};

}  // namespace baton::bench
