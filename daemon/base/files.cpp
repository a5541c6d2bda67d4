#include "daemon/base/files.hpp"

#include <string>

#include "daemon/base/hash.hpp"

namespace baton {

std::uint64_t file_state_hash(const std::filesystem::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? file_state_hash(status) : 0;
}

std::uint64_t file_state_hash(const struct stat& status) {
  return hash64({std::to_string(status.st_ino), std::to_string(status.st_size),
                 std::to_string(status.st_mtim.tv_sec), std::to_string(status.st_mtim.tv_nsec)});
}

}  // namespace baton
