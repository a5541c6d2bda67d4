#include "daemon/handoff/memory/key_table.hpp"

#include <cstddef>
#include <limits>
#include <stdexcept>

#include "daemon/base/hash.hpp"

namespace baton::handoff {
namespace {

constexpr std::size_t first_size = 256;

}  // namespace

KeyId KeyTable::intern(std::string_view text) {
  // Half full at the most, so that the next free slot is near.
  if (2 * (ends_.size() + 1) > slots_.size()) grow();
  auto& slot = slots_[slot_of(text)];
  if (slot != 0) return slot - 1;
  if (texts_.size() + text.size() > std::numeric_limits<std::uint32_t>::max())
    throw std::length_error("a project's keys take more than 4 GiB");
  texts_ += text;
  ends_.push_back(static_cast<std::uint32_t>(texts_.size()));
  slot = static_cast<std::uint32_t>(ends_.size());
  return slot - 1;
}

std::optional<KeyId> KeyTable::find(std::string_view text) const {
  if (slots_.empty()) return std::nullopt;
  const auto slot = slots_[slot_of(text)];
  if (slot == 0) return std::nullopt;
  return slot - 1;
}

std::string_view KeyTable::text(KeyId id) const {
  const std::size_t begin = id == 0 ? 0 : ends_[id - 1];
  return std::string_view(texts_).substr(begin, ends_[id] - begin);
}

/// The slot that holds the text, or the free one where it belongs.
std::size_t KeyTable::slot_of(std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash64(text) & mask;
  while (slots_[at] != 0 && this->text(slots_[at] - 1) != text) at = (at + 1) & mask;
  return at;
}

void KeyTable::grow() {
  slots_.assign(slots_.empty() ? first_size : 2 * slots_.size(), 0);
  for (std::uint32_t id = 0; id < ends_.size(); ++id) slots_[slot_of(text(id))] = id + 1;
}

}  // namespace baton::handoff
