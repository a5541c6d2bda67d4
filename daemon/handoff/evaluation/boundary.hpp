#pragma once
// The moment before a session begins: what was known then, and what the session turned out to need
// of it. docs/quality.md defines the need.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/handoff/entities/entities.hpp"
#include "daemon/handoff/evaluation/keyed_project.hpp"

namespace baton::handoff::evaluation {

/// Where the next session needed something: in what its user said, in what its agent did at once,
/// in what its agent found again, or as a subject of its user's.
enum class NeedClass { user, act, rediscovered, topic };

/// Something that was known and that the next session named.
struct NeededKey {
  std::size_t key = 0;  ///< resolved; of KeyedProject::keys()
  double weight = 0;    ///< need times how much it says
  NeedClass need = NeedClass::user;
  std::size_t last_session = 0;   ///< the newest session before that named it
  bool in_prompt = false;         ///< the next session's first request names it
  bool in_first_session = false;  ///< the project's first session named it
};

/// A step of the history.
struct StepPlace {
  std::size_t session = 0;
  std::size_t step = 0;
};

/// A boundary of a project. Points to the keyed project, which must outlive it. One thread.
class Boundary {
 public:
  /// @param next place of the session that begins, at least 1
  Boundary(const KeyedProject& project, std::size_t next);

  const KeyedProject& project() const { return *project_; }
  std::size_t next() const { return next_; }
  /// How many steps of each earlier session lie before the boundary: of one that ran on while the
  /// next began, only those until then.
  const std::vector<std::size_t>& visible() const { return visible_; }
  const NameResolver& names() const { return names_; }
  const std::vector<NeededKey>& need() const { return need_; }
  /// The sum of the need's weights.
  double weight() const { return weight_; }
  /// The place of a needed key in need(); nothing when the key is not needed.
  std::optional<std::size_t> place_in_need(std::string_view resolved_key) const;
  /// Whether the history names a key.
  bool is_known(std::string_view resolved_key) const;
  /// Whether a content word stands in the history.
  bool is_said(std::string_view word) const;
  /// The newest steps of the history that name a needed key, at most 40, the newest first.
  const std::vector<StepPlace>& sources(std::size_t place_in_need) const {
    return sources_[place_in_need];
  }
  /// The first request of the session that begins, its first 2000 characters; empty without one.
  std::string_view goal() const;

 private:
  void resolve_keys();
  void look_back();
  void collect_need();
  void need_of_user(const Step& step, const KeyedStep& keyed);
  void need_of_tool(const KeyedStep& keyed);
  void add_need(std::size_t key, double weight, NeedClass need);
  void finish_need();
  void collect_sources();

  const KeyedProject* project_;
  std::size_t next_;
  std::vector<std::size_t> visible_;
  NameResolver names_;
  std::vector<std::size_t> resolved_;  // by number of a key
  // By number of a resolved key:
  std::vector<std::optional<std::size_t>> last_session_;
  std::vector<int> topic_mentions_;
  std::vector<bool> shown_;
  std::vector<std::optional<std::size_t>> place_in_need_;
  std::vector<bool> said_;  // by number of a word
  std::vector<NeededKey> need_;
  double weight_ = 0;
  std::vector<std::vector<StepPlace>> sources_;
};

}  // namespace baton::handoff::evaluation
