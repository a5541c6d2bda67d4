#pragma once
// The list of everything that goes over the socket. A new method is a contract in methods/ and a
// line here.

#include "protocol/methods/archive.hpp"
#include "protocol/methods/capture.hpp"
#include "protocol/methods/daemon.hpp"
#include "protocol/methods/evaluation.hpp"
#include "protocol/methods/event.hpp"
#include "protocol/methods/handoff.hpp"
#include "protocol/methods/project.hpp"
#include "protocol/methods/rpc.hpp"
#include "protocol/methods/search.hpp"
#include "protocol/methods/session.hpp"
#include "protocol/methods/turn.hpp"

namespace baton::protocol {

/// Version of the protocol as a whole; raised when a client would misunderstand an older daemon.
inline constexpr int protocol_version = 1;

/// Calls `visit(contract)` for every method, in the order of the reference.
template <class Visitor>
constexpr void for_each_method(Visitor&& visit) {
  visit(rpc_discover);
  visit(daemon_status);
  visit(daemon_doctor);
  visit(daemon_compact);
  visit(project_list);
  visit(project_get);
  visit(session_list);
  visit(session_get);
  visit(turn_list);
  visit(turn_get);
  visit(handoff_get);
  visit(handoff_list);
  visit(handoff_diff);
  visit(handoff_edits);
  visit(handoff_edit);
  visit(handoff_note);
  visit(handoff_pin);
  visit(handoff_unpin);
  visit(handoff_take_back);
  visit(handoff_revert);
  visit(evaluation_run);
  visit(evaluation_report);
  visit(search_query);
  visit(capture_status);
  visit(capture_scan);
  visit(capture_text);
  visit(capture_pause);
  visit(capture_resume);
  visit(capture_ignore);
  visit(capture_unignore);
  visit(export_read);
  visit(import_write);
  visit(event_subscribe);
}

/// Calls `visit(contract)` for every notification that the daemon sends.
template <class Visitor>
constexpr void for_each_notification(Visitor&& visit) {
  visit(event_capture);
  visit(event_turns);
  visit(event_handoff);
}

}  // namespace baton::protocol
