#pragma once
// Small files beside a log that say what the log does not.

#include <filesystem>
#include <string>

namespace baton::capture {

/// What the file begins with, at most 1 MiB; empty when it cannot be read. Blocking.
std::string read_side_file(const std::filesystem::path& path);

}  // namespace baton::capture
