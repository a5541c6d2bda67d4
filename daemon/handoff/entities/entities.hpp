#pragma once
// What a text names: paths, links, commands, identifiers, versions, errors, and its topic words.
// The definitions, and what they are good for, stand in docs/quality.md.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace baton::handoff {

/// Something that a text names. The key is typed by its first letter: `p:parent/base` a path or
/// file name (the parent may be empty), `u:` a link, `c:` a command, `i:` an identifier, `n:` a
/// version, issue, port or commit, `e:` an error, `f:` a flag.
struct Entity {
  std::string key;
  std::size_t begin = 0;  ///< bytes of the text
  std::size_t end = 0;
};

/// The entities of a text, grouped by type as they are looked for. Linear in the text, whatever it
/// holds. Bytes that are no UTF-8 divide words. Pure.
std::vector<Entity> find_entities(std::string_view text);

/// The same in the order of their places.
std::vector<Entity> entities_in_order(std::string_view text);

/// The text with spaces in the places of these entities of it. Pure.
std::string without_entities(std::string_view text, const std::vector<Entity>& entities);

/// The commands of a shell line: program and up to two following words, with `c:` before them.
/// Navigation and plain git plumbing are none. Pure.
std::vector<std::string> command_keys(std::string_view command);

/// `p:parent/base` of a path, in lower case; nothing when it has no usable base name. Pure.
std::optional<std::string> path_key(std::string_view path);

/// The base name in the key of a path, `base` of `p:parent/base`. Pure.
std::string_view base_of(std::string_view path_key);

/// The topic words of prose, in the order of their first place, each once: at least four letters,
/// no stop word, in lower case, without a type before them. Pure.
std::vector<std::string> topic_words(std::string_view text);

/// The words of three letters and more that say something (no stop words), in lower case, each
/// once, in the order of their first place. Pure.
std::vector<std::string> content_word_list(std::string_view text);

/// How much it says that a key is named: from 0.1 for what every project names (README.md) to 1,
/// from 0 for a topic word (`t:word`). From the
/// frequencies in background.txt. Pure.
double specificity(std::string_view key);

/// In how many of the projects of background.txt a topic word occurs. Pure.
int topic_projects(std::string_view word);

/// Tells apart equal base names: a base name seen under two parents is known by base and parent,
/// any other by its base name alone.
class NameResolver {
 public:
  /// Takes note of a path's parent; other keys are ignored.
  void add(std::string_view key);
  /// `p:parent/base` when the base name is ambiguous, `p:base` when it is not; other keys as they
  /// are.
  std::string resolve(std::string_view key) const;
  /// Whether the base name (lower case) has been seen under two parents.
  bool is_ambiguous(std::string_view base) const;

 private:
  struct Parents {
    std::string first;
    bool several = false;
  };
  std::unordered_map<std::string, Parents> parents_;  // by base name
};

}  // namespace baton::handoff
