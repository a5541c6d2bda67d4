#pragma once
// From a batch to rows: what runs on the writing thread, in one transaction.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/capture/batch.hpp"
#include "daemon/capture/ingest.hpp"
#include "daemon/capture/projects.hpp"
#include "daemon/store/tables.hpp"

namespace baton::capture {

/// Identities of turns by the external id of their session.
using Identities = std::map<std::string, std::vector<std::int64_t>>;

/// Adds the sessions' turns.
void collect_identities(const std::vector<SessionBatch>& sessions, Identities& identities);

/// What one commit does. It owns all of it, because the next chunk is read while it runs.
struct CommitPlan {
  std::vector<SessionBatch> sessions;
  store::Cursor cursor;
  std::vector<store::UnparsedRecord> unparsed = {};  ///< stored together with the cursor
  bool save_cursor = true;
  std::string fallback_directory = {};  ///< the project of a session that names no directory
  bool read_anew = false;  ///< the file was read from its beginning to its end once more
  /// Set when the file was read anew as a whole: what it and its copies hold now.
  std::optional<Identities> all_identities = {};
  std::map<std::string, store::ProjectKey> projects = {};  ///< by working directory
};

/// Looks up the projects of the plan's sessions. Blocking; on the capturing thread.
void find_projects(CommitPlan& plan, ProjectFinder& finder);

/// Where a session is stored.
struct SessionPlace {
  store::Id project_id = 0;
  store::Id session_id = 0;
};

/// Stores what is known of a session, in the project of `key` when the session is new. Nothing when
/// its project is ignored. On the writing thread.
std::optional<SessionPlace> ensure_session(const store::SessionFacts& facts,
                                           const store::ProjectKey& key, Milliseconds now,
                                           store::Tables& tables);

/// Writes the turns and the cursor. Sessions of ignored projects are left out. On the writing
/// thread.
std::vector<TurnsStored> apply(const CommitPlan& plan, store::Tables& tables);

}  // namespace baton::capture
