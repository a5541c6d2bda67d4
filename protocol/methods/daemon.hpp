#pragma once
// daemon.*: the daemon's own state and health.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/contract.hpp"
#include "protocol/describe.hpp"

namespace baton::protocol {

struct DaemonStatusParams {};
BATON_DESCRIBE_EMPTY(DaemonStatusParams)

struct DaemonStatusResult {
  std::string version;
  std::int64_t protocol_version = 0;
  std::int64_t pid = 0;
  std::int64_t uptime_seconds = 0;
  std::string socket;
  std::string database;
  std::int64_t database_bytes = 0;
  std::int64_t schema_version = 0;
  std::int64_t connections = 0;
  std::int64_t projects = 0;
  std::int64_t sessions = 0;
  std::int64_t turns = 0;
  std::int64_t handoffs = 0;
  std::string capture_state;
  std::int64_t capture_pending_files = 0;
  std::int64_t capture_troubled_files = 0;
};
BATON_DESCRIBE(DaemonStatusResult,
  (version, "Version of the daemon, as in its package."),
  (protocol_version, "Version of this protocol; a client must refuse a daemon whose number is lower than its own."),
  (pid, "Process id of the daemon."),
  (uptime_seconds, "Whole seconds since the daemon began to serve."),
  (socket, "Path of the Unix socket it listens on."),
  (database, "Path of the SQLite database."),
  (database_bytes, "Size of the database file and its write-ahead log, in bytes."),
  (schema_version, "The database's PRAGMA user_version."),
  (connections, "Connections open now, this one included."),
  (projects, "Projects in the store."),
  (sessions, "Sessions in the store."),
  (turns, "Turns in the store."),
  (handoffs, "Versions of handoffs in the store."),
  (capture_state, "`scanning` while files wait to be read, `watching` when all is read, `off` when capture is disabled."),
  (capture_pending_files, "Log files known to have changed and not read yet."),
  (capture_troubled_files, "Log files with lines that could not be parsed or that could not be opened."))

inline constexpr Contract<DaemonStatusParams, DaemonStatusResult> daemon_status{
    "daemon.status", "What the daemon is doing and how much it holds."};

struct DaemonCompactParams {
  std::optional<std::int64_t> run;
};
BATON_DESCRIBE(DaemonCompactParams,
  (run, "The number of a run that was started before, to ask how far it is; absent to start one."))

struct DaemonCompactResult {
  std::int64_t run = 0;
  bool finished = false;
  std::string stage;
  std::int64_t turns_removed = 0;
  std::int64_t outputs_cut = 0;
  std::int64_t bytes_before = 0;
  std::int64_t bytes_after = 0;
};
BATON_DESCRIBE(DaemonCompactResult,
  (run, "The number of the run, to ask again with."),
  (finished, "Whether it has ended; it goes on in the background until then."),
  (stage, "`waiting`, `turns` while retention is applied, `index`, `pages`, `log` or `done`."),
  (turns_removed, "Turns that were older than retention.keep_turn_days."),
  (outputs_cut, "Outputs of tools that were older than retention.keep_tool_output_days, and long."),
  (bytes_before, "Size of the database file and its write-ahead log when the run began."),
  (bytes_after, "The same when it ended; 0 until then."))

inline constexpr Contract<DaemonCompactParams, DaemonCompactResult> daemon_compact{
    "daemon.compact", "Applies retention and makes the database as small as what it holds, in the background."};

struct DaemonDoctorParams {};
BATON_DESCRIBE_EMPTY(DaemonDoctorParams)

struct DoctorCheck {
  std::string name;
  std::string outcome;
  std::string detail;
  std::optional<std::string> remedy;
};
BATON_DESCRIBE(DoctorCheck,
  (name, "What was checked, in a few words."),
  (outcome, "`ok`, `warning` or `failure`."),
  (detail, "What was found."),
  (remedy, "What to do about it; absent when the outcome is ok."))

struct DaemonDoctorResult {
  std::vector<DoctorCheck> checks;
};
BATON_DESCRIBE(DaemonDoctorResult, (checks, "The checks made inside the daemon, in a fixed order."))

inline constexpr Contract<DaemonDoctorParams, DaemonDoctorResult> daemon_doctor{
    "daemon.doctor", "Checks the store, the socket and capture, and says what to do about what is wrong."};

}  // namespace baton::protocol
