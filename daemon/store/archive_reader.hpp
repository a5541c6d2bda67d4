#pragma once
// Reading everything there is, page by page, in an order that does not depend on row ids.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/store/archive_records.hpp"
#include "daemon/store/statement.hpp"

namespace baton::store {

/// What part of the store is read.
struct ArchiveScope {
  std::optional<Id> project_id{};                ///< all projects when absent
  std::optional<std::int64_t> session_number{};  ///< of that project; all sessions when absent
};

/// Where a page begins. A value: nothing is kept between two pages, so that a reader that goes away
/// costs nothing.
struct ArchivePosition {
  enum class Stage { project, session, turn, usage, file, handoff, end };
  Stage stage = Stage::project;  ///< of what comes next
  Id project_id = 0;             ///< the project that is being read
  std::int64_t number = 0;       ///< of the session that is being read
  std::int64_t item = 0;         ///< the ordinal or version read last
  std::string key;               ///< the message key or path read last

  /// The position as a cursor for clients.
  std::string to_string() const;
  /// The position of a cursor; the beginning for an empty text. @throws BadCursor
  static ArchivePosition parse(std::string_view text);
};

/// How long a page may get. It is at least one record, however long that is.
struct ArchiveLimits {
  std::size_t records = 500;
  std::size_t bytes = 1U << 20U;
};

/// Reads projects by key; of each its sessions by number, with their turns, usage and files; then
/// its handoffs by version. What is recorded meanwhile is in the pages that come after it.
class ArchiveReader {
 public:
  explicit ArchiveReader(Connection& connection);

  /// The records from `position` on, which moves behind them; its stage is `end` after the last.
  std::vector<ArchiveRecord> read(const ArchiveScope& scope, ArchivePosition& position,
                                  ArchiveLimits limits);

 private:
  struct Page;
  void read_project(const ArchiveScope& scope, ArchivePosition& position, Page& page);
  void read_session(const ArchiveScope& scope, ArchivePosition& position, Page& page);
  void read_turns(ArchivePosition& position, Page& page);
  void read_usage(ArchivePosition& position, Page& page);
  void read_files(ArchivePosition& position, Page& page);
  void read_handoffs(const ArchiveScope& scope, ArchivePosition& position, Page& page);
  /// Finds the session of the position again; false when it is gone.
  bool find_session(const ArchivePosition& position, Page& page);

  Statement project_, next_project_, next_session_, session_, turns_, usage_, files_, handoffs_;
};

}  // namespace baton::store
