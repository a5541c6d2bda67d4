#pragma once
// What Goose knows of a session.

#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/capture/source.hpp"

namespace baton::capture::goose {

/// A session as it is kept, whether in a row or in the first line of a file.
struct SessionRecord {
  std::string id;
  std::string name;
  std::string type;  ///< `user`, `sub_agent`, `scheduled`, …
  std::string directory;
  std::string created_at;  ///< `2025-09-21 10:00:00`, UTC
  std::string updated_at;
  std::string model;
  std::string parent;
  std::int64_t input_tokens = 0;  ///< of the whole session
  std::int64_t output_tokens = 0;
  double cost = 0;  ///< US dollars
  bool is_archived = false;
};

/// Tells the session, and its tokens under the key `session`. A name that Goose gives to every
/// session is no title.
void tell_session(const SessionRecord& session, EventSink& sink);

/// Whether the messages of the session had ids when they were first written, by its id: those of
/// before the database (`20250601_142233`, or a name) were kept without, and got theirs as they
/// were taken over.
bool has_ids_from_the_start(std::string_view session);

}  // namespace baton::capture::goose
