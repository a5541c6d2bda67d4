#pragma once
// Reads sessions that were converted from agents' logs for measuring. A project is a directory with
// one file per session, `000.json`, `001.json`, …: an object with `agent`, `started_at`,
// `ended_at`, `cwd`, `branch` and `turns`. A turn has `role` (user, assistant, tool, summary,
// note), `text`, `ts`, and when it is a tool's, `tool`: `name`, `kind`, `path`, `paths`, `cmd`,
// `args`, `out`, `exit`, `err`, `todos`. docs/quality.md describes the members.

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/handoff/evaluation/session.hpp"

namespace baton::handoff::evaluation {

/// Sessions cannot be read; the message names the file and the place in it.
class LoadError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reads one session. Pure.
/// @param place what to call the text in errors: its path
/// @throws LoadError when the text is no JSON or not of this form
MeasuredSession parse_converted_session(std::string_view json, const std::string& place);

/// Whether the directory holds a file whose name is digits and `.json`.
bool is_converted_project(const std::filesystem::path& directory);

/// The directory itself when it is a project, else its subdirectories that are, by name. Blocking.
/// @throws LoadError when there is none
std::vector<std::filesystem::path> find_converted_projects(const std::filesystem::path& directory);

/// Reads the sessions of a project in the order of the files' names. Blocking.
/// @throws LoadError
MeasuredProject load_converted_project(const std::filesystem::path& directory);

}  // namespace baton::handoff::evaluation
