#include "protocol/methods/session.hpp"

#include <boost/asio/awaitable.hpp>

#include "daemon/methods/await_store.hpp"
#include "daemon/methods/paging.hpp"
#include "daemon/methods/selectors.hpp"
#include "daemon/methods/services.hpp"

namespace baton::methods {
namespace {

using boost::asio::awaitable;
using protocol::ErrorCode;
using protocol::RpcError;
using rpc::CallContext;

protocol::Session to_wire(const store::Session& session) {
  protocol::Session wire;
  wire.id = session.id;
  wire.project_id = session.project_id;
  wire.project = session.project_name;
  wire.number = session.number;
  wire.agent = session.agent;
  wire.external_id = session.external_id;
  wire.title = session.title;
  wire.status = session.status;
  wire.started_at = optional_time(session.started_at);
  wire.ended_at = optional_time(session.ended_at);
  wire.working_directory = session.working_directory;
  wire.branch = optional_text(session.branch);
  wire.model = optional_text(session.model);
  wire.parent_id = session.parent_id;
  if (session.relation != store::Relation::none) wire.relation = store::to_string(session.relation);
  wire.turns = session.turns;
  wire.user_turns = session.user_turns;
  wire.input_tokens = session.input_tokens;
  wire.output_tokens = session.output_tokens;
  return wire;
}

awaitable<protocol::SessionListResult> list(Services& services,
                                            const protocol::SessionListParams& params) {
  const std::int64_t limit = page_limit(params.limit, 100, 500);
  auto work = [limit, selector = params.project,
               after = params.cursor.value_or("")](store::Tables& tables) {
    protocol::SessionListResult page;
    std::string next;
    const std::optional<store::Id> project_id = find_project_id(tables, selector);
    for (const store::Session& session : tables.sessions.list(project_id, limit, after, next)) {
      page.sessions.push_back(to_wire(session));
    }
    page.next_cursor = optional_text(next);
    return page;
  };
  co_return co_await read_store(services.store, work);
}

store::Session find_by_number(store::Tables& tables, const std::string& selector,
                              std::int64_t number) {
  const store::Project project = find_project(tables, selector);
  if (auto session = tables.sessions.find_by_number(project.id, number)) return *session;
  throw RpcError(ErrorCode::not_found,
                 "project \"" + project.name + "\" has no session " + std::to_string(number));
}

awaitable<protocol::Session> get(Services& services, const protocol::SessionGetParams& params) {
  const bool by_number = params.project && params.number;
  if (params.id.has_value() == by_number) {
    throw RpcError(ErrorCode::invalid_params, "params: give either id, or project and number");
  }
  auto work = [params, by_number](store::Tables& tables) {
    return to_wire(by_number ? find_by_number(tables, *params.project, *params.number)
                             : find_session(tables, *params.id));
  };
  co_return co_await read_store(services.store, work);
}

}  // namespace

void add_session_methods(rpc::Dispatcher& dispatcher, Services& services) {
  dispatcher.add(protocol::session_list,
                 [&services](const CallContext&, const protocol::SessionListParams& params) {
                   return list(services, params);
                 });
  dispatcher.add(protocol::session_get,
                 [&services](const CallContext&, const protocol::SessionGetParams& params) {
                   return get(services, params);
                 });
}

}  // namespace baton::methods
