#pragma once
// What stands beside a log, and its own time, where the log does not tell.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "daemon/base/time.hpp"

namespace baton::capture {

/// The file's bytes; empty when it cannot be read or is longer than `most_bytes`. Never throws.
std::string read_small_file(const std::filesystem::path& path, std::size_t most_bytes = 1U << 20U);

/// When the file was last written; nothing when it cannot be told. Never throws.
std::optional<Milliseconds> modified_at(const std::filesystem::path& path);

}  // namespace baton::capture
