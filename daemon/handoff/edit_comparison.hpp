#pragma once
// From an edited handoff to what its user meant: which lines were added, deleted and changed.

#include <vector>

#include "daemon/handoff/handoff.hpp"

namespace baton::handoff {

/// What one edit of a text comes to.
struct Changes {
  std::vector<store::Id> taken_back;  ///< edits in force that no longer hold
  std::vector<Edit> made;             ///< new ones; one of a line that has one takes its place

  bool empty() const { return taken_back.empty() && made.empty(); }
};

/// Compares an edited document with the one that its user began with. A line that was added is a
/// note; one that was deleted is hidden; one that was changed is replaced. What is done to a line
/// that came from an edit changes or ends that edit. Where a line stands does not count. The lines
/// of the provenance are the program's: deleting them means nothing, and what was written there is
/// knowledge. Pure.
/// @param in_force the edits from which the base was made
Changes compare(const Document& base, const Document& edited, const std::vector<Edit>& in_force);

/// The edited document as it is stored: lines that are those of `current` have their citations,
/// others are the user's; the provenance stays what it was. Pure.
Document as_edited(const Document& current, const Document& edited);

}  // namespace baton::handoff
