#pragma once
// A file that only its owner may read, and that is there whole or not at all.

#include <string>

#include "client/connection.hpp"
#include "client/print/output.hpp"

namespace baton::client {

/// Writes to a new file beside the one that is meant (mode 0600), which takes its place at the end.
/// What is no regular file, such as /dev/stdout or a pipe, is written to directly.
class PrivateFile {
 public:
  /// @throws Failure refused when the file cannot be made
  explicit PrivateFile(std::string path);
  /// Leaves nothing behind unless commit() was called.
  ~PrivateFile();
  PrivateFile(const PrivateFile&) = delete;
  PrivateFile& operator=(const PrivateFile&) = delete;

  /// Where to write to.
  Output& out() { return out_; }
  /// Puts the file into its place once it is on the disk. @throws Failure internal
  void commit();

 private:
  std::string path_;
  std::string temporary_;  // empty when the file is written to directly
  FileDescriptor descriptor_;
  Output out_;
};

}  // namespace baton::client
