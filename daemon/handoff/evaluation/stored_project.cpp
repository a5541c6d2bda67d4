#include "daemon/handoff/evaluation/stored_project.hpp"

#include <algorithm>
#include <utility>

#include "daemon/base/time.hpp"
#include "daemon/handoff/evaluation/turns_of_steps.hpp"
#include "daemon/handoff/material.hpp"

namespace baton::handoff::evaluation {
namespace {

constexpr std::int64_t most_measured_sessions = 200;

std::string time_of(const std::optional<Milliseconds>& time) {
  return time ? format_time(*time) : std::string{};
}

}  // namespace

MeasuredProject load_stored_project(store::Store& store, const store::Project& project,
                                    const std::function<bool()>& proceed) {
  MeasuredProject loaded;
  loaded.name = project.name;
  loaded.project = project;
  auto sessions = store.read_and_wait([&](store::Tables& tables) {
    return tables.sessions.recent_with_requests(project.id, most_measured_sessions);
  });
  std::sort(sessions.begin(), sessions.end(), [](const auto& a, const auto& b) {
    return std::pair(a.started_at, a.number) < std::pair(b.started_at, b.number);
  });
  for (const auto& session : sessions) {
    if (!proceed()) break;
    MeasuredSession& added = loaded.sessions.emplace_back();
    added.source =
        store.read_and_wait([&](store::Tables& tables) { return load_session(tables, session); });
    added.started_at = time_of(session.started_at);
    added.ended_at = time_of(session.ended_at);
    added.working_directory = session.working_directory;
    add_steps(added);
  }
  return loaded;
}

}  // namespace baton::handoff::evaluation
