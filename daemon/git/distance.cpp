#include "daemon/git/distance.hpp"

#include <map>
#include <queue>
#include <utility>

#include "daemon/git/commits.hpp"

namespace baton::git {
namespace {

struct OidOrder {
  bool operator()(const git_oid& a, const git_oid& b) const { return git_oid_cmp(&a, &b) < 0; }
};

constexpr unsigned of_commit = 1;
constexpr unsigned of_other = 2;
constexpr unsigned of_both = of_commit | of_other;

/// Goes back through both histories at once, the youngest commit first, until all that is left is
/// in both. Commits of one second, or of clocks that go wrong, may come before their children: what
/// is then found to be in both after all is counted back. libgit2's own walk cannot be stopped: for
/// two histories without a common beginning it reads all of both.
class Walk {
 public:
  explicit Walk(git_repository* repository) : repository_(repository) {}

  /// False when there is no such commit.
  bool begin_at(const git_oid& id, unsigned side) {
    if (!commit_of(repository_, id)) return false;
    reach(id, side);
    return true;
  }

  Distance count(std::chrono::steady_clock::time_point until) {
    while (undecided_ > 0) {
      const bool is_enough =
          distance_.ahead >= most_commits_counted || distance_.behind >= most_commits_counted;
      if (is_enough || std::chrono::steady_clock::now() > until) {
        distance_.is_whole = false;
        break;
      }
      take_next();
    }
    return distance_;
  }

 private:
  struct Waiting {
    git_time_t time = 0;
    git_oid id{};
    bool operator<(const Waiting& other) const { return time < other.time; }
  };
  struct Known {
    unsigned sides = 0;
    bool waits = false;
    bool is_decided = false;  // what follows from it changes no count, as far as is known
  };

  void take_next() {
    const git_oid id = waiting_.top().id;
    waiting_.pop();
    Known& known = known_[id];
    known.waits = false;
    if (!std::exchange(known.is_decided, true)) --undecided_;
    count_in(known, 1);
    const unsigned sides = known.sides;
    const Commit commit = commit_of(repository_, id);
    // The parents of a shallow clone's oldest commits are not there.
    for (unsigned at = 0; commit && at < git_commit_parentcount(commit.get()); ++at)
      reach(*git_commit_parent_id(commit.get(), at), sides);
  }

  void reach(const git_oid& id, unsigned sides) {
    const auto [entry, is_new] = known_.try_emplace(id);
    Known& known = entry->second;
    const unsigned all = known.sides | sides;
    if (is_new) {
      known.sides = all;
      wait(id, known, all == of_both);
    } else if (known.sides == all) {
      return;
    } else if (known.waits) {
      known.sides = all;
      if (all == of_both && !std::exchange(known.is_decided, true)) --undecided_;
    } else {
      count_in(known, -1);
      known.sides = all;
      wait(id, known, false);
    }
  }

  void wait(const git_oid& id, Known& known, bool is_decided) {
    const Commit commit = commit_of(repository_, id);
    waiting_.push({commit ? git_commit_time(commit.get()) : 0, id});
    known.waits = true;
    known.is_decided = is_decided;
    if (!is_decided) ++undecided_;
  }

  void count_in(const Known& known, std::int64_t by) {
    if (known.sides == of_commit) distance_.ahead += by;
    if (known.sides == of_other) distance_.behind += by;
  }

  git_repository* repository_;
  std::map<git_oid, Known, OidOrder> known_;
  std::priority_queue<Waiting> waiting_;
  std::int64_t undecided_ = 0;  // of those that wait
  Distance distance_;
};

}  // namespace

std::optional<Distance> distance_between(git_repository* repository, const git_oid& commit,
                                         const git_oid& other,
                                         std::chrono::steady_clock::time_point until) {
  Walk walk(repository);
  if (!walk.begin_at(commit, of_commit) || !walk.begin_at(other, of_other)) return std::nullopt;
  return walk.count(until);
}

}  // namespace baton::git
