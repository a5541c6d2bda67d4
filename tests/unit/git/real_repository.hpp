#pragma once
// Real repositories, made by the git command, untouched by the user's configuration.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "tests/support/temporary_directory.hpp"

namespace baton::tests {

/// A temporary directory in which git can be run.
class GitSandbox {
 public:
  std::filesystem::path path(const std::string& relative) const {
    return std::filesystem::canonical(directory_.path()) / relative;
  }

  std::string text(const std::string& relative) const { return path(relative).string(); }

  /// Runs `git ARGUMENTS` in a directory of the sandbox and throws when it fails.
  /// @param variables of its environment, besides: `NAME=VALUE `
  void git(const std::string& directory, const std::string& arguments,
           const std::string& variables = "") const {
    const std::string command =
        "cd '" + text(directory) +
        "' && GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_NAME=a "
        "GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b " +
        variables + "git " + arguments + " >/dev/null 2>&1";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("git " + arguments);
  }

  void write(const std::string& relative, const std::string& content = "x\n") const {
    std::filesystem::create_directories(path(relative).parent_path());
    std::ofstream(path(relative)) << content;
  }

  void make_directory(const std::string& relative) const {
    std::filesystem::create_directories(path(relative));
  }

  /// A repository with one commit on the branch main.
  void make_repository(const std::string& relative) const {
    make_directory(relative);
    git(relative, "init -b main");
    write(relative + "/file.txt");
    commit(relative, "first");
  }

  void commit(const std::string& relative, const std::string& message) const {
    git(relative, "add -A");
    git(relative, "commit --allow-empty -m " + message);
  }

 private:
  TemporaryDirectory directory_;
};

}  // namespace baton::tests
