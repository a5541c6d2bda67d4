#pragma once
// Which files a session's tools touched.

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/handoff/facts/reading.hpp"

namespace baton::handoff {

/// What a session did to one file.
struct FileChange {
  std::string path;   ///< as the document shows it
  std::string named;  ///< as a tool was given it
  bool created = false;
  bool deleted = false;
  std::int64_t edits = 0;  ///< successful calls that changed it
  std::int64_t reads = 0;
  std::int64_t added = 0;  ///< lines
  std::int64_t removed = 0;
  std::vector<Citation> citations;  ///< of the edits, else of the reads
};

/// The files of a session; the most edited first, then the most read.
std::vector<FileChange> file_changes(const Reading& reading);

}  // namespace baton::handoff
