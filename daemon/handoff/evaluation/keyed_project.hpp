#pragma once
// What the steps of a project name and say, as numbers: computed once, used at every boundary.

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "daemon/handoff/evaluation/session.hpp"

namespace baton::handoff::evaluation {

/// Gives texts numbers from 0, in the order in which they come.
class Numbering {
 public:
  /// The number of a text, a new one when it was not met before.
  std::size_t add(std::string_view text);
  std::optional<std::size_t> find(std::string_view text) const;
  const std::string& text(std::size_t number) const { return texts_[number]; }
  std::size_t size() const { return texts_.size(); }

 private:
  std::deque<std::string> texts_;  // which does not move what it holds: the keys point into it
  std::unordered_map<std::string_view, std::size_t> numbers_;
};

/// What a step names, the numbers of its keys, and of its words.
struct KeyedStep {
  StepNames names;
  std::vector<std::size_t> given;
  std::vector<std::size_t> written;
  std::vector<std::size_t> shown;
  std::vector<std::size_t> topics;  ///< keys `t:word`
  std::vector<std::size_t> words;   ///< content words of its text or input and output; sorted
  std::vector<std::size_t> request_words;  ///< of the first 2000 characters of what a user typed
};

/// The keys and words of all steps. Points to the project, which must outlive it. Reading it is
/// safe from any thread.
class KeyedProject {
 public:
  /// @param proceed called before each session; when it returns false the rest is left out
  template <class Proceed>
  KeyedProject(const MeasuredProject& project, Proceed proceed) : project_(&project) {
    for (const auto& session : project.sessions) {
      if (!proceed()) return;
      add(session);
    }
  }

  const MeasuredProject& project() const { return *project_; }
  const std::vector<std::vector<KeyedStep>>& sessions() const { return sessions_; }
  const Numbering& keys() const { return keys_; }
  const Numbering& words() const { return words_; }
  /// The key of a path without its parent; another key's own number.
  std::size_t short_key(std::size_t key) const { return short_keys_[key]; }

 private:
  void add(const MeasuredSession& session);
  std::size_t add_key(std::string_view key);
  std::vector<std::size_t> add_keys(const std::vector<std::string>& keys);
  std::vector<std::size_t> add_words(std::string_view text);

  const MeasuredProject* project_;
  Numbering keys_;
  Numbering words_;
  std::vector<std::size_t> short_keys_;
  std::vector<std::vector<KeyedStep>> sessions_;
};

/// How much of a user's message counts as a request.
inline constexpr std::size_t request_characters = 2000;

}  // namespace baton::handoff::evaluation
