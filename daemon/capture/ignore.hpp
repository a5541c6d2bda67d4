#pragma once
// What the user does not want recorded.

#include <filesystem>
#include <string_view>
#include <vector>

#include "daemon/store/records.hpp"

namespace baton::capture {

/// Rules about files. (That a project is ignored stands in its own row.) A value.
class IgnoreRules {
 public:
  IgnoreRules() = default;
  explicit IgnoreRules(std::vector<store::IgnoreRule> rules) : rules_(std::move(rules)) {}

  /// Whether a log is passed over: its agent is ignored, or its path is, lies below an ignored
  /// directory, or matches a pattern with `*` and `?` (fnmatch(3), in which `*` also matches `/`).
  bool ignores(const std::filesystem::path& path, std::string_view agent) const;

 private:
  std::vector<store::IgnoreRule> rules_;
};

}  // namespace baton::capture
