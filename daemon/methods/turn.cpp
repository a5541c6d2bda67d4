#include "protocol/methods/turn.hpp"

#include <charconv>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "daemon/base/text.hpp"
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

/// A page ends before its texts grow over this, so that a reply stays well under a message's limit.
constexpr std::size_t page_bytes = 4U << 20U;

protocol::Turn to_wire(store::Turn&& turn) {
  protocol::Turn wire;
  wire.id = turn.id;
  wire.session_id = turn.session_id;
  wire.ordinal = turn.ordinal;
  wire.role = store::to_string(turn.role);
  wire.kind = store::to_string(turn.kind);
  wire.injected = turn.injected;
  wire.tool = optional_text(turn.tool_name);
  wire.tool_call_id = optional_text(turn.tool_call_id);
  if (turn.kind == store::TurnKind::tool_result) wire.is_error = turn.is_error;
  wire.created_at = optional_time(turn.created_at);
  wire.text = std::move(turn.text);
  return wire;
}

std::int64_t parse_cursor(const std::optional<std::string>& cursor) {
  if (!cursor) return 0;
  std::int64_t after = 0;
  const char* end = cursor->data() + cursor->size();
  const auto [stop, error] = std::from_chars(cursor->data(), end, after);
  if (error == std::errc{} && stop == end && after >= 0) return after;
  throw RpcError(ErrorCode::invalid_params,
                 "params.cursor: expected next_cursor of an earlier page");
}

protocol::TurnListResult read_page(store::Tables& tables, const protocol::TurnListParams& params,
                                   std::int64_t limit, std::int64_t after) {
  const store::Session session = find_session(tables, params.session_id);
  protocol::TurnListResult page;
  std::size_t bytes = 0;
  bool more = false;
  tables.turns.for_each(session.id, after, [&](store::Turn& turn) {
    more = std::cmp_equal(page.turns.size(), limit) || bytes >= page_bytes;
    if (more) return false;
    protocol::Turn wire = to_wire(std::move(turn));
    const auto kept = static_cast<std::size_t>(params.max_characters.value_or(INT64_MAX));
    if (wire.text.size() > kept) {
      wire.text = std::string(utf8_prefix(wire.text, kept));
      wire.truncated = true;
    }
    bytes += wire.text.size();
    page.turns.push_back(std::move(wire));
    turn = {};
    return true;
  });
  if (more) page.next_cursor = std::to_string(page.turns.back().ordinal);
  return page;
}

awaitable<protocol::TurnListResult> list(Services& services,
                                         const protocol::TurnListParams& params) {
  const std::int64_t limit = page_limit(params.limit, 100, 500);
  const std::int64_t after = parse_cursor(params.cursor);
  if (params.max_characters && *params.max_characters < 1) {
    throw RpcError(ErrorCode::invalid_params, "params.max_characters: expected at least 1");
  }
  auto work = [params, limit, after](store::Tables& tables) {
    return read_page(tables, params, limit, after);
  };
  co_return co_await read_store(services.store, work);
}

awaitable<protocol::Turn> get(Services& services, const protocol::TurnGetParams& params) {
  auto work = [params](store::Tables& tables) {
    const store::Session session = find_session(tables, params.session_id);
    auto turn = tables.turns.find(session.id, params.ordinal);
    if (turn) return to_wire(std::move(*turn));
    throw RpcError(ErrorCode::not_found, "session " + std::to_string(session.number) + " of \"" +
                                             session.project_name + "\" has no turn " +
                                             std::to_string(params.ordinal));
  };
  co_return co_await read_store(services.store, work);
}

}  // namespace

void add_turn_methods(rpc::Dispatcher& dispatcher, Services& services) {
  dispatcher.add(protocol::turn_list,
                 [&services](const CallContext&, const protocol::TurnListParams& params) {
                   return list(services, params);
                 });
  dispatcher.add(protocol::turn_get,
                 [&services](const CallContext&, const protocol::TurnGetParams& params) {
                   return get(services, params);
                 });
}

}  // namespace baton::methods
