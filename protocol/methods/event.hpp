#pragma once
// event.*: news for clients that stay connected.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/contract.hpp"
#include "protocol/describe.hpp"

namespace baton::protocol {

struct EventSubscribeParams {
  std::vector<std::string> topics;
};
BATON_DESCRIBE(EventSubscribeParams,
  (topics, "Any of `capture`, `turns`, `handoff`. They replace what this connection was subscribed to."))

struct EventSubscribeResult {
  std::vector<std::string> topics;
};
BATON_DESCRIBE(EventSubscribeResult, (topics, "What this connection is subscribed to now."))

inline constexpr Contract<EventSubscribeParams, EventSubscribeResult> event_subscribe{
    "event.subscribe", "Asks for notifications on this connection; an empty list ends them."};

struct CaptureEvent {
  std::int64_t pending_files = 0;
  std::optional<std::int64_t> scan_id;
  std::optional<std::int64_t> scan_files;
  std::optional<std::int64_t> scan_files_read;
};
BATON_DESCRIBE(CaptureEvent,
  (pending_files, "Log files waiting to be read, of all scans and watches."),
  (scan_id, "The scan that moved on; absent when the news is not about a scan."),
  (scan_files, "Files of that scan."),
  (scan_files_read, "Files of that scan read so far; the scan is over when it equals scan_files."))

inline constexpr NotificationContract<CaptureEvent> event_capture{
    "event.capture", "Sent when a log file has been read."};

struct TurnsEvent {
  std::int64_t project_id = 0;
  std::int64_t session_id = 0;
  std::int64_t turns = 0;
};
BATON_DESCRIBE(TurnsEvent,
  (project_id, "Id of the project."),
  (session_id, "Id of the session."),
  (turns, "Number of turns added."))

inline constexpr NotificationContract<TurnsEvent> event_turns{
    "event.turns", "Sent when new turns of a session are in the store."};

struct HandoffEvent {
  std::int64_t project_id = 0;
  std::int64_t version = 0;
};
BATON_DESCRIBE(HandoffEvent,
  (project_id, "Id of the project."),
  (version, "The version that is new or was brought up to date."))

inline constexpr NotificationContract<HandoffEvent> event_handoff{
    "event.handoff", "Sent when a project's handoff changed."};

}  // namespace baton::protocol
