#pragma once
// What a sentence says and names, found once and kept while the session goes on.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/handoff/facts/outcome.hpp"
#include "daemon/handoff/memory/key_table.hpp"

namespace baton::handoff {

/// A sentence, clause or description that may stand in the document.
struct ProsePiece {
  std::string text;          ///< with its label
  std::uint64_t beginning;   ///< hash of how it begins without label and case: equal ones are one
  double cost;               ///< tokens of the rendered line
  std::vector<KeyId> names;  ///< in the order of their places; not resolved
  std::vector<KeyId> topics;
};

/// The pieces of one turn.
struct TurnProse {
  std::optional<Outcome> outcome;  ///< that they tell of; nothing: not looked at yet
  std::vector<ProsePiece> pieces;
};

/// Numbers of the keys that prose names. Not for several threads at once.
class ProseKeys {
 public:
  KeyId intern(std::string_view key);

  std::size_t size() const { return table_.size(); }
  std::string_view text(KeyId id) const { return table_.text(id); }
  std::optional<KeyId> find(std::string_view key) const { return table_.find(key); }

  /// Of a path the key of its base name alone; of another key itself.
  KeyId base(KeyId id) const { return bases_[id]; }

 private:
  KeyTable table_;
  std::vector<KeyId> bases_;
};

}  // namespace baton::handoff
