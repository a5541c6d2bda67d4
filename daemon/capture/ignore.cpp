#include "daemon/capture/ignore.hpp"

#include <algorithm>
#include <string>

#include <fnmatch.h>

namespace baton::capture {
namespace {

bool covers(const std::string& pattern, const std::string& path) {
  if (path == pattern || path.starts_with(pattern + "/")) return true;
  return ::fnmatch(pattern.c_str(), path.c_str(), 0) == 0;
}

}  // namespace

bool IgnoreRules::ignores(const std::filesystem::path& path, std::string_view agent) const {
  return std::ranges::any_of(rules_, [&](const store::IgnoreRule& rule) {
    if (rule.scope == "agent") return rule.pattern == agent;
    return rule.scope == "path" && covers(rule.pattern, path.native());
  });
}

}  // namespace baton::capture
