#pragma once
// Reading the small files that stand beside a log and tell what the log does not.

#include <cstddef>
#include <filesystem>
#include <string>

namespace baton::capture {

/// The file's bytes; empty when it cannot be read or is longer than `most_bytes`. Never throws.
std::string read_small_file(const std::filesystem::path& path, std::size_t most_bytes = 1U << 20U);

}  // namespace baton::capture
