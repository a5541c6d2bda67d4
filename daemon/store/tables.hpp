#pragma once
// One class per table group, each owning its prepared statements on one connection. None of them
// may leave the thread that runs the connection. All throw StoreError (store/error.hpp).

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/store/archive_reader.hpp"
#include "daemon/store/archive_writer.hpp"
#include "daemon/store/compaction.hpp"
#include "daemon/store/handoff_edits.hpp"
#include "daemon/store/idempotency_keys.hpp"
#include "daemon/store/records.hpp"
#include "daemon/store/retention.hpp"
#include "daemon/store/settings.hpp"

namespace baton::store {

class Connection;

/// projects
class Projects {
 public:
  explicit Projects(Connection& connection);
  ~Projects();
  Projects(Projects&&) noexcept;

  /// The id of the project with this key, inserted if new. Writer only.
  Id ensure(const ProjectKey& key, Milliseconds now);
  std::optional<Project> find(Id id);
  /// Whether the project's sessions are recorded. Writer only.
  void set_ignored(Id id, bool ignored, Milliseconds now);
  /// Work trees of the projects that are recorded.
  std::vector<std::string> paths();
  std::optional<Project> find_by_key(std::string_view key);
  /// All projects of that name; names are not unique.
  std::vector<Project> find_by_name(std::string_view name);
  /// The project whose path is `path` or the nearest directory above it.
  std::optional<Project> find_by_path(std::string_view path);
  /// Newest activity first. `after` is the cursor returned in `next`, empty for the first page.
  std::vector<Project> list(std::int64_t limit, std::string_view after, std::string& next);

 private:
  struct Statements;
  std::unique_ptr<Statements> statements_;
};

/// sessions, session_turns (turns shared with a fork) and usage
class Sessions {
 public:
  explicit Sessions(Connection& connection);
  ~Sessions();
  Sessions(Sessions&&) noexcept;

  /// Inserts the session or merges the facts into what is stored; a new one gets the project's next
  /// number. An existing session keeps its project and the working directory that was told first.
  /// `now` becomes updated_at. Writer only.
  Id upsert(Id project_id, const SessionFacts& facts, Milliseconds now);
  std::optional<Session> find(Id id);
  std::optional<Session> find_by_number(Id project_id, std::int64_t number);
  std::optional<Session> find_by_external_id(std::string_view agent, std::string_view external_id);
  /// Newest start first; of one project, or of all when absent.
  std::vector<Session> list(std::optional<Id> project_id, std::int64_t limit,
                            std::string_view after, std::string& next);
  /// The newest sessions of a project that hold at least one message a person typed and are no
  /// subagents: what a handoff is made from. The one with the newest record comes first, so that an
  /// old session which is gone on with is the one to be handed on.
  std::vector<Session> recent_with_requests(Id project_id, std::int64_t limit);
  /// Stores one model answer's tokens and keeps the session's sums right. Writer only.
  void record_usage(Id session_id, const Usage& usage);
  /// Sets the status; `ended_by` is signal, exit, silence, user or empty. A session that was ended
  /// by anything but its user is in progress again as soon as a new turn comes. Writer only.
  void set_status(Id id, std::string_view status, std::string_view ended_by, Milliseconds now);
  /// Completes a session that is in progress; any other stays as it is. Writer only.
  void finish(Id id, std::string_view ended_by, Milliseconds now);
  /// Completes an agent's sessions in progress in a working directory whose newest record is older
  /// than `silent_since`. Writer only.
  void complete_exited(std::string_view agent, std::string_view working_directory,
                       Milliseconds silent_since, Milliseconds now);
  /// Completes the sessions in progress whose newest record is older than `silent_since`; returns
  /// them. Writer only.
  std::vector<Id> complete_silent(Milliseconds silent_since, Milliseconds now);

 private:
  struct Statements;
  std::unique_ptr<Statements> statements_;
};

/// turns, turns_index (FTS5) and project_files
class Turns {
 public:
  explicit Turns(Connection& connection);
  ~Turns();
  Turns(Turns&&) noexcept;

  /// Appends the turn to the session and to the index unless a turn with its (created_at, identity)
  /// exists. A turn that exists in another session is linked to this one too (session_turns). A
  /// withdrawn turn that comes again is live again. One that this session has with another text
  /// gets the new one, in its place. Returns true when a row was added or changed. The turn belongs
  /// to its session's project, whatever `project_id` says. Writer only.
  bool insert(Id project_id, Id session_id, const NewTurn& turn);
  /// The same for several turns of one session, which is faster than one by one.
  InsertedTurns insert(Id project_id, Id session_id, std::span<const NewTurn> turns);
  /// Marks as withdrawn every live turn of the session whose identity is not in `kept` (sorted): a
  /// rewritten log no longer has them. Returns how many. Withdrawn turns are kept but not listed,
  /// counted or searched. A turn that also stands in another session is only taken out of this one.
  /// Writer only.
  std::int64_t withdraw_missing(Id session_id, std::span<const std::int64_t> kept);
  /// Turns of a session with ordinal > `after`, in order, texts unpacked.
  std::vector<Turn> list(Id session_id, std::int64_t after, std::int64_t limit);
  /// Turns of a session with ordinal > `after`, one by one; stops when `visit` returns false.
  /// For building handoffs: one turn's text is in memory at a time.
  template <class Visit>
  void for_each(Id session_id, std::int64_t after, Visit&& visit) {
    visit_each(session_id, after, [&visit](Turn& turn) { return static_cast<bool>(visit(turn)); });
  }
  std::optional<Turn> find(Id session_id, std::int64_t ordinal);
  /// Full-text search: BM25 over the newest 2000 hits. The query syntax is the protocol's; a query
  /// without any word gives no hits.
  std::vector<SearchHit> search(std::string_view query, std::optional<Id> project_id,
                                std::int64_t limit);

