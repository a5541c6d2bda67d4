#pragma once
// project.*: what sessions belong to.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/contract.hpp"
#include "protocol/describe.hpp"

namespace baton::protocol {

struct Project {
  std::int64_t id = 0;
  std::string name;
  std::string path;
  std::string description;
  std::string status;
  bool ignored = false;
  std::int64_t sessions = 0;
  std::int64_t active_sessions = 0;
  std::int64_t turns = 0;
  std::optional<std::string> last_activity_at;
};
BATON_DESCRIBE(Project,
  (id, "The project's id in this store."),
  (name, "Its name: the last part of its path unless renamed."),
  (path, "Its directory: the work tree of its git repository, else the directory its sessions ran in."),
  (description, "What the user wrote about it; may be empty."),
  (status, "`active`, `paused` or `completed`."),
  (ignored, "True when nothing of this project is recorded."),
  (sessions, "Number of its sessions, subagents' included."),
  (active_sessions, "Sessions in progress."),
  (turns, "Number of its turns."),
  (last_activity_at, "RFC 3339 time (UTC) of its newest turn; absent when it has none."))

struct ProjectListParams {
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
BATON_DESCRIBE(ProjectListParams,
  (limit, "At most this many projects, 1 to 500; 100 when absent."),
  (cursor, "next_cursor of the page before; absent for the first page."))

struct ProjectListResult {
  std::vector<Project> projects;
  std::optional<std::string> next_cursor;
};
BATON_DESCRIBE(ProjectListResult,
  (projects, "Projects, the one with the newest activity first."),
  (next_cursor, "Pass it as cursor to get the next page; absent on the last."))

inline constexpr Contract<ProjectListParams, ProjectListResult> project_list{
    "project.list", "Lists projects, newest activity first."};

struct ProjectGetParams {
  std::string project;
};
BATON_DESCRIBE(ProjectGetParams,
  (project, "Id, name, or absolute path of a directory inside the project."))

inline constexpr Contract<ProjectGetParams, Project> project_get{
    "project.get", "One project, found by its id, its name or a directory inside it."};

}  // namespace baton::protocol
