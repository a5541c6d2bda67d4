#pragma once
// The table `handoff_edits`: what users did to handoffs by hand.

#include <optional>
#include <vector>

#include "daemon/store/records.hpp"
#include "daemon/store/statement.hpp"

namespace baton::store {

/// Edits of handoffs by project. None is ever deleted: what is taken back stays with the versions
/// for which it was in force. Of one line (identity key) at most one edit is in force.
class HandoffEdits {
 public:
  explicit HandoffEdits(Connection& connection);

  /// Stores an edit as in force from its `since_version` on; what was in force of the same line is
  /// taken back. Returns its id. Writer only.
  Id add(Id project_id, const HandoffEdit& edit);
  /// Ends an edit with that version; false when it is not in force. Writer only.
  bool take_back(Id project_id, Id edit_id, std::int64_t version);
  /// What is in force now, oldest first.
  std::vector<HandoffEdit> in_force(Id project_id);
  /// What was in force when that version was the newest, oldest first.
  std::vector<HandoffEdit> in_force_at(Id project_id, std::int64_t version);
  /// A number that grows with everything that is added or taken back.
  std::int64_t revision(Id project_id);

 private:
  Statement add_, replace_, take_back_, in_force_, in_force_at_, revision_;
};

}  // namespace baton::store