 private:
  void visit_each(Id session_id, std::int64_t after, const std::function<bool(Turn&)>& visit);
  struct Statements;
  std::unique_ptr<Statements> statements_;
};

/// handoffs and handoffs_index
class Handoffs {
 public:
  explicit Handoffs(Connection& connection);
  ~Handoffs();
  Handoffs(Handoffs&&) noexcept;

  /// Stores the live handoff of a session: updates the project's newest version when that was made
  /// for the same session by the same generator and is not pinned, else adds a version. Returns it
  /// with id, version and times. Writer only.
  Handoff save(Handoff handoff, Milliseconds now);
  /// Stores what somebody made by hand: always a version of its own, which save() never overwrites.
  /// Returns it with id, version and times. Writer only.
  Handoff add(Handoff handoff, Milliseconds now);
  /// Pins a version, which save() then leaves as it is, or lets go of it; false when there is none
  /// of that number. Writer only.
  bool set_pinned(Id project_id, std::int64_t version, bool pinned);
  /// The newest version. One indexed read; without the document (which then is empty) it unpacks
  /// nothing.
  std::optional<Handoff> newest(Id project_id, bool with_document = true);
  std::optional<Handoff> find(Id project_id, std::int64_t version);
  /// Notes how much of what came next the handoff of a session held: with the newest version that
  /// was made of it without a model. A version that is made anew loses it. Writer only.
  /// @param preservation from 0 to 1
  /// @param measures     every figure, as a JSON object
  /// @returns the version; nothing when the session has none
  std::optional<std::int64_t> set_measures(Id project_id, Id session_id, double preservation,
                                           std::string_view measures);
  /// Projects in which somebody asked for something after a version was last built, or of which
  /// there is none; what somebody made by hand knows of no new turns.
  std::vector<Id> projects_behind();
  /// Newest version first, without their texts and documents, which are empty.
  std::vector<Handoff> list(Id project_id, std::int64_t limit, std::string_view after,
                            std::string& next);

 private:
  struct Statements;
  std::unique_ptr<Statements> statements_;
};

/// capture_files and unparsed_records
class CaptureFiles {
 public:
  explicit CaptureFiles(Connection& connection);
  ~CaptureFiles();
  CaptureFiles(CaptureFiles&&) noexcept;

  std::optional<Cursor> find(std::string_view path);
  /// Any cursor of the same device and inode: the file was renamed.
  std::optional<Cursor> find_by_inode(std::uint64_t device, std::uint64_t inode);
  /// Inserts or replaces the cursor of its path. Writer only.
  void save(const Cursor& cursor);
  /// Moves a cursor to the file's new name. Writer only.
  void rename(std::string_view from, std::string_view to);
  /// Remembers which session a file holds turns of. Writer only.
  void link_session(std::string_view path, Id session_id);
  std::vector<Id> sessions_of(std::string_view path);
  /// Paths of the files that hold turns of the session.
  std::vector<std::string> files_of(Id session_id);
  void add_unparsed(std::string_view path, int parser_version, const UnparsedRecord& record,
                    Milliseconds now);
  /// Forgets a file's unparsed records, before it is read again from the beginning. Writer only.
  void clear_unparsed(std::string_view path);
  /// Forgets what was wrong with the file as a whole: it could be read. Writer only.
  void clear_faults(std::string_view path);
  /// Lets every file be read again from its beginning; turns that are stored are not doubled.
  /// Writer only.
  void read_all_again();
  /// Paths of the files that were there when they were last looked for.
  std::vector<std::string> present();
  /// Notes that a file is gone: its agent has deleted it, Baton keeps what was in it. Writer only.
  void mark_gone(std::string_view path, Milliseconds now);
  std::vector<CaptureCounts> counts();
  std::vector<CaptureTrouble> troubles(std::string_view agent, std::int64_t limit);

 private:
  struct Statements;
  std::unique_ptr<Statements> statements_;
};

/// ignore_rules
class IgnoreRules {
 public:
  explicit IgnoreRules(Connection& connection);
  ~IgnoreRules();
  IgnoreRules(IgnoreRules&&) noexcept;

  std::vector<IgnoreRule> list();
  /// Adds a rule, or changes its note. Writer only.
  void add(const IgnoreRule& rule);
  /// False when there is no such rule. Writer only.
  bool remove(std::string_view scope, std::string_view pattern);

 private:
  struct Statements;
  std::unique_ptr<Statements> statements_;
};

/// Every table on one connection: what a unit of work gets.
class Tables {
 public:
  explicit Tables(Connection& connection);

  Projects projects;
  Sessions sessions;
  Turns turns;
  Handoffs handoffs;
  HandoffEdits handoff_edits;
  CaptureFiles capture_files;
  IgnoreRules ignore_rules;
  ArchiveReader archive_reader;
  ArchiveWriter archive_writer;
  Retention retention;
  Compaction compaction;
  Settings settings;
  IdempotencyKeys idempotency_keys;

  Counts counts();
  std::int64_t database_bytes();
  int schema_version();
  /// The first problems PRAGMA quick_check finds; empty when the database is sound. Takes long on a
  /// big store.
  std::vector<std::string> quick_check();

 private:
  Connection& connection_;
};

}  // namespace baton::store
