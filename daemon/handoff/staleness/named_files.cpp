#include <algorithm>
#include <set>
#include <utility>

#include <fnmatch.h>

#include "daemon/git/paths.hpp"
#include "daemon/handoff/facts/file_changes.hpp"
#include "daemon/handoff/staleness/snapshot.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

constexpr std::size_t most_files = 60;
/// Of a command whose words are worth a look: longer ones are programs.
constexpr std::size_t most_command_bytes = 4096;

/// What shell commands may have taken away. It rather takes too much for gone: nobody must be told
/// that a file is missing which its session put elsewhere.
class TakenAway {
 public:
  void add(const Reading& reading) {
    for (const auto& use : reading.uses) {
      if (use.call->tool_kind == store::ToolKind::shell) add(lower_ascii(use.command_text()));
    }
  }

  bool may_hold(const std::string& path) const {
    if (anything_) return true;
    const std::string lowered = "/" + lower_ascii(path) + "/";
    return std::any_of(words_.begin(), words_.end(), [&](const std::string& word) {
      if (word.find_first_of("*?[") == std::string::npos)
        return lowered.find("/" + word + "/") != std::string::npos;
      return ::fnmatch(("*/" + word + "/*").c_str(), lowered.c_str(), 0) == 0;
    });
  }

 private:
  void add(const std::string& command) {
    const auto names_any = [&](std::initializer_list<std::string_view> verbs) {
      return std::any_of(verbs.begin(), verbs.end(),
                         [&](std::string_view verb) { return has_phrase(command, verb); });
    };
    // These tell no files.
    if (names_any({"clean", "stash", "reset", "restore", "checkout", "switch", "worktree", "xargs",
                   "rsync", "-delete"}))
      anything_ = true;
    if (!names_any({"rm", "mv", "unlink", "rmdir", "trash", "shred", "remove", "delete", "rename",
                    "rmtree"}))
      return;
    if (command.size() > most_command_bytes) anything_ = true;
    if (anything_) return;
    constexpr std::string_view separators = " \t\n'\"`;&|(){}=,";
    for (std::size_t begin = 0; begin < command.size();) {
      const std::size_t end = std::min(command.find_first_of(separators, begin), command.size());
      add_word(std::string_view(command).substr(begin, end - begin));
      begin = end + 1;
    }
  }

  void add_word(std::string_view word) {
    while (word.starts_with("./")) word.remove_prefix(2);
    while (word.ends_with('/')) word.remove_suffix(1);
    while (word.starts_with('/')) word.remove_prefix(1);
    if (word == "." || word == ".." || word == "*") anything_ = true;
    if (word.find('$') != std::string_view::npos) anything_ = true;
    if (!word.empty()) words_.emplace(word);
  }

  std::set<std::string, std::less<>> words_;
  bool anything_ = false;
};

/// Where a path lies; empty when it cannot be told.
std::string absolute_path(const std::string& named, const std::string& directory) {
  if (named.empty() || named[0] == '~' || git::is_windows_path(named) ||
      named.find_first_of(std::string_view("\0\n*?$", 5)) != std::string::npos)
    return {};
  if (named[0] != '/' && !directory.starts_with('/')) return {};
  return git::normalise(named[0] == '/' ? named : directory + "/" + named).string();
}

/// Empty when it lies outside, or where work trees and git's own files are.
std::string within(const std::string& path, const WorkTreeSnapshot& tree) {
  for (const auto& root : {tree.root, tree.alias}) {
    if (root.empty() || !path.starts_with(root + "/")) continue;
    std::string inside = path.substr(root.size() + 1);
    const bool is_other = ("/" + inside).find("/.git/") != std::string::npos ||
                          inside.find("worktrees/") != std::string::npos;
    return is_other ? std::string{} : inside;
  }
  return {};
}

bool names(const Document& document, const std::string& shown) {
  for (const auto& section : document.sections) {
    for (const auto& line : section.lines) {
      if (line.text.find(shown) != std::string::npos) return true;
    }
  }
  return false;
}

}  // namespace

std::vector<NamedFile> named_files(const Readings& readings, const Document& document) {
  std::vector<NamedFile> files;
  const auto& tree = readings.material->work_tree;
  if (!tree || tree->root.empty()) return files;
  std::set<std::string> known;
  TakenAway taken_away;
  for (const auto& reading : readings.sessions) {
    taken_away.add(reading);
    const bool is_newest = &reading == &readings.sessions.front();
    for (const auto& change : file_changes(reading)) {
      const bool written = change.edits > 0 && !change.deleted;
      const auto path = absolute_path(change.named, reading.source->session.working_directory);
      auto inside = within(path, *tree);
      if (inside.empty() || !known.insert(inside).second || change.deleted) continue;
      if (!(is_newest && written) && !names(document, change.path)) continue;
      const bool certain = change.named[0] == '/' && !taken_away.may_hold(path);
      files.push_back({std::move(inside), written, certain, std::nullopt});
      if (files.size() == most_files) return files;
    }
  }
  return files;
}

}  // namespace baton::handoff
