#pragma once
// What the other files of a session hold. One session may stand in several: a user copies a log, or
// two tools write the same session down.

#include <cstddef>
#include <filesystem>

#include "daemon/capture/commit.hpp"
#include "daemon/privacy/redactor.hpp"

namespace baton::capture {

/// How a file is looked through.
struct CopyBounds {
  std::size_t chunk_bytes = 0;
  std::size_t max_line_bytes = 0;  ///< a longer line is passed over
  std::size_t max_file_bytes = 0;  ///< of a format that is read as a whole
};

/// Adds the identities of all turns that a log holds now. A file that is gone, or is no log any
/// more, holds none. Returns false when nobody can tell: a database is not read as a whole.
/// Blocking.
bool collect_identities(const std::filesystem::path& path, const CopyBounds& bounds,
                        const privacy::Redactor& redactor, Identities& identities);

}  // namespace baton::capture
