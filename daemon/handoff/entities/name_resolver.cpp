#include "daemon/handoff/entities/entities.hpp"

namespace baton::handoff {
namespace {

struct PathParts {
  std::string_view parent;
  std::string_view base;
};

std::optional<PathParts> parts_of(std::string_view key) {
  if (key.substr(0, 2) != "p:") return std::nullopt;
  const auto path = key.substr(2);
  const auto slash = path.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  return PathParts{path.substr(0, slash), path.substr(slash + 1)};
}

}  // namespace

std::string_view base_of(std::string_view path_key) {
  return path_key.substr(path_key.find('/') + 1);
}

void NameResolver::add(std::string_view key) {
  const auto parts = parts_of(key);
  if (!parts || parts->parent.empty()) return;
  auto& known = parents_[std::string(parts->base)];
  if (known.first.empty()) known.first = parts->parent;
  if (known.first != parts->parent) known.several = true;
}

std::string NameResolver::resolve(std::string_view key) const {
  const auto parts = parts_of(key);
  if (!parts || is_ambiguous(parts->base)) return std::string(key);
  return "p:" + std::string(parts->base);
}

bool NameResolver::is_ambiguous(std::string_view base) const {
  const auto known = parents_.find(std::string(base));
  return known != parents_.end() && known->second.several;
}

}  // namespace baton::handoff
