#pragma once
// Giving back what deleted rows have left behind, a step at a time.

#include <cstdint>

#include "daemon/store/statement.hpp"

namespace baton::store {

/// Steps of some milliseconds, each a unit of work of its own. Writer only.
class Compaction {
 public:
  /// The full-text indexes.
  enum class Index { turns, handoffs, knowledge };

  explicit Compaction(Connection& connection);

  /// Merges a part of an index, so that what was deleted from it is really gone. False when there
  /// is nothing left to merge.
  /// @param first begins anew, with all of the index
  bool merge_step(Index index, bool first);
  /// Moves pages from the end of the file into free ones. False when none is free any more.
  bool vacuum_step();

 private:
  Connection& connection_;
  Statement merge_turns_, merge_handoffs_, merge_knowledge_;
};

}  // namespace baton::store
