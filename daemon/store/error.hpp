#pragma once

#include <stdexcept>
#include <string>

namespace baton::store {

/// Why the store could not do what was asked.
enum class StoreFault {
  busy,       ///< a queue is full; try again
  full,       ///< no space left on the device
  read_only,  ///< the file system or the file does not let us write
  damaged,    ///< not a database, or a malformed one
  newer,      ///< made by a newer version of Baton
  locked,     ///< another process holds the database
  io,         ///< the operating system reports an input/output error
  other,      ///< a fault in Baton itself (a constraint, wrong SQL)
};

/// The one exception of the store room.
class StoreError : public std::runtime_error {
 public:
  StoreError(StoreFault fault, const std::string& message)
      : std::runtime_error(message), fault_(fault) {}
  StoreFault fault() const { return fault_; }

 private:
  StoreFault fault_;
};

/// A page cursor that no list has given out: the caller's mistake, not the store's.
class BadCursor : public StoreError {
 public:
  explicit BadCursor(const std::string& message) : StoreError(StoreFault::other, message) {}
};

}  // namespace baton::store
