#pragma once
// How texts lie in the database: as they are when short, as a zstd frame when that saves something.

#include <string>
#include <string_view>

#include "daemon/store/records.hpp"

namespace baton::store {

/// Compresses texts over 64 bytes (zstd level 3, with the dictionary of dictionary.hpp) unless they
/// would grow. Any thread.
PackedText pack_text(std::string_view text);

/// The text of a packed one. @throws StoreError when the frame is damaged. Any thread.
std::string unpack_text(std::string_view bytes, bool compressed);

/// Gives back the memory that packing and unpacking keep for the calling thread, about a megabyte;
/// the next text costs a millisecond more.
void release_packing_memory();

/// The part of a turn's text that full-text search sees: all of what people and agents say, the
/// first 2 KiB of what tools are given and put out. Any thread. Source: measurements, FTS dominates
/// the cost of ingest.
std::string_view index_part(TurnKind kind, std::string_view text);

}  // namespace baton::store
