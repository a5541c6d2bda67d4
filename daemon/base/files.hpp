#pragma once
// What the file system says of files.

#include <cstdint>
#include <filesystem>

#include <sys/stat.h>

namespace baton {

/// A hash of a file's inode, size and time of change, by which a later look tells whether the file
/// is still the same; 0 when there is no such file. Any thread.
std::uint64_t file_state_hash(const std::filesystem::path& path);
/// The same of what stat(2) has said already.
std::uint64_t file_state_hash(const struct stat& status);

}  // namespace baton
