// From a working directory to its project.

#include <algorithm>
#include <array>
#include <system_error>

#include "daemon/git/handle.hpp"
#include "daemon/git/origin.hpp"
#include "daemon/git/paths.hpp"
#include "daemon/git/repository.hpp"

namespace baton::git {
namespace {

namespace fs = std::filesystem;

// What the root of a project holds when there is no git: the manifests of build tools, other
// version control.
constexpr std::array markers = std::to_array<const char*>({"package.json",
                                                           "Cargo.toml",
                                                           "go.mod",
                                                           "pyproject.toml",
                                                           "setup.py",
                                                           "requirements.txt",
                                                           "CMakeLists.txt",
                                                           "meson.build",
                                                           "Makefile",
                                                           "pom.xml",
                                                           "build.gradle",
                                                           "build.gradle.kts",
                                                           "composer.json",
                                                           "Gemfile",
                                                           "mix.exs",
                                                           "deno.json",
                                                           "pubspec.yaml",
                                                           "Package.swift",
                                                           "build.zig",
                                                           "dune-project",
                                                           "stack.yaml",
                                                           "flake.nix",
                                                           "WORKSPACE",
                                                           "MODULE.bazel",
                                                           ".hg",
                                                           ".svn",
                                                           ".jj"});

ProjectLocation directory_project(const fs::path& directory) {
  const fs::path name = directory.has_filename() ? directory.filename() : directory;
  return {directory.string(), directory.string(), name.string(), {}};
}

/// The project without a git repository: the nearest directory with a marker, below the shared
/// ones.
fs::path marked_directory(const fs::path& directory) {
  std::error_code error;
  for (fs::path at = directory; !is_shared_directory(at); at = at.parent_path()) {
    const bool marked = std::any_of(markers.begin(), markers.end(), [&](const char* marker) {
      return fs::exists(at / marker, error);
    });
    if (marked) return at;
  }
  return directory;
}

/// The work tree that belongs to a common directory, also when asked from another work tree of it.
fs::path main_work_tree(const fs::path& common_directory) {
  start_library();
  git_repository* opened = nullptr;
  const int flags = GIT_REPOSITORY_OPEN_NO_SEARCH;
  if (git_repository_open_ext(&opened, common_directory.c_str(), flags, nullptr) == 0) {
    const Repository repository(opened);
    const char* work_tree = git_repository_workdir(repository.get());
    if (work_tree != nullptr) return resolve(work_tree);
  }
  // A bare repository is its own place, unless it hides as `project/.bare` beside its work trees.
  const std::string name = common_directory.filename().string();
  return name.starts_with('.') ? common_directory.parent_path() : common_directory;
}

std::string repository_name(const fs::path& path) {
  std::string name = path.filename().string();
  if (name.size() > 4 && name.ends_with(".git")) name.resize(name.size() - 4);
  return name;
}

std::optional<ProjectLocation> git_project(const fs::path& directory) {
  const Repository repository = open_repository(directory);
  if (!repository) return std::nullopt;
  const fs::path common = resolve(git_repository_commondir(repository.get()));
  const fs::path work_tree = main_work_tree(common);
  // Dotfiles kept in git at home do not make every directory under it theirs.
  if (is_shared_directory(work_tree) && work_tree != directory) return std::nullopt;
  return ProjectLocation{common.string(), work_tree.string(), repository_name(work_tree),
                         origin_url(repository.get())};
}

/// For a `.git` that libgit2 cannot read (damaged, or of a newer format): the work tree that bears
/// it.
std::optional<ProjectLocation> unreadable_git_project(const fs::path& directory) {
  std::error_code error;
  for (fs::path at = directory; !is_shared_directory(at); at = at.parent_path()) {
    if (!fs::is_directory(at / ".git", error)) continue;
    return ProjectLocation{(at / ".git").string(), at.string(), at.filename().string(), {}};
  }
  return std::nullopt;
}

ProjectLocation written_project(std::string_view path) {
  if (is_windows_path(path)) {
    std::string normal = normalise_windows_path(path);
    const std::size_t last = normal.find_last_of('\\', normal.size() - 2);
    std::string name = last == std::string::npos ? normal : normal.substr(last + 1);
    return {normal, normal, std::move(name), {}};
  }
  return directory_project(normalise(path));
}

}  // namespace

ProjectLocation locate_project(std::string_view working_directory) {
  if (is_windows_path(working_directory) ||
      working_directory.find('\0') != std::string_view::npos) {
    return written_project(working_directory);
  }
  const std::optional<fs::path> existing = nearest_directory(working_directory);
  if (!existing) return written_project(working_directory);
  const fs::path directory = resolve(*existing);
  if (auto project = git_project(directory)) return *project;
  if (auto project = unreadable_git_project(directory)) return *project;
  if (*existing != normalise(working_directory)) return written_project(working_directory);
  return directory_project(marked_directory(directory));
}

}  // namespace baton::git
