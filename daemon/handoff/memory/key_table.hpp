#pragma once
// Numbers for keys: a project names tens of thousands, each in many places.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::handoff {

using KeyId = std::uint32_t;

/// Gives each text a number, counted from 0 in the order of their first place. The texts lie one
/// after the other in one block, since a string of its own for each would take twice the memory.
/// Not for several threads at once.
class KeyTable {
 public:
  /// The text's number, a new one when it has none.
  KeyId intern(std::string_view text);

  std::optional<KeyId> find(std::string_view text) const;

  /// The text of a number that `intern` gave; valid until the next `intern` of a new text.
  std::string_view text(KeyId id) const;

  std::size_t size() const { return ends_.size(); }

 private:
  std::size_t slot_of(std::string_view text) const;
  void grow();

  std::string texts_;
  std::vector<std::uint32_t> ends_;   // of each text in texts_
  std::vector<std::uint32_t> slots_;  // hash table: number + 1, or 0; its size is a power of two
};

}  // namespace baton::handoff
