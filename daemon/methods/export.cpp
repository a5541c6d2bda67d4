#include <boost/asio/awaitable.hpp>

#include "daemon/methods/archive_records.hpp"
#include "daemon/methods/await_store.hpp"
#include "daemon/methods/paging.hpp"
#include "daemon/methods/selectors.hpp"
#include "daemon/methods/services.hpp"

// A method of its own instead of the lists: those are sorted for people, newest first, which moves
// while it is read; they lack what only another store needs; and they would take a request for each
// session.

namespace baton::methods {
namespace {

using boost::asio::awaitable;
using protocol::ErrorCode;
using protocol::RpcError;
using rpc::CallContext;

store::ArchiveScope scope_of(store::Tables& tables, const protocol::ExportReadParams& params) {
  store::ArchiveScope scope;
  scope.project_id = find_project_id(tables, params.project);
  scope.session_number = params.session;
  if (!scope.project_id || !params.session) return scope;
  if (tables.sessions.find_by_number(*scope.project_id, *params.session)) return scope;
  throw RpcError(ErrorCode::not_found,
                 "the project has no session " + std::to_string(*params.session));
}

awaitable<protocol::ExportReadResult> read(Services& services,
                                           const protocol::ExportReadParams& params) {
  store::ArchiveLimits limits;
  limits.records = static_cast<std::size_t>(page_limit(params.limit, 500, 1000));
  if (params.session && !params.project) {
    throw RpcError(ErrorCode::invalid_params,
                   "params.project: is required together with a session's number");
  }
  auto work = [params, limits](store::Tables& tables) {
    const store::ArchiveScope scope = scope_of(tables, params);
    auto position = store::ArchivePosition::parse(params.cursor.value_or(""));
    protocol::ExportReadResult page;
    for (store::ArchiveRecord& record : tables.archive_reader.read(scope, position, limits))
      page.records.push_back(to_wire(std::move(record)));
    if (position.stage != store::ArchivePosition::Stage::end)
      page.next_cursor = position.to_string();
    return page;
  };
  co_return co_await read_store(services.store, work);
}

}  // namespace

void add_export_methods(rpc::Dispatcher& dispatcher, Services& services) {
  dispatcher.add(protocol::export_read,
                 [&services](const CallContext&, const protocol::ExportReadParams& params) {
                   return read(services, params);
                 });
}

}  // namespace baton::methods
