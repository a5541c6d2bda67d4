#include "daemon/store/transaction.hpp"

#include <sqlite3.h>

#include "daemon/store/connection.hpp"

namespace baton::store {
namespace {

/// For destructors, where a fault can neither be reported nor mended: SQLite has then ended the
/// transaction itself.
void try_to_execute(Connection& connection, const char* sql) {
  sqlite3_exec(connection.handle(), sql, nullptr, nullptr, nullptr);
}

}  // namespace

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
  connection_.execute(kind == Kind::immediate ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (connection_.in_transaction()) try_to_execute(connection_, "ROLLBACK");
}

void Transaction::commit() {
  connection_.execute("COMMIT");
}

Savepoint::Savepoint(Connection& connection) : connection_(connection) {
  connection_.execute("SAVEPOINT unit");
}

Savepoint::~Savepoint() {
  if (!released_ && connection_.in_transaction()) {
    try_to_execute(connection_, "ROLLBACK TO unit; RELEASE unit");
  }
}

void Savepoint::release() {
  connection_.execute("RELEASE unit");
  released_ = true;
}

}  // namespace baton::store
