#pragma once
// The handoffs that were asked for lately, so that a hook's request touches neither disk nor
// another thread.

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "protocol/methods/handoff.hpp"

namespace baton::methods {

/// Newest handoffs by the selector they were asked with. On the io thread.
class HandoffCache {
 public:
  using Clock = std::chrono::steady_clock;

  /// What was found for the selector, unless it may be out of date.
  const protocol::HandoffGetResult* find(const std::string& selector) const {
    const auto found = entries_.find(selector);
    if (found == entries_.end() || found->second.good_until < Clock::now()) return nullptr;
    return &found->second.result;
  }

  /// Names the state of things before a read, for put().
  std::uint64_t generation() const { return generation_; }

  /// Remembers what was read, unless something changed since `generation`.
  void put(const std::string& selector, const protocol::HandoffGetResult& result,
           std::uint64_t generation) {
    if (generation != generation_) return;
    if (entries_.size() >= max_entries) entries_.clear();
    entries_.insert_or_assign(selector, Entry{result, Clock::now() + keep});
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
  struct Entry {
    protocol::HandoffGetResult result;
    Clock::time_point good_until;
  };
  static constexpr std::size_t max_entries = 64;
  /// A directory may become part of another repository without our hearing of it.
  static constexpr std::chrono::seconds keep{10};

  std::map<std::string, Entry> entries_;
  std::uint64_t generation_ = 0;
};

}  // namespace baton::methods
