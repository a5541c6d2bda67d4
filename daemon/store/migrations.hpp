#pragma once
// Brings a database file up to the schema of this program, and refuses files that are not ours to
// change.

#include <span>
#include <string>

#include "daemon/base/embedded_text.hpp"

namespace baton::store {

class Connection;

/// The schema's migrations in order: migrations/001_initial.sql and so on.
std::span<const EmbeddedText> embedded_migrations();

/// `PRAGMA application_id` of Baton's databases: "Batn". Tells `file` and us whose database it is.
inline constexpr int application_id = 0x4261746e;

/// Checks that the file is a database of Baton's, configures the connection, and runs the
/// migrations that the file lacks, each in a transaction of its own; a migration's number is its
/// place in the list. Before the first one a database that is not empty is copied to
/// `<file>.before-vN`, N being the version it is brought to; the two newest copies are kept.
/// Nothing is written to a file that is refused.
/// @param program_version is remembered in the file, so that an older program can name the one it
/// needs
/// @throws StoreError (damaged, newer, locked, full, …)
void prepare_database(Connection& writer, std::span<const EmbeddedText> migrations,
                      const std::string& program_version);

}  // namespace baton::store
