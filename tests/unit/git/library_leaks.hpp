#pragma once
// Leaks of libgit2 1.5.1 itself, which the leak checker must not take for ours.

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

namespace baton::tests {

/// While it lives, leaks are not reported. For tests that open a repository with extensions or with
/// a configuration that cannot be parsed: libgit2 1.5.1 leaks in git_repository_open_ext for both.
class LibraryLeaks {
 public:
#if defined(__SANITIZE_ADDRESS__)
  LibraryLeaks() {
    __lsan_disable();
  }
  ~LibraryLeaks() {
    __lsan_enable();
  }
#else
  LibraryLeaks() {}
  ~LibraryLeaks() {}
#endif
  LibraryLeaks(const LibraryLeaks&) = delete;
  LibraryLeaks& operator=(const LibraryLeaks&) = delete;
};

}  // namespace baton::tests
