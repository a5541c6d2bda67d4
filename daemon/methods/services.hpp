#pragma once
// What methods stand on, and the functions that register them: one per namespace.

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "daemon/capture/capture.hpp"
#include "daemon/handoff/evaluation/evaluator.hpp"
#include "daemon/handoff/keeper.hpp"
#include "daemon/handoff/staleness/checker.hpp"
#include "daemon/privacy/redactor.hpp"
#include "daemon/rpc/dispatcher.hpp"
#include "daemon/rpc/event_bus.hpp"
#include "daemon/store/store.hpp"
#include "daemon/store/upkeep.hpp"

namespace baton::methods {

class HandoffCache;

/// The rooms behind the methods. The composition root owns them; all outlive the dispatcher.
struct Services {
  store::Store& store;
  store::Upkeep& upkeep;
  const privacy::Redactor& redactor;
  capture::Capture& capture;
  handoff::Keeper& keeper;
  handoff::StalenessChecker& staleness;
  handoff::evaluation::Evaluator& evaluator;
  rpc::EventBus& events;
  HandoffCache& handoffs;
  std::string database_path;
  std::string socket_path;
  std::chrono::steady_clock::time_point started;
  std::function<std::int64_t()> connections;  ///< open now; called on the io thread
};

void add_daemon_methods(rpc::Dispatcher& dispatcher, Services& services);
void add_doctor_methods(rpc::Dispatcher& dispatcher, Services& services);
void add_compact_methods(rpc::Dispatcher& dispatcher, Services& services);
void add_project_methods(rpc::Dispatcher& dispatcher, Services& services);
void add_session_methods(rpc::Dispatcher& dispatcher, Services& services);
void add_turn_methods(rpc::Dispatcher& dispatcher, Services& services);
void add_handoff_methods(rpc::Dispatcher& dispatcher, Services& services);
void add_handoff_edit_methods(rpc::Dispatcher& dispatcher, Services& services);
void add_evaluation_methods(rpc::Dispatcher& dispatcher, Services& services);
void add_search_methods(rpc::Dispatcher& dispatcher, Services& services);
void add_capture_methods(rpc::Dispatcher& dispatcher, Services& services);
void add_capture_ignore_methods(rpc::Dispatcher& dispatcher, Services& services);
void add_export_methods(rpc::Dispatcher& dispatcher, Services& services);
void add_import_methods(rpc::Dispatcher& dispatcher, Services& services);
void add_event_methods(rpc::Dispatcher& dispatcher, Services& services);

/// Registers every method of the protocol.
inline void add_all_methods(rpc::Dispatcher& dispatcher, Services& services) {
  add_daemon_methods(dispatcher, services);
  add_doctor_methods(dispatcher, services);
  add_compact_methods(dispatcher, services);
  add_project_methods(dispatcher, services);
  add_session_methods(dispatcher, services);
  add_turn_methods(dispatcher, services);
  add_handoff_methods(dispatcher, services);
  add_handoff_edit_methods(dispatcher, services);
  add_evaluation_methods(dispatcher, services);
  add_search_methods(dispatcher, services);
  add_capture_methods(dispatcher, services);
  add_capture_ignore_methods(dispatcher, services);
  add_export_methods(dispatcher, services);
  add_import_methods(dispatcher, services);
  add_event_methods(dispatcher, services);
}

}  // namespace baton::methods
