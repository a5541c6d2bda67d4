#include "daemon/methods/selectors.hpp"

#include <charconv>
#include <vector>

#include "daemon/git/repository.hpp"
#include "protocol/errors.hpp"

namespace baton::methods {

using protocol::ErrorCode;
using protocol::RpcError;

namespace {

std::optional<store::Id> parse_id(const std::string& text) {
  store::Id id = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, id);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return id;
}

store::Project find_by_path(store::Tables& tables, const std::string& path) {
  if (auto project = tables.projects.find_by_key(git::locate_project(path).key)) return *project;
  if (auto project = tables.projects.find_by_path(path)) return *project;
  throw RpcError(ErrorCode::not_found, "no session has been recorded in " + path +
                                           "; `baton projects` lists the projects that have some");
}

store::Project find_by_name(store::Tables& tables, const std::string& name) {
  const std::vector<store::Project> found = tables.projects.find_by_name(name);
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    throw RpcError(
        ErrorCode::not_found,
        "there is no project \"" + name + "\"; give a name or id from `baton projects`, or a path");
  }
  std::string message = "several projects are named \"" + name + "\"; give the id:";
  for (const store::Project& project : found) {
    message += " " + std::to_string(project.id) + " (" + project.path + ")";
  }
  throw RpcError(ErrorCode::ambiguous, message);
}

}  // namespace

store::Project find_project(store::Tables& tables, const std::string& selector) {
  if (selector.starts_with('/')) return find_by_path(tables, selector);
  if (const auto id = parse_id(selector)) {
    if (auto project = tables.projects.find(*id)) return *project;
  }
  return find_by_name(tables, selector);
}

std::optional<store::Id> find_project_id(store::Tables& tables,
                                         const std::optional<std::string>& selector) {
  if (!selector) return std::nullopt;
  return find_project(tables, *selector).id;
}

store::Session find_session(store::Tables& tables, store::Id id) {
  if (auto session = tables.sessions.find(id)) return *session;
  throw RpcError(ErrorCode::not_found, "there is no session with id " + std::to_string(id));
}

}  // namespace baton::methods
