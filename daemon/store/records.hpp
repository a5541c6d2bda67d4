#pragma once
// The domain as the store keeps it: plain structs, one per kind of row. They know neither SQL nor
// JSON.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/base/time.hpp"

namespace baton::store {

using baton::Milliseconds;
using Id = std::int64_t;

// The numbers of the first three are stored: append to them, never reorder.
enum class Role { user, assistant, system, tool };
enum class TurnKind { text, thinking, tool_call, tool_result, summary };

/// What a tool does, whatever the agent calls it.
enum class ToolKind { none, shell, read, edit, write, search, web, task, todo, ask, mcp, other };

enum class FileOperation { read, created, modified, deleted, renamed };

/// How a session came from its parent.
enum class Relation { none, subagent, fork, resume };

/// What a user did to a line of a handoff.
enum class HandoffEditKind {
  note,      ///< added it
  hidden,    ///< deleted it
  replaced,  ///< wrote it anew
  pinned,    ///< wants it in every handoff
};

std::string_view to_string(Role role);
std::string_view to_string(TurnKind kind);
std::string_view to_string(ToolKind kind);
std::string_view to_string(FileOperation operation);
std::string_view to_string(Relation relation);
std::string_view to_string(HandoffEditKind kind);
/// The value of that name; nothing when there is no such name.
std::optional<Role> find_role(std::string_view name);
std::optional<TurnKind> find_turn_kind(std::string_view name);
std::optional<ToolKind> find_tool_kind(std::string_view name);
std::optional<FileOperation> find_file_operation(std::string_view name);
std::optional<Relation> find_relation(std::string_view name);
std::optional<HandoffEditKind> find_handoff_edit_kind(std::string_view name);
/// The relation of that name; none when there is no such name.
Relation relation_from_string(std::string_view name);
/// The operation of that name; read when there is no such name.
FileOperation file_operation_from_string(std::string_view name);

/// What identifies a project; the git room makes it from a working directory.
struct ProjectKey {
  std::string key;   ///< the git common directory, else the directory itself; unique
  std::string path;  ///< the work tree, else the directory
  std::string name;  ///< last part of the path
  std::string
      origin_url;  ///< of the remote "origin", without credentials; empty when there is none
};

struct Project {
  Id id = 0;
  std::string key;
  std::string name;
  std::string path;
  std::string origin_url;
  std::string description;
  std::string status;  ///< active, paused or completed
  bool ignored = false;
  std::int64_t sessions = 0;
  std::int64_t active_sessions = 0;
  std::int64_t turns = 0;
  std::optional<Milliseconds> last_activity_at;
};

/// What a source knows about a session; empty and absent members leave what is stored as it is.
struct SessionFacts {
  std::string agent;
  std::string external_id;  ///< the agent's own id; (agent, external_id) is unique
  std::string title;
  std::string working_directory;
  std::string branch;
  std::string model;
  std::string agent_version;
  std::string parent_external_id;
  Relation relation = Relation::none;
  std::optional<Milliseconds> started_at;  ///< the earliest wins
  std::optional<Milliseconds> ended_at;    ///< the latest wins
  bool finished = false;  ///< the log itself says that it is over; the newest word counts
};

struct Session {
  Id id = 0;
  Id project_id = 0;
  std::string project_name;
  std::int64_t number = 0;  ///< within the project, from 1
  std::string agent;
  std::string external_id;
  std::string title;
  std::string status;  ///< in_progress, completed, failed or paused
  std::string working_directory;
  std::string branch;
  std::string model;
  std::string agent_version;
  std::optional<Id> parent_id;
  Relation relation = Relation::none;
  std::optional<Milliseconds> started_at;
  std::optional<Milliseconds> ended_at;
  std::int64_t turns = 0;
  std::int64_t user_turns = 0;
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
};

/// A text as the store keeps it; made by pack_text() on any thread, so that the writing thread need
/// not compress.
struct PackedText {
  std::string bytes;
  bool compressed = false;  ///< zstd frame
};

/// One file that a tool call touched.
struct FileTouch {
  std::string path;
  FileOperation operation = FileOperation::read;
  std::int64_t lines_added = 0;
  std::int64_t lines_removed = 0;
};

/// A turn on its way into the store.
struct NewTurn {
  std::int64_t identity = 0;    ///< hash; (created_at, identity) is unique in the whole store
  Milliseconds created_at = 0;  ///< 0 when the log has no time
  Role role = Role::user;
  TurnKind kind = TurnKind::text;
  bool injected = false;  ///< in a user's message, but typed by no person
  bool is_error = false;
  std::string tool_name;
  ToolKind tool_kind = ToolKind::none;
  std::string tool_call_id;
  std::string external_id;  ///< the source's own id; may be empty
  PackedText text;
  std::string
      index_text;  ///< what full-text search sees of it: index_part() of the text, nothing else,
                   ///< because taking a turn out of the index needs the same words again
  std::int64_t size = 0;  ///< bytes of the text before packing
  std::vector<FileTouch> files;
  std::int64_t ordinal = 0;  ///< the place it had elsewhere, taken when free; 0: the next one
  bool imported = false;     ///< history from another store: it changes no turn that is here, nor
                             ///< the times and the status of its session
};

struct Turn {
  Id id = 0;
  Id session_id = 0;
  std::int64_t identity = 0;
  std::int64_t ordinal = 0;  ///< place in the session, from 1
  Milliseconds created_at = 0;
  Role role = Role::user;
  TurnKind kind = TurnKind::text;
  bool injected = false;
  bool is_error = false;
  std::string tool_name;
  ToolKind tool_kind = ToolKind::none;
  std::string tool_call_id;
  std::string external_id;
  std::string text;
};

/// What putting turns into a session did.
struct InsertedTurns {
  std::int64_t added = 0;    ///< to the session
  std::int64_t changed = 0;  ///< in their places
  std::int64_t all() const { return added + changed; }
};

/// Tokens of one model answer; counted once per message, the last report wins.
struct Usage {
  std::string message_key;  ///< unique within the session
  std::string model;
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  std::int64_t cache_read_tokens = 0;
  std::int64_t cache_write_tokens = 0;
  std::int64_t cost_micros = 0;  ///< millionths of a US dollar; 0 when the log does not tell
};

/// Where reading a log file stands. Committed in the same transaction as the turns read.
struct Cursor {
  std::string path;
  std::string agent;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t offset = 0;      ///< bytes consumed, always at the beginning of a record
  std::uint64_t size = 0;        ///< of the file when it was last read
  std::int64_t modified_ns = 0;  ///< mtime when it was last read
  std::uint64_t head_hash = 0;   ///< of the first min(offset, 4096) bytes
  std::uint64_t tail_hash = 0;   ///< of the last min(offset, 256) bytes before offset
  std::int64_t lines = 0;        ///< complete lines consumed
  std::int64_t unparsed = 0;     ///< records that could not be parsed
  int parser_version = 0;
  std::string parser_state;  ///< what the source's parser needs to go on; its own format
  Milliseconds read_at = 0;
};

/// A record that no parser understood, kept for a better one.
struct UnparsedRecord {
  std::int64_t line = 0;  ///< from 1; 0 when the whole file is meant
  std::uint64_t offset = 0;
  std::string reason;
  std::string raw;  ///< redacted, at most 64 KiB
};

/// What one agent's capture amounts to.
struct CaptureCounts {
  std::string agent;
  std::int64_t files = 0;
  std::int64_t sessions = 0;
  std::int64_t turns = 0;
  std::int64_t unparsed = 0;
  std::int64_t gone_files = 0;  ///< deleted by their agent
  std::optional<Milliseconds> last_read_at;
};

/// Something the user does not want recorded.
struct IgnoreRule {
  std::string scope;    ///< path or agent
  std::string pattern;  ///< an absolute path, with `*` and `?`; or an agent's id
  std::string note;
  Milliseconds created_at = 0;
};

struct CaptureTrouble {
  std::string agent;
  std::string path;
  std::int64_t line = 0;
  std::uint64_t offset = 0;
  std::string reason;
};

struct Handoff {
  Id id = 0;
  Id project_id = 0;
  std::int64_t version = 0;  ///< within the project, from 1
  Id session_id = 0;
  std::int64_t session_number = 0;
  std::string generator;  ///< extractive, llm, manual or hybrid
  std::string model;
  std::string text;      ///< rendered Markdown under the default budget
  std::string document;  ///< the structured sections as JSON
  std::int64_t tokens = 0;
  std::int64_t source_tokens = 0;  ///< estimated tokens of the turns it was made from
  std::int64_t times_loaded = 0;
  Milliseconds created_at = 0;
  Milliseconds updated_at = 0;
  std::optional<double> preservation;    ///< measured, from 0 to 1; absent until it is
  bool pinned = false;                   ///< stays as it is
  std::optional<std::int64_t> based_on;  ///< the version that was edited, of one made by hand
};

/// What a user did to one line of a project's handoffs; it holds for all that come.
struct HandoffEdit {
  Id id = 0;
  HandoffEditKind kind = HandoffEditKind::note;
  std::string section;             ///< stable name of the section in which the line stands
  std::string identity_key;        ///< by which the handoff room finds the line again
  std::string text;                ///< the note; else the line that is hidden, replaced or pinned
  std::string replacement;         ///< of a replaced line: what stands instead
  std::string citations;           ///< of a pinned line: `session:ordinal`, apart by spaces
  std::int64_t since_version = 0;  ///< the version of the handoff from which on it is in force
  std::optional<std::int64_t> until_version;  ///< from which on it no longer is
  Milliseconds created_at = 0;
};

struct SearchHit {
  Id turn_id = 0;
  Id session_id = 0;
  Id project_id = 0;
  std::string project_name;
  std::int64_t session_number = 0;
  std::int64_t ordinal = 0;
  std::string agent;
  Role role = Role::user;
  TurnKind kind = TurnKind::text;
  Milliseconds created_at = 0;
  std::string snippet;  ///< matched words between U+2068 and U+2069
};

struct Counts {
  std::int64_t projects = 0;
  std::int64_t sessions = 0;
  std::int64_t turns = 0;
  std::int64_t handoffs = 0;
  std::int64_t troubled_files = 0;
};

}  // namespace baton::store
