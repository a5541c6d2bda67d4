#pragma once
// Paths as logs hold them: of this machine or of another, existing or not. Nothing here throws for
// an odd path.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace baton::git {

/// True for `C:\x`, `C:/x` and `\\server\share`.
bool is_windows_path(std::string_view path);

/// `C:/x/../y/` → `C:\y`.
std::string normalise_windows_path(std::string_view path);

/// Lexically normal, without a slash at the end.
std::filesystem::path normalise(const std::filesystem::path& path);

/// Normal, and with symbolic links resolved when the path exists.
std::filesystem::path resolve(const std::filesystem::path& path);

/// The path itself or its nearest parent that is an existing directory; nothing for a relative
/// path.
std::optional<std::filesystem::path> nearest_directory(const std::filesystem::path& path);

/// True for the home directory, `/`, and the temporary directories, which hold projects but are
/// none.
bool is_shared_directory(const std::filesystem::path& directory);

}  // namespace baton::git
