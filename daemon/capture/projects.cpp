#include "daemon/capture/projects.hpp"

#include <utility>

#include "daemon/git/repository.hpp"

namespace baton::capture {

const store::ProjectKey& ProjectFinder::find(const std::string& working_directory) {
  const auto known = known_.find(working_directory);
  if (known != known_.end()) return known->second;
  git::ProjectLocation location = git::locate_project(working_directory);
  store::ProjectKey key{std::move(location.key), std::move(location.path), std::move(location.name),
                        std::move(location.origin_url)};
  return known_.emplace(working_directory, std::move(key)).first->second;
}

}  // namespace baton::capture
