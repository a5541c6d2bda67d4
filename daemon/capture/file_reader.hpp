#pragma once
// Reading a log file from where the last reading ended, and telling whether it is still the same
// file.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

#include "daemon/store/records.hpp"

namespace baton::capture {

/// What the file system says of an open file.
struct FileState {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
};

/// An open log file. Blocking; one thread at a time.
class FileReader {
 public:
  /// Opens a regular file for reading. @throws std::system_error when it cannot be opened or is
  /// none
  explicit FileReader(const std::filesystem::path& path);
  ~FileReader();
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;

  const FileState& state() const { return state_; }

  /// Counts the files beside an SQLite database to its state: what is written may stay in its
  /// write-ahead log (`-wal`) for a long time.
  void add_database_log(const std::filesystem::path& path);

  /// Up to `size` bytes from `offset`; fewer at the end of the file. @throws std::system_error
  std::string read(std::uint64_t offset, std::size_t size) const;

 private:
  int descriptor_ = -1;
  FileState state_;
};

/// How a file stands to its cursor.
enum class Change {
  none,       ///< nothing to read
  appended,   ///< what was read is still there; read on from the cursor
  rewritten,  ///< something else is there; read from the beginning
};

/// Compares an open file with its cursor by device, inode, size, time and the two fingerprints.
Change compare(const FileReader& file, const store::Cursor& cursor);

/// The database that a change to one of SQLite's files is a change of: without the `-wal`, `-shm`
/// or
/// `-journal` at its end. Any other path as it is.
std::filesystem::path database_of(const std::filesystem::path& path);

/// Puts the fingerprints of the bytes before `cursor.offset`, and the file's state, into the
/// cursor.
void take_fingerprint(const FileReader& file, store::Cursor& cursor);

}  // namespace baton::capture
