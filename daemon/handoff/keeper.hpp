#pragma once
// Keeps every project's handoff up to date while its sessions run, so that one is always ready.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "daemon/handoff/handoff.hpp"
#include "daemon/store/store.hpp"

namespace baton::handoff {

/// The handoff of the material as a row without id and version; the material has a session. Any
/// thread.
store::Handoff make_row(const Material& material, std::int64_t budget);

/// How a project's stored handoff stands to its turns.
enum class Freshness {
  current,
  lacks_history,  ///< it does not know old turns that were read just now
  lacks_present,  ///< it does not know what is going on right now
};

/// What has become of a project's turns.
enum class Change {
  grown,     ///< there are more of them
  rewritten  ///< some are no longer what they were
};

/// Owns the thread that builds handoffs ("baton-handoff").
class Keeper {
 public:
  struct Options {
    /// From new turns to the building; turns that come meanwhile are in the same handoff.
    std::chrono::milliseconds debounce{50};
    std::int64_t budget = default_budget;  ///< tokens of the stored rendering
  };
  /// Called on the keeper's thread after a version is in the store: hand over and return.
  using Listener = std::function<void(store::Id project_id, std::int64_t version)>;

  /// Starts the thread. The store must outlive this object.
  Keeper(store::Store& store, Options options, Listener listen);
  /// Stops after the handoff that is being built; what is due is built at the next start.
  ~Keeper();
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  /// Says that a project's turns are others now, and what its handoff lacks. Any thread.
  void touch(store::Id project_id, Freshness freshness, Change change = Change::grown);

  /// What the project's next session may need, as told by all its sessions when its handoff was
  /// built last; null when that was some time ago. Any thread.
  std::shared_ptr<const Needs> needs(store::Id project_id) const;

  /// How the project's stored handoff stands to its turns. Any thread.
  Freshness freshness(store::Id project_id) const;

  /// Tokens that the stored rendering may have. Any thread.
  std::int64_t budget() const;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace baton::handoff
