#pragma once
// Lines that name many entities under one heading: what the work on a request touched, files
// edited, checks and how they ended, symbols.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "daemon/handoff/handoff.hpp"
#include "daemon/handoff/needs.hpp"

namespace baton::handoff {

/// How an entity is shown in such a line.
struct Atom {
  std::string text;  ///< empty when it cannot be shown
  double cost = 0;   ///< tokens, the space before the next one included
};

/// Entities that may stand in one line, or in several of `most_per_line`.
struct IndexGroup {
  struct Member {
    std::size_t entity = 0;  ///< index into Needs::entities()
    bool stated = false;     ///< the head says something about it that the log says, too
  };
  SectionName section = SectionName::files;
  std::vector<std::string> heads;  ///< of the first line, the second, …; the last of all others
  std::optional<Citation> source;  ///< of the head
  static constexpr std::size_t most_per_line = names_per_line;
  std::vector<Member> members;
};

struct Index {
  std::vector<Atom> atoms;  ///< by index into Needs::entities()
  std::vector<IndexGroup> groups;
};

/// How entities were shown the last time: finding that out is most of the work.
class ShownNames {
 public:
  /// The text by which a line names the entity, and what it costs; an empty one when it cannot be
  /// shown.
  const Atom& of(const NeededEntity& entity, const Needs& needs);

 private:
  struct Shown {
    std::string written_as;
    std::string path;
    bool is_edited = false;
    std::string base;  ///< of a path, in lower case
    bool is_ambiguous = false;
    Atom atom;
  };
  std::unordered_map<std::string, Shown> shown_;  // by key
};

/// All lines that could be made.
Index make_index(const Needs& needs, ShownNames& shown);

}  // namespace baton::handoff
