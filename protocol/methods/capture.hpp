#pragma once
// capture.*: reading the agents' logs.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/contract.hpp"
#include "protocol/describe.hpp"

namespace baton::protocol {

struct CaptureTrouble {
  std::string path;
  std::int64_t line = 0;
  std::int64_t offset = 0;
  std::string reason;
};
BATON_DESCRIBE(CaptureTrouble,
  (path, "The log file."),
  (line, "Number of the line, from 1; 0 when the whole file is meant."),
  (offset, "Byte offset of the line."),
  (reason, "Why it could not be read."))

struct IgnoreRule {
  std::string scope;
  std::string pattern;
  std::optional<std::string> note;
};
BATON_DESCRIBE(IgnoreRule,
  (scope, "`agent`, `path` or `project`."),
  (pattern, "An agent's id; the path of a log or of a directory, in which `*` and `?` stand for anything; or the "
            "path of a project."),
  (note, "Why, as the user put it."))

struct CaptureAgent {
  std::string agent;
  std::vector<std::string> roots;
  std::int64_t files = 0;
  std::int64_t gone_files = 0;
  std::int64_t sessions = 0;
  std::int64_t turns = 0;
  std::int64_t unparsed = 0;
  std::optional<std::string> last_read_at;
  std::vector<CaptureTrouble> troubles;
};
BATON_DESCRIBE(CaptureAgent,
  (agent, "The agent's id."),
  (roots, "Directories that are watched for its logs; those that do not exist yet included."),
  (files, "Log files read."),
  (gone_files, "Of these: files that their agent has deleted since. What was in them is kept."),
  (sessions, "Sessions found in them."),
  (turns, "Turns found in them."),
  (unparsed, "Records that could not be parsed; they are kept for a better parser."),
  (last_read_at, "RFC 3339 time (UTC) at which one of its files was last read."),
  (troubles, "The newest troubles, at most 20."))

struct CaptureStatusParams {};
BATON_DESCRIBE_EMPTY(CaptureStatusParams)

struct CaptureStatusResult {
  std::string state;
  std::int64_t pending_files = 0;
  std::int64_t watched_directories = 0;
  std::optional<std::string> trouble;
  std::vector<CaptureAgent> agents;
  std::vector<IgnoreRule> ignored;
};
BATON_DESCRIBE(CaptureStatusResult,
  (state, "`scanning` while files wait to be read, `watching` when all is read, `paused` while it rests, `off` when capture is disabled."),
  (pending_files, "Log files known to have changed and not read yet."),
  (watched_directories, "Directories under inotify."),
  (trouble, "Why some directory is not watched; it is looked at from time to time nevertheless."),
  (agents, "One entry per agent that Baton can read."),
  (ignored, "What is not recorded."))

inline constexpr Contract<CaptureStatusParams, CaptureStatusResult> capture_status{
    "capture.status", "Where each agent's logs are looked for, what was found and what could not be read."};

struct CaptureScanParams {
  std::string path;
};
BATON_DESCRIBE(CaptureScanParams,
  (path, "Absolute path of a log file or of a directory to search for logs, however deep."))

struct CaptureScanResult {
  std::int64_t scan_id = 0;
  std::int64_t files = 0;
  std::int64_t unrecognised = 0;
};
BATON_DESCRIBE(CaptureScanResult,
  (scan_id, "Names this scan in event.capture notifications."),
  (files, "Log files recognised; they are read in the background."),
  (unrecognised, "Files below the path that no agent's format claims."))

inline constexpr Contract<CaptureScanParams, CaptureScanResult> capture_scan{
    "capture.scan", "Reads the logs below a path once, in the background, and reports progress as event.capture."};

struct CaptureTextParams {
  std::string text;
  std::string project;
  std::optional<std::string> title;
};
BATON_DESCRIBE(CaptureTextParams,
  (text, "A conversation whose speakers are marked at the beginnings of lines (`User:`, `**Assistant**`, `### Human`, "
         "Claude Code's /export, …), or any other text, which becomes one note of the user's."),
  (project, "Absolute path of a directory in the project it belongs to."),
  (title, "What the session is called; by default `pasted`."))

struct CaptureTextResult {
  std::int64_t project_id = 0;
  std::int64_t session_id = 0;
  std::int64_t session_number = 0;
  std::int64_t turns = 0;
};
BATON_DESCRIBE(CaptureTextResult,
  (project_id, "The project."),
  (session_id, "The session that holds the text."),
  (session_number, "Its number within the project."),
  (turns, "Turns added; 0 when the text was stored before."))

inline constexpr Contract<CaptureTextParams, CaptureTextResult> capture_text{
    "capture.text", "Stores a pasted conversation or a note as a session. The same text is stored once."};

struct CapturePauseParams {};
BATON_DESCRIBE_EMPTY(CapturePauseParams)

struct CapturePauseResult {
  std::int64_t pending_files = 0;
};
BATON_DESCRIBE(CapturePauseResult,
  (pending_files, "Log files that wait to be read."))

inline constexpr Contract<CapturePauseParams, CapturePauseResult> capture_pause{
    "capture.pause", "Stops reading logs until capture.resume or the daemon's next start; nothing is lost meanwhile."};

inline constexpr Contract<CapturePauseParams, CapturePauseResult> capture_resume{
    "capture.resume", "Goes on reading logs."};

struct CaptureIgnoreParams {
  std::string what;
  std::optional<std::string> scope;
  std::optional<std::string> note;
};
BATON_DESCRIBE(CaptureIgnoreParams,
  (what, "An agent's id, a project's name, or an absolute path."),
  (scope, "`agent`, `project` or `path`. Left out: an agent of that id; else `path` for the path of a log, of a "
          "directory that is watched for logs, or with `*` or `?` in it; else a project."),
  (note, "Why; shown in capture.status."))

inline constexpr Contract<CaptureIgnoreParams, IgnoreRule> capture_ignore{
    "capture.ignore", "From now on records nothing of an agent, a project or a path. What is stored already stays."};

struct CaptureUnignoreParams {
  std::string what;
  std::optional<std::string> scope;
};
BATON_DESCRIBE(CaptureUnignoreParams,
  (what, "As in capture.ignore."),
  (scope, "As in capture.ignore."))

inline constexpr Contract<CaptureUnignoreParams, IgnoreRule> capture_unignore{
    "capture.unignore", "Takes back capture.ignore; what the logs still hold of that time is read now."};

}  // namespace baton::protocol
