#include "daemon/methods/write_once.hpp"

#include "daemon/base/time.hpp"

namespace baton::methods {
namespace {

constexpr std::size_t longest_key = 200;
/// Who has not repeated a call after this time will not.
constexpr Milliseconds answers_kept{24LL * 60 * 60 * 1000};

}  // namespace

void check_idempotency_key(const std::string& key) {
  if (!key.empty() && key.size() <= longest_key) return;
  throw protocol::RpcError(protocol::ErrorCode::invalid_params,
                           "params.idempotency_key: expected 1 to " + std::to_string(longest_key) +
                               " bytes, got " + std::to_string(key.size()));
}

std::optional<boost::json::value> KeyedCall::find_answer(store::Tables& tables) const {
  const auto kept = tables.idempotency_keys.find(key);
  if (!kept) return std::nullopt;
  if (kept->method != method || kept->params_hash != params_hash) {
    throw protocol::RpcError(
        protocol::ErrorCode::conflict,
        "params.idempotency_key: it was used for another call; each call needs one of its own");
  }
  return boost::json::parse(kept->result);
}

void KeyedCall::keep_answer(store::Tables& tables, const boost::json::value& answer) const {
  const Milliseconds now = now_milliseconds();
  tables.idempotency_keys.forget_before(now - answers_kept);
  tables.idempotency_keys.add(key, {method, params_hash, boost::json::serialize(answer)}, now);
}

}  // namespace baton::methods
