#pragma once
// A text in the user's editor.

#include <string>

#include "client/environment.hpp"

namespace baton::client {

/// A file of the user's own (mode 0600) with a text to be edited. It is removed with its owner,
/// unless it was kept.
class EditedFile {
 public:
  /// @throws Failure internal when the file cannot be made
  EditedFile(const Environment& environment, const std::string& text);
  ~EditedFile();
  EditedFile(const EditedFile&) = delete;
  EditedFile& operator=(const EditedFile&) = delete;

  /// Runs the editor that the environment names, on this terminal, and gives the text as it was
  /// left. @throws Failure refused when the editor fails, internal when the file cannot be read
  std::string edit();
  /// Leaves the file where it is; what happens from here on must not lose the text.
  void keep() { kept_ = true; }
  /// Lets the file be removed after all.
  void release() { kept_ = false; }

  const std::string& path() const { return path_; }

 private:
  std::string editor_;
  std::string path_;
  bool kept_ = false;
};

}  // namespace baton::client
