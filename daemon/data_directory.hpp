#pragma once
// Where the daemon keeps what is its own, and the lock that makes it the only one there.

#include <filesystem>
#include <string>

namespace baton {

/// The directory of one store: the database, the lock, the key for placeholders of secrets.
class DataDirectory {
 public:
  /// Makes the directory (0700) if it is missing and locks it for the life of this object.
  /// @param path empty for the default: $XDG_DATA_HOME/baton, else ~/.local/share/baton
  /// @throws std::runtime_error when it cannot be used, or when another daemon holds it; the
  /// message says which
  explicit DataDirectory(const std::string& path);
  ~DataDirectory();
  DataDirectory(const DataDirectory&) = delete;
  DataDirectory& operator=(const DataDirectory&) = delete;

  std::filesystem::path database() const { return path_ / "baton.db"; }

  /// 32 random bytes that belong to this directory, made at first use.
  std::string redaction_key() const;

 private:
  std::filesystem::path path_;
  int lock_ = -1;
};

}  // namespace baton
