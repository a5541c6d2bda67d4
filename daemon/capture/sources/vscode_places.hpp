#pragma once
// Where VS Code and the editors made from it keep what they and their extensions write.

#include <filesystem>
#include <string>
#include <vector>

#include "daemon/capture/source.hpp"

namespace baton::capture {

/// The `User` directories of VS Code, its Insiders and VSCodium, on this machine's desktop and as
/// their servers for remote work; honours XDG_CONFIG_HOME, VSCODE_PORTABLE and
/// VSCODE_AGENT_FOLDER. They need not exist.
/// Source: https://code.visualstudio.com/docs/configure/settings, "User settings.json location".
std::vector<std::filesystem::path> vscode_user_directories(const Environment& environment);

/// The `User` directory of Cursor. It need not exist.
std::filesystem::path cursor_user_directory(const Environment& environment);

/// The folder that a directory below `workspaceStorage` belongs to, from its `workspace.json`; of a
/// workspace of several folders the directory of its file. Empty when that cannot be told.
std::string folder_of_storage(const std::filesystem::path& storage);

}  // namespace baton::capture
