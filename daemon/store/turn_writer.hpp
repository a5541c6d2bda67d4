#pragma once
// Putting turns into the store and taking them out of sight, with everything that counts and
// indexes them.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/store/file_touches.hpp"
#include "daemon/store/names.hpp"
#include "daemon/store/records.hpp"
#include "daemon/store/statement.hpp"

namespace baton::store {

/// The writing half of Turns, whose documentation says what it does.
class TurnWriter {
 public:
  explicit TurnWriter(Connection& connection);
  InsertedTurns insert(Id session_id, std::span<const NewTurn> turns);
  std::int64_t withdraw_missing(Id session_id, std::span<const std::int64_t> kept);

 private:
  /// What is known of a turn that is stored already.
  struct StoredTurn {
    Id id = 0;
    Id session_id = 0;
    bool withdrawn = false;
  };
  /// The session that turns are put into, with what they add to its counters. Counting once for all
  /// turns of a call instead of once for each saves a fifth of a backfill's time: the row is wide
  /// and stands in several indexes.
  struct Target {
    Id id = 0;
    Id project_id = 0;
    std::int64_t last_ordinal = 0;
    bool may_reopen = false;
    bool has_first_request = false;
    std::int64_t turns = 0;
    std::int64_t user_turns = 0;
    std::int64_t project_turns = 0;  ///< own ones; linked ones count where they were seen first
    std::int64_t added = 0;
    std::int64_t changed = 0;
    bool goes_on = false;  ///< something new was said in it, not only history imported
    std::optional<Milliseconds> first_at;
    std::optional<Milliseconds> last_at;
  };
  /// A live turn of a session, as withdrawing sees it.
  struct LiveTurn {
    Id id = 0;
    std::int64_t identity = 0;
    bool typed = false;
  };

  std::optional<StoredTurn> find_stored(const NewTurn& turn);
  Target target_of(Id session_id);
  bool differs(const NewTurn& turn, Id turn_id);
  void change(Target& target, const NewTurn& turn, Id turn_id);
  bool stays_as_it_is(const NewTurn& turn, const StoredTurn& stored, Id session_id);
  std::int64_t draw_ordinal(Target& target, const NewTurn& turn);
  void put(Target& target, const NewTurn& turn, const std::optional<StoredTurn>& stored);
  void add(Target& target, const NewTurn& turn);
  void insert_row(const Target& target, const NewTurn& turn, std::int64_t ordinal);
  void link(Target& target, const NewTurn& turn, Id turn_id);
  void revive(Target& target, const NewTurn& turn, const StoredTurn& stored);
  void count(Target& target, const NewTurn& turn, bool own);
  void save_counts(const Target& target);
  std::vector<LiveTurn> missing(Statement& turns, Id session_id,
                                std::span<const std::int64_t> kept);
  void withdraw(const LiveTurn& turn);

  Names names_;
  FileTouches files_;
  Statement find_identity_, target_, insert_, index_, count_in_session_, count_in_project_;
  Statement set_first_request_, reopen_, is_taken_, is_linked_, link_, unlink_, other_session_,
      move_, content_, change_, set_withdrawn_;
  Statement live_turns_, linked_turns_;
};

}  // namespace baton::store
