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

/// Adds the batch's turns.
void collect_identities(const Batch& batch, Identities& identities);

/// What one commit does. The references must outlive it.
struct CommitPlan {
  const Batch& batch;
  const store::Cursor& cursor;
  const std::vector<store::UnparsedRecord>& unparsed;  ///< stored together with the cursor
  bool save_cursor = true;
  std::string fallback_directory = {};         ///< the project of a session that names no directory
  const Identities* all_identities = nullptr;  ///< set when the file was read anew as a whole: what
                                               ///< it and its copies hold now
  std::map<std::string, store::ProjectKey> projects = {};  ///< by working directory
};

/// Looks up the projects of the batch's sessions. Blocking; on the capturing thread.
void find_projects(CommitPlan& plan, ProjectFinder& finder);

/// Writes the batch and the cursor. On the writing thread.
std::vector<TurnsStored> apply(const CommitPlan& plan, store::Tables& tables);

}  // namespace baton::capture
