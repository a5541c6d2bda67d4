#pragma once
// Guards for transactions and savepoints: what is not committed is rolled back.

namespace baton::store {

class Connection;

/// A transaction on a connection.
class Transaction {
 public:
  enum class Kind {
    deferred,   ///< for reading: takes its snapshot at the first read
    immediate,  ///< for writing: takes the write lock at once
  };
  /// @throws StoreError
  Transaction(Connection& connection, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// @throws StoreError; nothing is stored then
  void commit();

 private:
  Connection& connection_;
};

/// A part of a transaction that can be undone by itself.
class Savepoint {
 public:
  /// @throws StoreError
  explicit Savepoint(Connection& connection);
  /// Undoes the part unless it was released, or the whole transaction is gone already.
  ~Savepoint();
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;

  /// Keeps the part. @throws StoreError
  void release();

 private:
  Connection& connection_;
  bool released_ = false;
};

}  // namespace baton::store
