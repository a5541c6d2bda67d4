#include "daemon/git/handle.hpp"

#include <array>

namespace baton::git {
namespace {

struct Library {
  Library() {
    git_libgit2_init();
    // libgit2 has read the certificates of all authorities, for connections that are never made
    // here, and keeps them: a directory without files stands in their place.
    git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, nullptr, "/proc/self/task");
    // git refuses repositories of other owners because it would run programs that their
    // configuration names. Nothing is run here: libgit2 has no hooks and no filter drivers for
    // reading. Refusing would only make a project in a container's or a colleague's directory look
    // like none.
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    // Extensions that change nothing about what is read here; libgit2 refuses those it does not
    // know. In lower case, as it compares them.
    std::array extensions = {"worktreeconfig", "partialclone", "preciousobjects"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions.data(), extensions.size());
  }
};

}  // namespace

void start_library() {
  // Never shut down: other threads may still hold objects when the process ends.
  static const Library library;
}

Repository open_repository(const std::filesystem::path& directory) {
  start_library();
  git_repository* opened = nullptr;
  if (git_repository_open_ext(&opened, directory.c_str(), 0, nullptr) != 0) return nullptr;
  return Repository(opened);
}

}  // namespace baton::git
