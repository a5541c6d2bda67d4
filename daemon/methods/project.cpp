#include "protocol/methods/project.hpp"

#include <boost/asio/awaitable.hpp>

#include "daemon/methods/await_store.hpp"
#include "daemon/methods/paging.hpp"
#include "daemon/methods/selectors.hpp"
#include "daemon/methods/services.hpp"

namespace baton::methods {
namespace {

using boost::asio::awaitable;
using rpc::CallContext;

protocol::Project to_wire(const store::Project& project) {
  return {.id = project.id,
          .name = project.name,
          .path = project.path,
          .description = project.description,
          .status = project.status,
          .ignored = project.ignored,
          .sessions = project.sessions,
          .active_sessions = project.active_sessions,
          .turns = project.turns,
          .last_activity_at = optional_time(project.last_activity_at)};
}

awaitable<protocol::ProjectListResult> list(Services& services,
                                            const protocol::ProjectListParams& params) {
  const std::int64_t limit = page_limit(params.limit, 100, 500);
  auto work = [limit, after = params.cursor.value_or("")](store::Tables& tables) {
    protocol::ProjectListResult page;
    std::string next;
    for (const store::Project& project : tables.projects.list(limit, after, next)) {
      page.projects.push_back(to_wire(project));
    }
    page.next_cursor = optional_text(next);
    return page;
  };
  co_return co_await read_store(services.store, work);
}

awaitable<protocol::Project> get(Services& services, const protocol::ProjectGetParams& params) {
  auto work = [selector = params.project](store::Tables& tables) {
    return to_wire(find_project(tables, selector));
  };
  co_return co_await read_store(services.store, work);
}

}  // namespace

void add_project_methods(rpc::Dispatcher& dispatcher, Services& services) {
  dispatcher.add(protocol::project_list,
                 [&services](const CallContext&, const protocol::ProjectListParams& params) {
                   return list(services, params);
                 });
  dispatcher.add(protocol::project_get,
                 [&services](const CallContext&, const protocol::ProjectGetParams& params) {
                   return get(services, params);
                 });
}

}  // namespace baton::methods
