#pragma once
// Reading turns: the columns, how a row becomes a record, and how the source's ids are kept.

#include <optional>
#include <string>
#include <string_view>

#include "daemon/store/records.hpp"
#include "daemon/store/statement.hpp"

namespace baton::store {

/// Turns of session ?1 with ordinal > ?2 in order, at most ?3: its own and those linked from other
/// sessions.
std::string select_turns_of_session();

/// The turn of the current row, its text unpacked. @throws StoreError when the text is damaged
Turn read_turn(const Rows& rows);

/// The 16 bytes of a UUID in its canonical lower-case form; nothing for any other text.
std::optional<std::string> pack_uuid(std::string_view text);

/// The canonical text of the 16 bytes of a UUID.
std::string unpack_uuid(std::string_view bytes);

}  // namespace baton::store
