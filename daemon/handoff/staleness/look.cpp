#include "daemon/handoff/staleness/look.hpp"

#include <filesystem>
#include <utility>

#include <sys/stat.h>

#include "daemon/git/work_tree.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

namespace fs = std::filesystem;

std::optional<struct stat> status_of(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return std::nullopt;
  return status;
}

Milliseconds changed_at(const struct stat& status) {
  return static_cast<Milliseconds>(status.st_mtim.tv_sec) * 1000 +
         status.st_mtim.tv_nsec / 1'000'000;
}

std::string marks_of(const std::vector<std::string>& paths) {
  std::string marks;
  for (const auto& path : paths) {
    if (const auto status = status_of(path)) {
      marks += std::to_string(status->st_ino) + "," + std::to_string(status->st_size) + "," +
               std::to_string(status->st_mtim.tv_sec) + "," +
               std::to_string(status->st_mtim.tv_nsec);
    }
    marks += ";";
  }
  return marks;
}

/// On file systems that do not tell upper from lower case the agent may have written either.
bool is_there_in_another_case(const fs::path& path) {
  const std::string name = lower_ascii(path.filename().native());
  std::error_code error;
  for (fs::directory_iterator entry(path.parent_path(), error), end; !error && entry != end;
       entry.increment(error)) {
    if (lower_ascii(entry->path().filename().native()) == name) return true;
  }
  return false;
}

class Comparison {
 public:
  Comparison(const StalenessQuestion& question, std::chrono::steady_clock::time_point until)
      : then_(question.then),
        tree_(git::WorkTree::open(question.directory, question.project_key)),
        until_(until) {
    root_ = tree_ ? tree_->root() : then_.root;
    std::error_code error;
    is_possible_ = tree_ || (then_.head.empty() && question.project_key == then_.root &&
                             fs::is_directory(root_, error));
  }

  Look run() {
    Look found;
    if (!is_possible_) return found;
    // Before anything is read: what changes meanwhile is then seen the next time.
    found.watched = tree_ ? tree_->head_files() : std::vector<std::string>{};
    for (const auto& file : then_.files) found.watched.push_back(root_ + "/" + file.path);
    found.marks = marks_of(found.watched);
    staleness_.other_work_tree = root_ != then_.root;
    if (tree_) compare_heads();
    for (const auto& file : then_.files) {
      if (std::chrono::steady_clock::now() > until_) break;
      compare_file(file);
    }
    found.staleness = std::move(staleness_);
    return found;
  }

 private:
  void compare_heads() {
    const auto now = tree_->head();
    staleness_.head = now.head;
    staleness_.head_then = then_.head;
    staleness_.branch = now.branch;
    staleness_.branch_then = then_.branch;
    staleness_.other_branch = !then_.branch.empty() && then_.branch != now.branch;
    if (then_.head.empty() || now.head.empty() || now.head == then_.head) return;
    const auto distance = tree_->distance(now.head, then_.head, until_);
    if (!distance) {
      staleness_.head_change = HeadChange::gone;
      return;
    }
    staleness_.distance = *distance;
    if (distance->behind == 0) {
      staleness_.head_change = HeadChange::ahead;
    } else {
      staleness_.head_change = distance->ahead == 0 ? HeadChange::behind : HeadChange::diverged;
    }
  }

  void compare_file(const NamedFile& file) {
    const std::string path = root_ + "/" + file.path;
    const auto status = status_of(path);
    if (status) {
      if (has_changed(file, path, *status)) staleness_.files_changed.push_back(file.path);
    } else if (!staleness_.other_work_tree) {
      miss(file, path);
    }
  }

  bool has_changed(const NamedFile& file, const std::string& path, const struct stat& status) {
    if (!S_ISREG(status.st_mode)) return false;
    // Of a file that was not there then, somebody has made good what was missing.
    if (file.content && file.content->empty()) return false;
    if (!staleness_.other_work_tree && changed_at(status) <= then_.at) return false;
    const std::string before = file.content ? *file.content : committed_then(file);
    if (before.empty()) return !staleness_.other_work_tree;
    const auto now = git::content_id(path);
    return !now || *now != before;
  }

  void miss(const NamedFile& file, const std::string& path) {
    const bool was_there = file.content && !file.content->empty();
    if (explains_absence(file, was_there) || is_there_in_another_case(path)) return;
    if (file.written) {
      staleness_.files_missing.push_back(file.path);
    } else if (was_there || !committed_then(file).empty()) {
      staleness_.files_changed.push_back(file.path);
    }
  }

  /// A file may lie on another branch only, and what is ignored comes and goes with every build.
  bool explains_absence(const NamedFile& file, bool was_there) {
    if (!tree_) return false;
    if (tree_->is_ignored(file.path)) return true;
    const bool was_known = was_there || !committed_then(file).empty();
    if (was_known && !staleness_.other_branch) return false;
    return tree_->content_in(staleness_.head, file.path).empty() &&
           (!committed_then(file).empty() || tree_->is_on_a_branch(file.path));
  }

  std::string committed_then(const NamedFile& file) const {
    return tree_ ? tree_->content_in(then_.head, file.path) : std::string{};
  }

  const WorkTreeSnapshot& then_;
  std::optional<git::WorkTree> tree_;
  std::chrono::steady_clock::time_point until_;
  std::string root_;
  bool is_possible_ = false;
  Staleness staleness_;
};

}  // namespace

Look look(const StalenessQuestion& question, const Look* before,
          std::chrono::steady_clock::time_point until) {
  if (before != nullptr && !before->watched.empty() && marks_of(before->watched) == before->marks)
    return *before;
  return Comparison(question, until).run();
}

}  // namespace baton::handoff
