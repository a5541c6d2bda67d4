#pragma once
// Which files are logs, and whose.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "daemon/capture/source.hpp"

namespace baton::capture {

/// The source that recognises a file by its path and first bytes, or null. Blocking.
const Source* recognise(const std::filesystem::path& path);

/// A file and what stat(2) said of it.
struct FoundFile {
  std::filesystem::path path;
  std::uint64_t state = 0;  // file_state_hash()
};

/// Walks a directory (or looks at one file), following symbolic links but entering no directory
/// twice and none deeper than 32 levels, in the order of the files' times, the oldest first, so
/// that sessions get their numbers in the order in which they ran. Directories that cannot be read
/// are passed over. Costs one stat(2) per file. Blocking.
/// @param on_directory called for each directory; return false to leave out what is below
/// @returns the regular files found
std::vector<FoundFile> list_files(
    const std::filesystem::path& root,
    const std::function<bool(const std::filesystem::path&)>& on_directory);

}  // namespace baton::capture
