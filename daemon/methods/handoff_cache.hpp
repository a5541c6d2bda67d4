#pragma once
// The handoffs that were asked for lately, so that a hook's request touches neither disk nor
// another thread.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "daemon/methods/handoff_delivery.hpp"

namespace baton::methods {

/// Newest handoffs by the selector they were asked with. On the io thread.
class HandoffCache {
 public:
  using Clock = std::chrono::steady_clock;

  struct Entry {
    Delivery delivery;
    LookPointer look;                   ///< what was found in the work tree last; may be null
    protocol::HandoffGetResult result;  ///< the two together
    Clock::time_point good_until;
    Clock::time_point looked_at_until;  ///< how long the look counts as one at the present
  };

  /// What was found for the selector, unless it may be out of date.
  const Entry* find(const std::string& selector) const {
    const auto found = entries_.find(selector);
    if (found == entries_.end() || found->second.good_until < Clock::now()) return nullptr;
    return &found->second;
  }

  /// Whether the entry can be given out without another look at its work tree.
  static bool is_present(const Entry& entry) {
    return !entry.delivery.question || entry.looked_at_until >= Clock::now();
  }

  /// Names the state of things before a read, for put().
  std::uint64_t generation() const { return generation_; }

  /// Remembers what was read, unless something changed since `generation`.
  void put(const std::string& selector, const Delivery& delivery, std::uint64_t generation) {
    if (generation != generation_) return;
    if (entries_.size() >= max_entries) entries_.clear();
    entries_.insert_or_assign(selector,
                              Entry{delivery, nullptr, delivery.result, Clock::now() + keep, {}});
  }

  /// Remembers a look at the work tree, unless the entry is no longer that of the question.
  void note(const std::string& selector, const handoff::StalenessQuestion* question,
            const LookPointer& look) {
    const auto found = entries_.find(selector);
    if (!look || found == entries_.end() || found->second.delivery.question.get() != question)
      return;
    Entry& entry = found->second;
    if (entry.look != look) entry.result = given_out(entry.delivery, look.get());
    entry.look = look;
    entry.looked_at_until = Clock::now() + present;
  }

  /// Forgets a project's handoff, which changed.
  void forget(std::int64_t project_id) {
    ++generation_;
    std::erase_if(entries_,
                  [&](const auto& entry) { return entry.second.result.project_id == project_id; });
  }

  /// Forgets everything.
  void clear() {
    ++generation_;
    entries_.clear();
  }

 private:
  static constexpr std::size_t max_entries = 64;
  /// A directory may become part of another repository without our hearing of it.
  static constexpr std::chrono::seconds keep{10};
  /// Whoever asks again and again does not have the disk asked each time.
  static constexpr std::chrono::milliseconds present{250};

  std::map<std::string, Entry> entries_;
  std::uint64_t generation_ = 0;
};

}  // namespace baton::methods
