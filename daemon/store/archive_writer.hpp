#pragma once
// Putting what another store has told into this one.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/store/archive_records.hpp"
#include "daemon/store/statement.hpp"

namespace baton::store {

class Tables;

/// What became of a record.
enum class Arrival {
  added,
  known,            ///< it was here already, and stays as it is here
  left_out,         ///< its project is ignored here, or it is an older handoff than those here
  unknown_project,  ///< it belongs to a project that is not here
  unknown_session,  ///< it belongs to a session that is not here
};

/// What became of the turns of one session.
struct TurnsArrived {
  Arrival arrival = Arrival::known;
  std::int64_t added = 0;
  Id project_id = 0;
  bool outdates_handoff = false;  ///< the project's newest handoff was made here, without them
};

/// Adds records of an archive. What is here already is never changed by them, only completed where
/// it is blank: an archive is older than what was captured since. Writer only.
class ArchiveWriter {
 public:
  /// @param tables of the same connection; they outlive this object
  ArchiveWriter(Connection& connection, Tables& tables);

  /// A project is known by its key.
  Arrival add(const ArchivedProject& project, Milliseconds now);
  /// A session is known by its agent and that one's own id. A new one keeps its number when that is
  /// free in its project, else it gets the next one.
  Arrival add(const ArchivedSession& session);
  /// Turns of one session, each known by its time and identity; their ordinals are kept when free.
  TurnsArrived add(const SessionKey& session, std::span<const NewTurn> turns);
  Arrival add(const ArchivedUsage& usage);
  Arrival add(const ArchivedFile& file);
  /// A version is added when it is newer than the project's own ones, as it is in a project that
  /// has none; else it is left out, since the newest version is what the next session gets.
  Arrival add(const ArchivedHandoff& handoff);
  /// Projects in which somebody asked for something and that have no handoff at all.
  std::vector<Id> projects_without_handoff();

 private:
  /// A session that is here.
  struct Place {
    Id id = 0;
    Id project_id = 0;
  };
  /// A project that is here.
  struct Owner {
    Id id = 0;
    bool ignored = false;
  };
  std::optional<Owner> find_project(const std::string& key);
  std::optional<Place> find_session(const SessionKey& key);
  bool is_ignored(Id project_id);
  std::int64_t draw_number(Id project_id, std::int64_t wanted);
  void insert_session(Id project_id, const ArchivedSession& session);

  Tables& tables_;
  Statement find_project_, insert_project_, find_session_, is_ignored_, number_taken_, keep_number_,
      next_number_;
  Statement insert_session_, complete_session_, note_activity_, adopt_children_;
  Statement has_usage_, insert_file_, newest_handoff_, has_handoff_, insert_handoff_, keep_version_,
      made_here_, without_handoff_;
};

}  // namespace baton::store
