#include "daemon/store/sql_functions.hpp"

#include <string>
#include <string_view>

#include <sqlite3.h>

#include "daemon/store/error.hpp"
#include "daemon/store/packing.hpp"

namespace baton::store {
namespace {

std::string_view bytes_of(sqlite3_value* value) {
  // The pointer first: asking for the text may convert the value and change its length.
  const void* data = sqlite3_value_type(value) == SQLITE_BLOB
                         ? sqlite3_value_blob(value)
                         : static_cast<const void*>(sqlite3_value_text(value));
  const int size = sqlite3_value_bytes(value);
  return data != nullptr
             ? std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size))
             : std::string_view();
}

void result_text(sqlite3_context* context, std::string_view text) {
  sqlite3_result_text64(context, text.data() != nullptr ? text.data() : "", text.size(),
                        SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// unpack(text, compressed)
void unpack(sqlite3_context* context, int, sqlite3_value** values) {
  if (sqlite3_value_int(values[1]) == 0) {
    sqlite3_result_value(context, values[0]);
    return;
  }
  try {
    result_text(context, unpack_text(bytes_of(values[0]), true));
  } catch (const std::exception& error) {
    sqlite3_result_error(context, error.what(), -1);
    sqlite3_result_error_code(context, SQLITE_CORRUPT);
  }
}

/// index_part(kind, text)
void part_for_index(sqlite3_context* context, int, sqlite3_value** values) {
  const auto kind = static_cast<TurnKind>(sqlite3_value_int(values[0]));
  const std::string_view text = bytes_of(values[1]);
  const std::string_view part = index_part(kind, text);
  if (part.size() == text.size()) {
    sqlite3_result_value(context, values[1]);
  } else {
    result_text(context, part);
  }
}

using Function = void (*)(sqlite3_context*, int, sqlite3_value**);

void register_function(sqlite3* handle, const char* name, Function function) {
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  const int code = sqlite3_create_function_v2(handle, name, 2, flags, nullptr, function, nullptr,
                                              nullptr, nullptr);
  if (code != SQLITE_OK)
    throw StoreError(StoreFault::other, std::string("cannot register the SQL function ") + name);
}

}  // namespace

void register_sql_functions(sqlite3* handle) {
  register_function(handle, "unpack", unpack);
  register_function(handle, "index_part", part_for_index);
}

}  // namespace baton::store
