#pragma once
// export.*, import.*: everything that is stored, as records that mean the same in every store. A line of an
// export (docs/export-format.md) is one ExportRecord.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/contract.hpp"
#include "protocol/describe.hpp"

namespace baton::protocol {

/// Version of the records; raised when an older Baton would misunderstand them.
inline constexpr int export_format_version = 1;
/// The key of the first line of an export, whose value is the version.
inline constexpr std::string_view export_header_key = "baton_export";
/// The key of the last line, whose value is the number of records between the two.
inline constexpr std::string_view export_end_key = "baton_export_end";

struct ExportProject {
  std::string key;
  std::string name;
  std::string path;
  std::optional<std::string> origin_url;
  std::optional<std::string> description;
  std::optional<std::string> status;
  std::optional<bool> ignored;
};
BATON_DESCRIBE(ExportProject,
  (key, "What names the project in every record: its git common directory, else its directory."),
  (name, "Its name."),
  (path, "Its directory."),
  (origin_url, "The git remote `origin`, without credentials."),
  (description, "What the user wrote about it."),
  (status, "`active`, `paused` or `completed`; `active` when absent."),
  (ignored, "True when nothing of it is recorded."))

struct ExportSession {
  std::string project;
  std::int64_t number = 0;
  std::string agent;
  std::string external_id;
  std::optional<std::string> title;
  std::optional<std::string> first_request;
  std::optional<std::string> type;
  std::optional<std::string> status;
  std::optional<std::string> ended_by;
  std::optional<std::string> working_directory;
  std::optional<std::string> branch;
  std::optional<std::string> branch_at_start;
  std::optional<std::string> head_at_start;
  std::optional<std::string> head_at_end;
  std::optional<std::string> model;
  std::optional<std::string> agent_version;
  std::optional<std::string> parent;
  std::optional<std::string> relation;
  std::optional<std::string> account;
  std::optional<std::string> objectives;
  std::optional<std::string> accomplishments;
  std::optional<std::string> blockers;
  std::optional<std::string> notes;
  std::optional<double> credits_used;
  std::optional<std::string> started_at;
  std::optional<std::string> ended_at;
  std::optional<std::string> completed_at;
  std::string updated_at;
};
BATON_DESCRIBE(ExportSession,
  (project, "Key of its project."),
  (number, "Its number within the project; another store keeps it when it is free there."),
  (agent, "Which agent ran it."),
  (external_id, "The agent's own id of the session; with the agent it names the session in every record."),
  (title, "The agent's title."),
  (first_request, "The beginning of the first request, which stands in for a title."),
  (type, "`development`, `research`, `debugging` or `deployment`; `development` when absent."),
  (status, "`in_progress`, `completed`, `failed` or `paused`; `completed` when absent."),
  (ended_by, "`signal`, `exit`, `silence` or `user`; absent when it has not ended."),
  (working_directory, "The directory it was started in."),
  (branch, "The git branch seen last."),
  (branch_at_start, "The git branch seen first."),
  (head_at_start, "The commit it began on."),
  (head_at_end, "The commit it ended on."),
  (model, "The model seen last."),
  (agent_version, "Version of the agent."),
  (parent, "The agent's id of the session it came from."),
  (relation, "How it came from that: `subagent`, `fork` or `resume`."),
  (account, "Name of the account it ran on."),
  (objectives, "What it was to reach, in the user's words."),
  (accomplishments, "What it reached, in the user's words."),
  (blockers, "What stood in its way, in the user's words."),
  (notes, "The user's notes."),
  (credits_used, "Credits it used."),
  (started_at, "RFC 3339 time (UTC) of its first record."),
  (ended_at, "RFC 3339 time (UTC) of its newest record."),
  (completed_at, "RFC 3339 time (UTC) at which it was completed or failed."),
  (updated_at, "RFC 3339 time (UTC) at which the store last learnt of it."))

struct ExportTurn {
  std::string agent;
  std::string session;
  std::int64_t ordinal = 0;
  std::string identity;
  std::optional<std::string> created_at;
  std::string role;
  std::string kind;
  std::optional<bool> injected;
  std::optional<bool> is_error;
  std::optional<std::string> tool;
  std::optional<std::string> tool_kind;
  std::optional<std::string> tool_call_id;
  std::optional<std::string> external_id;
  std::string text;
};
BATON_DESCRIBE(ExportTurn,
  (agent, "Agent of its session."),
  (session, "external_id of its session."),
  (ordinal, "Its place in the session, from 1; places may be missing."),
  (identity, "16 hexadecimal digits; with created_at they tell whether a store has the turn already."),
  (created_at, "RFC 3339 time (UTC); absent when the log has none."),
  (role, "`user`, `assistant`, `system` or `tool`."),
  (kind, "`text`, `thinking`, `tool_call`, `tool_result` or `summary`."),
  (injected, "True for text in a user's message that no person typed."),
  (is_error, "True for a tool's result that the agent's log marks as failed."),
  (tool, "The tool's name as the agent calls it."),
  (tool_kind, "`shell`, `read`, `edit`, `write`, `search`, `web`, `task`, `todo`, `ask`, `mcp` or `other`."),
  (tool_call_id, "Joins a tool's result to its call."),
  (external_id, "The agent's own id of the message."),
  (text, "The text, whole; secrets are redacted."))

struct ExportUsage {
  std::string agent;
  std::string session;
  std::string message_key;
  std::optional<std::string> model;
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  std::int64_t cache_read_tokens = 0;
  std::int64_t cache_write_tokens = 0;
  std::int64_t cost_micros = 0;
};
BATON_DESCRIBE(ExportUsage,
  (agent, "Agent of its session."),
  (session, "external_id of its session."),
  (message_key, "Names the model's answer within the session."),
  (model, "The model that answered."),
  (input_tokens, "Input tokens, without those of the cache."),
  (output_tokens, "Output tokens."),
  (cache_read_tokens, "Input tokens read from the cache."),
  (cache_write_tokens, "Input tokens written to the cache."),
  (cost_micros, "Cost in millionths of a US dollar; 0 when the log does not tell."))

struct ExportProjectFile {
  std::string agent;
  std::string session;
  std::string path;
  std::string operation;
  std::int64_t touches = 0;
  std::int64_t lines_added = 0;
  std::int64_t lines_removed = 0;
  std::int64_t first_ordinal = 0;
  std::int64_t last_ordinal = 0;
  std::optional<std::string> created_at;
  std::optional<std::string> updated_at;
};
BATON_DESCRIBE(ExportProjectFile,
  (agent, "Agent of its session."),
  (session, "external_id of its session."),
  (path, "The file, as the agent named it."),
  (operation, "What the session did to it, all in all: `read`, `created`, `modified`, `deleted` or `renamed`."),
  (touches, "How many tool calls touched it."),
  (lines_added, "Lines added."),
  (lines_removed, "Lines removed."),
  (first_ordinal, "The first turn that touched it."),
  (last_ordinal, "The last turn that touched it."),
  (created_at, "RFC 3339 time (UTC) of the first touch."),
  (updated_at, "RFC 3339 time (UTC) of the last touch."))

struct ExportHandoff {
  std::string project;
  std::int64_t version = 0;
  std::optional<std::string> agent;
  std::optional<std::string> session;
  std::string generator;
  std::optional<std::string> model;
  std::int64_t tokens = 0;
  std::int64_t source_tokens = 0;
  std::int64_t times_loaded = 0;
  std::optional<bool> pinned;
  std::optional<double> preservation;
  std::string created_at;
  std::string updated_at;
  std::string text;
  std::string document;
};
BATON_DESCRIBE(ExportHandoff,
  (project, "Key of its project."),
  (version, "Its version within the project."),
  (agent, "Agent of the session whose end it describes."),
  (session, "external_id of that session; absent when it is not known any more."),
  (generator, "`extractive`, `llm`, `manual` or `hybrid`."),
  (model, "The model that had a part in it."),
  (tokens, "Estimated tokens of the text."),
  (source_tokens, "Estimated tokens of the turns it was made from."),
  (times_loaded, "How many sessions it was given to."),
  (pinned, "True when the user pinned it."),
  (preservation, "Measured preservation of what matters; absent when it was not measured."),
  (created_at, "RFC 3339 time (UTC) at which it was first made."),
  (updated_at, "RFC 3339 time (UTC) at which it was last brought up to date."),
  (text, "The document as Markdown."),
  (document, "The same document as JSON, in a string."))

struct ExportRecord {
  std::optional<ExportProject> project;
  std::optional<ExportSession> session;
  std::optional<ExportTurn> turn;
  std::optional<ExportUsage> usage;
  std::optional<ExportProjectFile> project_file;
  std::optional<ExportHandoff> handoff;
};
BATON_DESCRIBE(ExportRecord,
  (project, "A project; it stands before its sessions."),
  (session, "A session; it stands before what it holds."),
  (turn, "A turn of the session before it."),
  (usage, "Tokens of one answer in that session."),
  (project_file, "What that session did to one file."),
  (handoff, "A version of the project's handoff; it stands behind the project's sessions. A record has exactly one of these members."))

struct ExportReadParams {
  std::optional<std::string> project;
  std::optional<std::int64_t> session;
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
BATON_DESCRIBE(ExportReadParams,
  (project, "Id, name, or absolute path of a directory inside the project; absent for all projects."),
  (session, "Number of one session of that project; absent for all."),
  (limit, "At most this many records, 1 to 1000; 500 when absent. A page may end earlier, at about 1 MiB."),
  (cursor, "next_cursor of the page before; absent for the first page."))

struct ExportReadResult {
  std::vector<ExportRecord> records;
  std::optional<std::string> next_cursor;
};
BATON_DESCRIBE(ExportReadResult,
  (records, "Records: projects by key, of each its sessions by number with what they hold, then its handoffs by version."),
  (next_cursor, "Pass it as cursor to get the next page; absent on the last."))

inline constexpr Contract<ExportReadParams, ExportReadResult> export_read{
    "export.read", "Reads everything that is stored, page by page, as records that another Baton can import."};

struct ImportWriteParams {
  std::vector<ExportRecord> records;
  std::optional<bool> last;
};
BATON_DESCRIBE(ImportWriteParams,
  (records, "Records in the order of the export, at most 1000."),
  (last, "True when no more will come: handoffs are then made where there are none."))

struct ImportSession {
  std::string agent;
  std::string session;
};
BATON_DESCRIBE(ImportSession,
  (agent, "Agent of the session."),
  (session, "external_id of the session."))

struct ImportWriteResult {
  std::int64_t taken = 0;
  std::optional<std::string> error;
  std::int64_t projects_added = 0;
  std::int64_t sessions_added = 0;
  std::int64_t turns_added = 0;
  std::int64_t turns_known = 0;
  std::int64_t handoffs_added = 0;
  std::int64_t left_out = 0;
  std::vector<ImportSession> sessions_left_out;
};
BATON_DESCRIBE(ImportWriteResult,
  (taken, "How many of the records are dealt with and stored, counted from the first."),
  (error, "What is wrong with the record behind those, which were stored; absent when all were taken."),
  (projects_added, "Projects that were not here before."),
  (sessions_added, "Sessions that were not here before."),
  (turns_added, "Turns that were not here before."),
  (turns_known, "Turns that were here already."),
  (handoffs_added, "Versions of handoffs that were not here before."),
  (left_out, "Records that are not wanted: of ignored projects, and handoffs older than those here."),
  (sessions_left_out, "Sessions among those: what belongs to them must not be sent, since the store does not know them."))

inline constexpr Contract<ImportWriteParams, ImportWriteResult> import_write{
    "import.write", "Stores records of an export; what is here already is neither doubled nor changed."};

}  // namespace baton::protocol
