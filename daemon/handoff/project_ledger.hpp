#pragma once
// The ledger of a project, kept up to date from the store.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "daemon/handoff/memory/ledger.hpp"
#include "daemon/store/store.hpp"
#include "daemon/store/tables.hpp"

namespace baton::handoff {

/// Reads each turn once, as long as sessions only grow. One thread.
class ProjectLedger {
 public:
  explicit ProjectLedger(store::Id project_id) : project_id_(project_id) {}

  /// Reads what has come since the last call, or everything when sessions were changed or came in
  /// another order. Calls of tools without a result wait for it. Blocking: not on a thread of the
  /// store.
  /// @param proceed asked often; when it returns false the rest waits
  /// @returns what the next session may need; null when nobody has asked for anything yet, or when
  /// it was told to stop
  std::shared_ptr<const Needs> update(store::Store& store, const std::function<bool()>& proceed);

 private:
  struct Seen {
    store::Id session = 0;
    std::int64_t turns = 0;    ///< that it had
    std::int64_t read_to = 0;  ///< ordinal of the last turn that was read
  };

  std::size_t begin_with(const std::vector<store::Session>& sessions);
  void read(store::Store& store, const store::Session& session, bool is_newest,
            const std::function<bool()>& proceed);

  const store::Id project_id_;
  Ledger ledger_;
  std::vector<Seen> seen_;  // in the order in which they were read
};

}  // namespace baton::handoff
