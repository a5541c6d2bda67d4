#pragma once
// Where a project's entities have been met: how they are written, in which requests' work they had
// a part, what became of them.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "daemon/handoff/entities/steps.hpp"
#include "daemon/handoff/handoff.hpp"

namespace baton::handoff {

/// The work that one request of the user opened, up to the next request.
struct WorkCycle {
  Citation request;
  std::vector<std::string> labels;  ///< its first sentences that say something, cut; at least one
};

/// A sentence of the user that says what holds from now on.
struct StatedRule {
  Citation source;
  std::string text;
};

/// Work in which an entity had a part.
struct CyclePart {
  std::uint32_t cycle = 0;  ///< index into Traces::cycles()
  bool direct = false;      ///< no other message of the user stands between the request and it
};

/// What is known of one entity.
struct Trace {
  std::string written_as;  ///< as it was written last by the user, the agent or a tool's input
  std::string path;        ///< of a path: with its directories, as far as they were ever named
  std::optional<Citation> source;  ///< where it was named last
  std::optional<bool> outcome;     ///< of a command: whether its last run went well
  std::int64_t last_edit = 0;      ///< number of the session that edited the file last; 0: none
  bool symbol_of_edit = false;     ///< an identifier in the body of an edit
  std::vector<CyclePart> parts;    ///< the newest cycles, oldest first
  std::int64_t last_session = 0;   ///< number of the session that named it last
  bool only_shown = true;          ///< nothing but outputs of tools named it
};

/// Grows with each step. One thread; but what `find` gives may be kept and read by others: it stays
/// as it was.
class Traces {
 public:
  using Kept = std::shared_ptr<const Trace>;

  Traces() = default;
  Traces(Traces&&) = default;
  Traces& operator=(Traces&&) = default;

  void begin_session(std::int64_t number);
  void add(const Step& step, const StepNames& names);

  /// The trace of an unresolved key (`p:parent/base`, `t:word`, …); null when there is none.
  Kept find(const std::string& key);
  /// The trace of all paths with that base name (lower case): the newest tells how it is written,
  /// all of them where it had a part. Null when there is none.
  Kept find_base(const std::string& base);

  const std::vector<WorkCycle>& cycles() const { return cycles_; }
  /// The newest rules, oldest first.
  const std::deque<StatedRule>& rules() const { return rules_; }

 private:
  /// A trace that was given away is copied before it changes.
  struct Slot {
    std::shared_ptr<Trace> trace;
    bool given_away = false;
  };

  Trace& named(const std::string& key);
  void follow_message(const Step& step, const StepNames& names);
  void follow_tool(const Step& step, const StepNames& names);
  void open_cycle(const Step& step);
  void note_rules(const Step& step);
  void take_part(Trace& trace) const;
  void forget_what_was_only_shown();

  std::int64_t session_ = 0;
  std::optional<std::uint32_t> cycle_;  // the open one
  bool direct_ = false;
  std::vector<WorkCycle> cycles_;
  std::deque<StatedRule> rules_;
  std::unordered_map<std::string, Slot> traces_;                     // by unresolved key
  std::unordered_map<std::string, std::vector<std::string>> bases_;  // keys of paths, by base name
};

/// The first sentences of a request, at most four, that have at least three content words besides
/// what they name, each cut to about `characters`. Pure.
std::vector<std::string> labels_of_request(std::string_view text, std::size_t characters);

/// The first words of such a label that have three content words among them. Pure.
std::string shortened_label(const std::string& label);

}  // namespace baton::handoff
