#include "daemon/handoff/staleness/snapshot.hpp"

#include <algorithm>
#include <filesystem>

#include <sys/stat.h>

#include "daemon/git/paths.hpp"
#include "daemon/git/work_tree.hpp"

namespace baton::handoff {
namespace {

namespace fs = std::filesystem;

/// A session whose last turn is no older is the present: what is there is what it left.
constexpr Milliseconds present = 10'000;
/// Between the time of a file and that of the turn which tells of it.
constexpr Milliseconds clock_slack = 2'000;

bool is_directory(const std::string& path) {
  std::error_code error;
  return path.starts_with('/') && fs::is_directory(path, error);
}

bool is_inside(const std::string& path, const std::string& directory) {
  return path == directory || path.starts_with(directory + "/");
}

/// The work tree that the session worked in, also when the directory within it is gone.
std::optional<git::WorkTree> work_tree_of(const store::Project& project,
                                          const store::Session& session) {
  if (auto tree = git::WorkTree::open(session.working_directory, project.key)) return tree;
  const auto& directory = session.working_directory;
  const bool was_beside = !directory.empty() && (!is_inside(directory, project.path) ||
                                                 directory.find("worktrees/") != std::string::npos);
  if (was_beside) return std::nullopt;
  return git::WorkTree::open(project.path, project.key);
}

/// The root as a log calls it whose session began below a symbolic link.
std::string alias_of(const std::string& root, const std::string& directory) {
  if (!is_directory(directory)) return {};
  const std::string called = git::normalise(directory).string();
  const std::string real = git::resolve(directory).string();
  if (real == called || !is_inside(real, root)) return {};
  const std::string below = real.substr(root.size());
  return called.ends_with(below) ? called.substr(0, called.size() - below.size()) : std::string{};
}

void tell_position(WorkTreeSnapshot& snapshot, const git::WorkTree& tree,
                   const store::Session& session, Milliseconds now) {
  const Milliseconds end = session.ended_at.value_or(session.started_at.value_or(now));
  const bool is_live = now - end <= present;
  if (!is_live) {
    if (const auto then = tree.head_at(end)) {
      snapshot.head = then->head;
      snapshot.branch = then->branch;
      snapshot.at = end + clock_slack;
      snapshot.is_present = false;
      return;
    }
  }
  const auto position = tree.head();
  snapshot.head = position.head;
  snapshot.branch = is_live || session.branch.empty() ? position.branch : session.branch;
}

bool is_there(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0;
}

}  // namespace

std::optional<WorkTreeSnapshot> take_snapshot(const store::Project& project,
                                              const store::Session& session, Milliseconds now) {
  if (!is_directory(project.path)) return std::nullopt;
  WorkTreeSnapshot snapshot;
  snapshot.at = now;
  snapshot.is_present = true;
  if (const auto tree = work_tree_of(project, session)) {
    snapshot.root = tree->root();
    tell_position(snapshot, *tree, session, now);
  } else if (project.key == project.path) {
    snapshot.root = project.path;
  } else {
    snapshot.branch = session.branch;
  }
  snapshot.alias = alias_of(snapshot.root, session.working_directory);
  return snapshot;
}

void note_contents(Document& document) {
  if (!document.work_tree) return;
  WorkTreeSnapshot& snapshot = *document.work_tree;
  for (auto& file : snapshot.files) {
    const std::string path = snapshot.root + "/" + file.path;
    if (!snapshot.is_present) {
      file.written = file.written && file.certain;
    } else if (is_there(path)) {
      file.content = git::content_id(path);
    } else {
      file.content = "";
    }
  }
  std::erase_if(snapshot.files, [](const NamedFile& file) {
    const bool was_missing = file.content && file.content->empty();
    return was_missing && (!file.written || !file.certain);
  });
}

}  // namespace baton::handoff
