#pragma once
// What users did to handoffs holds for those that come: notes and pinned lines stand in them,
// deleted lines do not, corrections stand in place of what they correct. All functions are pure.

#include <string_view>
#include <vector>

#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/handoff.hpp"
#include "daemon/handoff/line_identity.hpp"

namespace baton::handoff {

/// The edits of a project with the identities of their lines.
class Edits {
 public:
  /// @param edits in force, oldest first; outlives this object
  explicit Edits(const std::vector<Edit>& edits);

  bool empty() const { return edits_.empty(); }

  /// True when the line was deleted or corrected.
  bool forbids(std::string_view text) const;

  /// Takes out the candidates that may not stand, puts corrections into their places, and sees to
  /// it that what is to stand is there and essential.
  void apply(Candidates& candidates) const;

  /// The same to a document that stands already. Lines that a user wrote are never taken for those
  /// that they correct.
  void apply(Document& document) const;

  /// Takes out lines that may not stand and that no candidate was.
  void take_out_forbidden(Document& document) const;

 private:
  const std::vector<Edit>& edits_;
  std::vector<LineIdentity> identities_;
};

/// Takes out of a document the line that an edit put there: a note or a correction.
void take_out(Document& document, const Edit& edit);

}  // namespace baton::handoff
