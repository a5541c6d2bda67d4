#pragma once
// What a project's sessions named, and how likely the next session needs each of it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/handoff/entities/steps.hpp"
#include "daemon/handoff/memory/features.hpp"
#include "daemon/handoff/memory/history.hpp"
#include "daemon/handoff/memory/key_table.hpp"
#include "daemon/handoff/memory/similar_sessions.hpp"

namespace baton::handoff {

class ByteReader;

/// The memory of one project. It is told of sessions in the order in which they ran and of their
/// steps as they come; a step costs what it names, and the probabilities may be asked for after
/// each. Paths with the same base name are one entity until the name is seen under two parents;
/// from then on each needs its parent.
///
/// It keeps what every entity did in the newest session and sums over all before. When a project
/// has named more than `most_entities`, a third of them is kept at the next session: first what has
/// faded is forgotten, then what was only shown, then what has not been named for the longest time.
///
/// Not for several threads at once.
class ProjectMemory {
 public:
  static constexpr std::size_t most_entities = 100'000;

  /// An entity and how likely the next session's opening needs it.
  struct Need {
    KeyId id = 0;          ///< its number, the same until the next `begin_session`
    std::string_view key;  ///< resolved; a topic word as `t:word`
    double probability = 0;
    double specificity = 0;  ///< of the key, as `specificity` gives it
  };

  /// An entity and all that is known of it.
  struct Description {
    KeyId id = 0;  ///< as in `Need`
    Features features{};
  };

  /// The newest session has ended, and another begins.
  void begin_session();

  /// The next step of the newest session; the first session begins by itself.
  /// @param keys of the step, as `keys_of` gives them
  void add_step(const Step& step, const StepKeys& keys);

  /// All entities that have not faded, in the order of their first place, as seen at this moment of
  /// the newest session. Valid until the memory changes or is asked again.
  const std::vector<Need>& needs();

  /// The same entities with what their probabilities are made from.
  std::vector<Description> describe() const;

  /// The key of an entity that `needs` or `describe` gave; valid until the memory changes.
  std::string_view key_of(KeyId id) const { return keys_.text(id); }

  /// What the last call of `needs` gave for a key, resolved or not; null when it is not listed.
  /// Valid as long as that.
  const Need* need_of(std::string_view key) const;

  /// The key by which an entity is listed: of a path its base name, with its parent if ambiguous.
  std::string resolve(std::string_view key) const;

  /// Whether the base name (lower case) has been seen under two parents.
  bool is_ambiguous(std::string_view base) const;

  /// All base names of which that is so. Valid until the memory changes.
  std::vector<std::string_view> ambiguous_names() const;

  std::int32_t session_count() const { return session_ + 1; }

  /// Everything as bytes that `load` takes, so that nobody need read the sessions again.
  std::string save() const;

  /// The memory that was saved; nothing when the bytes are of another version, damaged or foreign.
  static std::optional<ProjectMemory> load(std::string_view bytes);

 private:
  static constexpr std::uint32_t none = UINT32_MAX;

  enum class Kind : std::uint8_t {
    plain,  ///< not a path
    path,   ///< as it was named: `p:parent/base`
    name    ///< of all paths with this base, as long as it is unambiguous: `p:base`
  };

  struct Entity {
    History history;  ///< without the newest session
    double weight = 0;
    double score = 0;          ///< similar sessions apart; far below 0 when it has faded
    std::uint32_t now = none;  ///< in now_
    KeyId name = none;         ///< of a path
    std::array<KeyId, 2> paths{none, none};  ///< of a name: without and with its first parent
    Kind kind = Kind::plain;
    bool is_ambiguous = false;  ///< of a name
  };
  struct Current {
    KeyId id = none;
    Mentions mentions;
  };

  /// Where a step stands in the newest session and who made it.
  struct Place {
    StepRole role = StepRole::user;
    std::int32_t position = 0;
    bool is_opening = false;
    bool is_first_request = false;
    bool changes_files = false;
  };

  std::optional<KeyId> id_of(std::string_view key);
  KeyId add_entity(std::string_view text, Kind kind);
  void link_to_name(KeyId path);
  Mentions& mentions_of(KeyId id);

  Place place_of(const Step& step);
  /// Changes the mentions of an entity and, if it is a path, of its name.
  template <typename Change>
  void note(KeyId id, const Change& change);
  void note_given(KeyId id, const Place& place);
  void note_written(KeyId id, const Place& place);
  void note_shown(KeyId id);
  void note_topic(KeyId id, const Place& place);
  void note_first_uses(KeyId id, const Mentions& before);

  void forget_faded();
  std::vector<KeyId> worth_keeping() const;

  void read_place(ByteReader& in);
  bool read_entities(ByteReader& in);
  bool read_mentions_now(ByteReader& in);
  bool read_similar(ByteReader& in);

  bool is_listed(KeyId id) const;
  std::optional<KeyId> listed_id_of(std::string_view key) const;
  std::optional<Features> known_of(KeyId id) const;
  Resemblance resemblance_of(KeyId id, const std::vector<Resemblance>& by_id) const;
  void refresh_scores();
  void refresh_score(KeyId id);

  KeyTable keys_;
  std::vector<Entity> entities_;  // by KeyId
  std::vector<Current> now_;      // what the newest session named
  SimilarSessions similar_;
  Moment moment_;
  std::int32_t session_ = -1;
  std::int32_t counted_steps_ = 0;  // of the newest session, notes apart
  bool has_request_ = false;
  std::vector<KeyId> stale_;  // entities whose score has to be made again, placed ones apart
  bool all_stale_ = true;
  std::vector<Need> needs_;
};

}  // namespace baton::handoff
