#pragma once
// Between the records of an export and those of the store.

#include <stdexcept>
#include <string>
#include <variant>

#include "daemon/privacy/redactor.hpp"
#include "daemon/store/archive_records.hpp"
#include "protocol/methods/archive.hpp"

namespace baton::methods {

/// A record as it goes into an export. What is empty is left out.
protocol::ExportRecord to_wire(store::ArchiveRecord&& record);

/// A record of an import is not what the format says; the message is for people.
class RecordError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A turn ready to be stored.
struct ReadyTurn {
  store::SessionKey session;
  store::NewTurn turn;
};

using ReadyRecord = std::variant<store::ArchivedProject, store::ArchivedSession, ReadyTurn,
                                 store::ArchivedUsage, store::ArchivedFile, store::ArchivedHandoff>;

/// A record made ready for the store: checked, its texts redacted and packed. Takes as long as its
/// texts are long. @throws RecordError
ReadyRecord from_wire(const protocol::ExportRecord& record, const privacy::Redactor& redactor);

}  // namespace baton::methods
