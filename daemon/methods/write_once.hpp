#pragma once
// Calls that change something and may come twice, because their client did not hear the answer.

#include <cstdint>
#include <optional>
#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "daemon/base/hash.hpp"
#include "daemon/methods/await_store.hpp"
#include "protocol/contract.hpp"
#include "protocol/errors.hpp"
#include "protocol/json/decode.hpp"
#include "protocol/json/encode.hpp"

namespace baton::methods {

/// A call that carries a key, as the store knows it.
struct KeyedCall {
  std::string key;
  std::string method;
  std::int64_t params_hash = 0;

  /// What was answered when the call came first; nothing when this is the first time.
  /// @throws protocol::RpcError conflict when the key was used for another call
  std::optional<boost::json::value> find_answer(store::Tables& tables) const;
  /// Keeps the answer for a day. Writer only.
  void keep_answer(store::Tables& tables, const boost::json::value& answer) const;
};

/// @throws protocol::RpcError invalid_params when it is no key
void check_idempotency_key(const std::string& key);

/// Does `work(Tables&)`, whose result answers the call, on the writing thread and as durably as can
/// be; when the params carry an `idempotency_key`, once for all calls under it.
template <class Params, class Result, class Work>
boost::asio::awaitable<Result> write_once(store::Store& store,
                                          const protocol::Contract<Params, Result>& contract,
                                          const Params& params, Work& work) {
  if (!params.idempotency_key) {
    co_return co_await write_store(store, work, store::Durability::durable);
  }
  check_idempotency_key(*params.idempotency_key);
  const std::string text = boost::json::serialize(protocol::encode(params));
  const KeyedCall keyed{*params.idempotency_key, std::string(contract.name), signed_hash64({text})};
  auto once = [keyed, work](store::Tables& tables) -> Result {
    if (const auto answer = keyed.find_answer(tables))
      return protocol::decode_result<Result>(*answer);
    Result result = work(tables);
    keyed.keep_answer(tables, protocol::encode(result));
    return result;
  };
  co_return co_await write_store(store, once, store::Durability::durable);
}

}  // namespace baton::methods
