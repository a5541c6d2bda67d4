#pragma once
// The table `idempotency_keys`: answers to calls that may come twice.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/base/time.hpp"
#include "daemon/store/statement.hpp"

namespace baton::store {

/// A call that was made under a key, and what was answered.
struct KeyedAnswer {
  std::string method;
  std::int64_t params_hash = 0;
  std::string result;  ///< JSON text
};

/// Answers by the key that the caller chose.
class IdempotencyKeys {
 public:
  explicit IdempotencyKeys(Connection& connection)
      : find_(connection, "SELECT method, params_hash, result FROM idempotency_keys WHERE key = ?"),
        add_(connection,
             "INSERT INTO idempotency_keys (key, method, params_hash, result, created_at) "
             "VALUES (?, ?, ?, ?, ?)"),
        forget_(connection, "DELETE FROM idempotency_keys WHERE created_at < ?") {}

  std::optional<KeyedAnswer> find(std::string_view key) {
    Rows rows = find_.query(key);
    if (!rows.next()) return std::nullopt;
    return KeyedAnswer{rows.text(0), rows.integer(1), rows.text(2)};
  }
  /// The key must be new. Writer only.
  void add(std::string_view key, const KeyedAnswer& answer, Milliseconds now) {
    add_.execute(key, answer.method, answer.params_hash, answer.result, now);
  }
  /// Forgets the answers that are older. Writer only.
  void forget_before(Milliseconds time) { forget_.execute(time); }

 private:
  Statement find_, add_, forget_;
};

}  // namespace baton::store
