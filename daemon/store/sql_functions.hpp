#pragma once
// The functions that Baton's SQL uses besides SQLite's own.

struct sqlite3;

namespace baton::store {

/// Registers `unpack(text, compressed)` and `index_part(kind, text)`, which the schema's views and
/// triggers call: a connection without them cannot change turns. @throws StoreError
void register_sql_functions(sqlite3* handle);

}  // namespace baton::store
