#pragma once
// One reading of one log file: from the cursor to the end, into the store, exactly once.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "daemon/capture/projects.hpp"
#include "daemon/capture/source.hpp"
#include "daemon/privacy/redactor.hpp"
#include "daemon/store/store.hpp"

namespace baton::capture {

class Batch;
class FileReader;

/// New turns of one session, after they are in the store.
struct TurnsStored {
  store::Id project_id = 0;
  store::Id session_id = 0;
  std::int64_t turns = 0;      ///< added or changed
  bool rewritten = false;      ///< some were changed in their places
  Milliseconds newest_at = 0;  ///< time of the newest of them; 0 when the log has no times
};

/// Reads log files. The cursor, the turns and everything else a chunk of a file gives are committed
/// in one transaction, so that a crash at any moment neither loses nor doubles a turn. Runs on the
/// capturing thread.
class Ingest {
 public:
  struct Options {
    std::size_t chunk_bytes = 1U << 20U;      ///< read at a time
    std::size_t max_line_bytes = 32U << 20U;  ///< a longer line is skipped and reported
    std::size_t max_file_bytes =
        64U << 20U;  ///< a longer file of a format that is read as a whole is reported
    std::size_t batch_turns = 1000;       ///< turns per transaction, about
    std::size_t batch_bytes = 4U << 20U;  ///< bytes of text per transaction, about
  };
  using Listener = std::function<void(const TurnsStored&)>;

  /// @param stop   looked at between chunks; once true, reading ends at the next consistent point
  /// @param listen called on this thread after each commit that added turns: before the next commit
  ///               or by settle()
  Ingest(store::Store& store, const privacy::Redactor& redactor, Options options,
         const std::atomic<bool>& stop, Listener listen);

  /// Reads what is new in a file. Faults of the file (it cannot be opened, a line cannot be parsed)
  /// are reported in the store, as the file's troubles, and are no exceptions. The last commit may
  /// not have ended when this returns: reading and writing take about as long as each other, and so
  /// they go on at the same time.
  /// @returns false when the file cannot be read just now and is to be tried again
  /// @throws store::StoreError when the store cannot take it, or what was on its way to it before;
  ///         the cursors then stand where they stood
  bool read(const std::filesystem::path& path, const Source& source);
  /// The file whose last commit has not been waited for; empty when there is none. At most one is.
  std::filesystem::path on_its_way() const { return committing_ ? committing_->path : ""; }
  /// Waits until all that was read is stored. @throws store::StoreError as read() does
  void settle();

  /// Stores a text that somebody hands over: a conversation, told by its speakers' marks, or a
  /// note. The same text twice is stored once.
  /// @param directory the project it belongs to, absolute
  /// @param title     what the session is called
  /// @returns nothing when the project is ignored or the text is blank
  /// @throws store::StoreError
  std::optional<TurnsStored> store_text(const std::string& text, const std::string& directory,
                                        const std::string& title);

  /// What is remembered of directories' projects.
  ProjectFinder& projects() { return projects_; }

 private:
  struct Reading;
  /// A commit that was begun, of a file.
  struct Committing {
    std::filesystem::path path;
    std::uint64_t device;
    std::uint64_t inode;
    store::Store::Begun<std::vector<TurnsStored>> begun;
  };
  void read_file(const std::filesystem::path& path, const Source& source);
  std::optional<store::Cursor> find_cursor(const std::filesystem::path& path,
                                           const FileReader& file);
  void read_lines(Reading& reading);
  void read_last_line(Reading& reading, std::string_view rest);
  void read_whole(Reading& reading);
  void read_database(Reading& reading);
  std::string_view take_lines(Reading& reading, std::string& buffer);
  void skip_long_line(Reading& reading, std::string& buffer);
  void commit(Reading& reading);
  void collect_from_copies(Reading& reading);
  void report_trouble(const std::filesystem::path& path, const Source& source,
                      const std::string& reason);

  store::Store& store_;
  const privacy::Redactor& redactor_;
  Options options_;
  const std::atomic<bool>& stop_;
  Listener listen_;
  ProjectFinder projects_;
  std::optional<Committing> committing_;
};

}  // namespace baton::capture
