#pragma once
// The table `project_files`: what a session did to which file.

#include "daemon/store/records.hpp"
#include "daemon/store/statement.hpp"

namespace baton::store {

/// What two operations on one file amount to: created and then modified is created, created anew
/// after a deletion is modified, and reading changes nothing.
FileOperation combine(FileOperation before, FileOperation now);

/// Adds what turns did to files.
class FileTouches {
 public:
  explicit FileTouches(Connection& connection);
  /// Adds the files of one turn of the session. Writer only.
  void add(Id session_id, std::int64_t ordinal, const NewTurn& turn);

 private:
  Statement find_;
  Statement insert_;
  Statement update_;
};

}  // namespace baton::store
