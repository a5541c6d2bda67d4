#pragma once
// Which session a Claude Code record belongs to, and what the records tell of the sessions.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/claude_code_memory.hpp"

namespace baton::capture::claude_code {

/// What a file's place tells about the records in it.
struct LogPlace {
  std::string session;           ///< for records without a sessionId
  std::string agent;             ///< of `agent-<id>.jsonl`; empty for a main file
  bool below_subagents = false;  ///< every record is the subagent's, whatever isSidechain says
};

/// `<session>.jsonl`, `<session>/subagents/agent-<id>.jsonl` or, in the old layout,
/// `agent-<id>.jsonl`.
LogPlace place_of(const std::filesystem::path& path);

/// The sessions of one file. A record's sessionId rules, not the file's name. A subagent's session
/// is called
/// `<sessionId>/agent-<agentId>`; sidechains that old versions wrote into the main file have no
/// agentId and are named after the uuid of their first record.
class Sessions {
 public:
  Sessions(LogPlace place, Memory& memory) : place_(std::move(place)), memory_(memory) {}

  /// To be called before the first event of each reading: nothing counts as announced.
  void begin_reading() { announced_ = nullptr; }
  /// Takes up what the record tells; it is announced with the record's first event, or at the end
  /// of the reading.
  void enter(const boost::json::object& record, Milliseconds time);
  /// Whether the last record entered belongs to a subagent: what its user says, no person typed.
  bool in_subagent() const;
  /// Announces the session of the last record, if another one or none was announced.
  void announce(EventSink& sink);
  /// Takes up a title if it is better than the known one.
  void add_title(const boost::json::object& record, TitleRank rank, std::string_view title);
  /// Announces what was learnt since the announcements.
  void finish_reading(EventSink& sink);

 private:
  struct Known {
    store::SessionFacts facts;
    bool changed = false;  // something is not announced yet
  };

  std::string session_of(const boost::json::object& record);
  std::string agent_of(const boost::json::object& record);
  Known& known(const std::string& session, const std::string& agent);
  static void learn(Known& session, const boost::json::object& record, Milliseconds time);

  LogPlace place_;
  Memory& memory_;
  std::map<std::string, Known> sessions_;  // by external id; nodes do not move
  Known* current_ = nullptr;
  Known* announced_ = nullptr;
};

}  // namespace baton::capture::claude_code
