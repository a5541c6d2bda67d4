#pragma once
// Rows as they travel between stores: they refer to each other by keys that mean the same
// everywhere, never by row ids.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "daemon/store/records.hpp"

namespace baton::store {

/// What names a session in every store.
struct SessionKey {
  std::string agent;
  std::string external_id;
};

/// A project with what its user said about it; its counters are made anew.
struct ArchivedProject {
  std::string key;
  std::string name;
  std::string path;
  std::string origin_url;
  std::string description;
  std::string status;
  bool ignored = false;
};

/// A session with everything that cannot be told from its turns and its usage.
struct ArchivedSession {
  std::string project_key;
  std::int64_t number = 0;
  SessionFacts facts;  ///< `finished` is not used: `status` says it
  std::string first_request;
  std::string type;
  std::string status;
  std::string ended_by;  ///< empty when it has not ended
  std::string branch_at_start;
  std::string head_at_start;
  std::string head_at_end;
  std::string account_name;
  std::string objectives;
  std::string accomplishments;
  std::string blockers;
  std::string notes;
  double credits_used = 0;
  std::optional<Milliseconds> completed_at;
  Milliseconds updated_at = 0;
};

/// One turn of one session. A turn that stands in several is told with each of them.
struct ArchivedTurn {
  SessionKey session;
  Turn turn;
};

/// Tokens of one answer.
struct ArchivedUsage {
  SessionKey session;
  Usage usage;
};

/// What a session did to one file, all in all.
struct ArchivedFile {
  SessionKey session;
  FileTouch file;
  std::int64_t touches = 1;
  std::int64_t first_ordinal = 0;
  std::int64_t last_ordinal = 0;
  Milliseconds created_at = 0;
  Milliseconds updated_at = 0;
};

/// One version of a project's handoff.
struct ArchivedHandoff {
  std::string project_key;
  SessionKey session;  ///< empty when the session is not known any more
  Handoff handoff;     ///< its ids are those of the store that it comes from
  bool pinned = false;
};

using ArchiveRecord = std::variant<ArchivedProject, ArchivedSession, ArchivedTurn, ArchivedUsage,
                                   ArchivedFile, ArchivedHandoff>;

}  // namespace baton::store
