#include "protocol/methods/search.hpp"

#include <boost/asio/awaitable.hpp>

#include "daemon/methods/await_store.hpp"
#include "daemon/methods/paging.hpp"
#include "daemon/methods/selectors.hpp"
#include "daemon/methods/services.hpp"

namespace baton::methods {
namespace {

using boost::asio::awaitable;
using rpc::CallContext;

protocol::SearchHit to_wire(const store::SearchHit& hit) {
  return {.turn_id = hit.turn_id,
          .session_id = hit.session_id,
          .project_id = hit.project_id,
          .project = hit.project_name,
          .session_number = hit.session_number,
          .ordinal = hit.ordinal,
          .agent = hit.agent,
          .role = std::string(store::to_string(hit.role)),
          .kind = std::string(store::to_string(hit.kind)),
          .created_at = optional_time(hit.created_at),
          .snippet = hit.snippet};
}

awaitable<protocol::SearchQueryResult> query(Services& services,
                                             const protocol::SearchQueryParams& params) {
  const std::int64_t limit = page_limit(params.limit, 10, 100);
  auto work = [limit, params](store::Tables& tables) {
    protocol::SearchQueryResult result;
    const std::optional<store::Id> project_id = find_project_id(tables, params.project);
    for (const store::SearchHit& hit : tables.turns.search(params.query, project_id, limit)) {
      result.hits.push_back(to_wire(hit));
    }
    return result;
  };
  co_return co_await read_store(services.store, work);
}

}  // namespace

void add_search_methods(rpc::Dispatcher& dispatcher, Services& services) {
  dispatcher.add(protocol::search_query,
                 [&services](const CallContext&, const protocol::SearchQueryParams& params) {
                   return query(services, params);
                 });
}

}  // namespace baton::methods
