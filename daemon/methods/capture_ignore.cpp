#include <algorithm>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <sys/stat.h>

#include "daemon/git/repository.hpp"
#include "daemon/methods/await_store.hpp"
#include "daemon/methods/paging.hpp"
#include "daemon/methods/selectors.hpp"
#include "daemon/methods/services.hpp"
#include "protocol/methods/capture.hpp"

namespace baton::methods {
namespace {

using boost::asio::awaitable;
using protocol::ErrorCode;
using protocol::RpcError;
using rpc::CallContext;

/// What is to be ignored, found out from what the user called it.
struct Target {
  std::string scope;
  std::string pattern;
  store::ProjectKey project;  ///< of scope project
};

bool is_agent(const capture::Status& status, const std::string& what) {
  return std::ranges::find(status.agents, what, &capture::WatchedAgent::agent) !=
         status.agents.end();
}

bool is_watched(const capture::Status& status, const std::string& path) {
  return std::ranges::any_of(status.agents, [&](const capture::WatchedAgent& agent) {
    return std::ranges::any_of(agent.roots, [&](const std::string& root) {
      return path == root || path.starts_with(root + "/");
    });
  });
}

bool is_regular_file(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

std::string scope_of(const capture::Status& status, const std::string& what) {
  if (is_agent(status, what)) return "agent";
  if (!what.starts_with('/')) return "project";
  const bool is_log = what.find_first_of("*?") != std::string::npos || is_watched(status, what) ||
                      is_regular_file(what);
  return is_log ? "path" : "project";
}

void check(const capture::Status& status, const Target& target) {
  if (target.scope == "agent" && !is_agent(status, target.pattern)) {
    throw RpcError(ErrorCode::not_found, "there is no agent \"" + target.pattern +
                                             "\"; `baton capture status` lists them");
  }
  if (target.scope == "path" && !target.pattern.starts_with('/'))
    throw RpcError(ErrorCode::invalid_params, "params.what: expected an absolute path");
  if (target.scope != "agent" && target.scope != "path" && target.scope != "project") {
    throw RpcError(ErrorCode::invalid_params,
                   "params.scope: expected agent, project or path, got \"" + target.scope + "\"");
  }
}

/// A directory need not be known as a project yet.
store::ProjectKey project_of(store::Tables& tables, const std::string& what) {
  if (what.starts_with('/')) {
    git::ProjectLocation location = git::locate_project(what);
    return {std::move(location.key), std::move(location.path), std::move(location.name),
            std::move(location.origin_url)};
  }
  store::Project project = find_project(tables, what);
  return {std::move(project.key), std::move(project.path), std::move(project.name),
          std::move(project.origin_url)};
}

Target find_target(const capture::Status& status, store::Tables& tables, const std::string& what,
                   const std::optional<std::string>& scope) {
  Target target{scope.value_or(scope_of(status, what)), what, {}};
  check(status, target);
  if (target.scope == "project") {
    target.project = project_of(tables, what);
    target.pattern = target.project.path;
  }
  return target;
}

void ignore_now(store::Tables& tables, const Target& target, const std::string& note) {
  const Milliseconds now = now_milliseconds();
  tables.ignore_rules.add({target.scope, target.pattern, note, now});
  if (target.scope == "project")
    tables.projects.set_ignored(tables.projects.ensure(target.project, now), true, now);
}

void record_again(store::Tables& tables, const Target& target) {
  const Milliseconds now = now_milliseconds();
  const bool was_ignored = tables.ignore_rules.remove(target.scope, target.pattern);
  if (!was_ignored) {
    throw RpcError(ErrorCode::not_found,
                   "the " + target.scope + " " + target.pattern +
                       " is not ignored; `baton capture status` lists what is");
  }
  if (target.scope != "project") return;
  tables.projects.set_ignored(tables.projects.ensure(target.project, now), false, now);
  // The cursors stand behind what was left out, and nobody knows in which files that was.
  tables.capture_files.read_all_again();
}

awaitable<protocol::IgnoreRule> ignore(Services& services,
                                       const protocol::CaptureIgnoreParams& params) {
  auto find = [status = services.capture.status(), params](store::Tables& tables) {
    return find_target(status, tables, params.what, params.scope);
  };
  const Target target = co_await read_store(services.store, find);
  auto work = [target, note = params.note.value_or("")](store::Tables& tables) {
    ignore_now(tables, target, note);
    return true;
  };
  co_await write_store(services.store, work, store::Durability::durable);
  services.capture.reload_ignore_rules();
  co_return protocol::IgnoreRule{target.scope, target.pattern, params.note};
}

awaitable<protocol::IgnoreRule> unignore(Services& services,
                                         const protocol::CaptureUnignoreParams& params) {
  auto find = [status = services.capture.status(), params](store::Tables& tables) {
    return find_target(status, tables, params.what, params.scope);
  };
  const Target target = co_await read_store(services.store, find);
  auto work = [target](store::Tables& tables) {
    record_again(tables, target);
    return true;
  };
  co_await write_store(services.store, work, store::Durability::durable);
  services.capture.reload_ignore_rules();
  co_return protocol::IgnoreRule{target.scope, target.pattern, std::nullopt};
}

}  // namespace

void add_capture_ignore_methods(rpc::Dispatcher& dispatcher, Services& services) {
  dispatcher.add(protocol::capture_ignore,
                 [&services](const CallContext&, const protocol::CaptureIgnoreParams& params) {
                   return ignore(services, params);
                 });
  dispatcher.add(protocol::capture_unignore,
                 [&services](const CallContext&, const protocol::CaptureUnignoreParams& params) {
                   return unignore(services, params);
                 });
}

}  // namespace baton::methods
