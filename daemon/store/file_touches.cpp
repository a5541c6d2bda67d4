#include "daemon/store/file_touches.hpp"

#include "daemon/store/connection.hpp"

namespace baton::store {

FileOperation combine(FileOperation before, FileOperation now) {
  if (now == FileOperation::read) return before;
  if (before == FileOperation::read || now == FileOperation::deleted) return now;
  // What was there before is there again, with other content.
  if (before == FileOperation::deleted && now == FileOperation::created)
    return FileOperation::modified;
  if (before == FileOperation::deleted) return now;
  return before;
}

FileTouches::FileTouches(Connection& connection)
    : find_(connection, "SELECT operation FROM project_files WHERE session_id = ? AND path = ?"),
      insert_(connection,
              "INSERT INTO project_files (session_id, path, operation, lines_added, lines_removed, "
              "first_ordinal, "
              "last_ordinal, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?7)"),
      update_(connection,
              "UPDATE project_files SET operation = ?3, touches = touches + 1, lines_added = "
              "lines_added + ?4, "
              "lines_removed = lines_removed + ?5, last_ordinal = ?6, updated_at = ?7 "
              "WHERE session_id = ?1 AND path = ?2") {}

void FileTouches::add(Id session_id, std::int64_t ordinal, const NewTurn& turn) {
  for (const FileTouch& file : turn.files) {
    std::optional<FileOperation> before;
    {
      Rows rows = find_.query(session_id, file.path);
      if (rows.next()) before = file_operation_from_string(rows.bytes(0));
    }
    Statement& save = before ? update_ : insert_;
    save.execute(session_id, file.path,
                 to_string(before ? combine(*before, file.operation) : file.operation),
                 file.lines_added, file.lines_removed, ordinal, turn.created_at);
  }
}

}  // namespace baton::store
