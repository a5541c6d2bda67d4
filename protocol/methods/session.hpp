#pragma once
// session.*: one run of one agent on a project.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/contract.hpp"
#include "protocol/describe.hpp"

namespace baton::protocol {

struct Session {
  std::int64_t id = 0;
  std::int64_t project_id = 0;
  std::string project;
  std::int64_t number = 0;
  std::string agent;
  std::string external_id;
  std::string title;
  std::string status;
  std::optional<std::string> started_at;
  std::optional<std::string> ended_at;
  std::string working_directory;
  std::optional<std::string> branch;
  std::optional<std::string> model;
  std::optional<std::int64_t> parent_id;
  std::optional<std::string> relation;
  std::int64_t turns = 0;
  std::int64_t user_turns = 0;
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
};
BATON_DESCRIBE(Session,
  (id, "The session's id in this store."),
  (project_id, "Id of its project."),
  (project, "Name of its project."),
  (number, "Its number within the project: 1, 2, 3, ... never reused."),
  (agent, "Which agent ran it: claude-code, specstory, ..."),
  (external_id, "The agent's own id of the session."),
  (title, "The agent's title, else the beginning of the first request; may be empty."),
  (status, "`in_progress`, `completed`, `failed` or `paused`."),
  (started_at, "RFC 3339 time (UTC) of its first record; absent when the log has no times."),
  (ended_at, "RFC 3339 time (UTC) of its newest record."),
  (working_directory, "The directory it was started in, as the agent recorded it."),
  (branch, "The git branch seen last."),
  (model, "The model seen last."),
  (parent_id, "Id of the session it came from; absent for a session of its own."),
  (relation, "How it came from the parent: `subagent`, `fork` or `resume`."),
  (turns, "Number of its turns."),
  (user_turns, "Number of messages a person typed."),
  (input_tokens, "Input tokens the log reports, cache reads and writes included."),
  (output_tokens, "Output tokens the log reports."))

struct SessionListParams {
  std::optional<std::string> project;
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
BATON_DESCRIBE(SessionListParams,
  (project, "Id, name, or absolute path of a directory inside the project; absent for all projects."),
  (limit, "At most this many sessions, 1 to 500; 100 when absent."),
  (cursor, "next_cursor of the page before; absent for the first page."))

struct SessionListResult {
  std::vector<Session> sessions;
  std::optional<std::string> next_cursor;
};
BATON_DESCRIBE(SessionListResult,
  (sessions, "Sessions, the newest first."),
  (next_cursor, "Pass it as cursor to get the next page; absent on the last."))

inline constexpr Contract<SessionListParams, SessionListResult> session_list{
    "session.list", "Lists the sessions of one project or of all, newest first."};

struct SessionGetParams {
  std::optional<std::int64_t> id;
  std::optional<std::string> project;
  std::optional<std::int64_t> number;
};
BATON_DESCRIBE(SessionGetParams,
  (id, "The session's id; give either this or project and number."),
  (project, "Id, name, or absolute path of a directory inside the project."),
  (number, "The session's number within the project."))

inline constexpr Contract<SessionGetParams, Session> session_get{
    "session.get", "One session, found by its id or by project and number."};

}  // namespace baton::protocol
