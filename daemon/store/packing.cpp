#include "daemon/store/packing.hpp"

#include <memory>

#include <zstd.h>

#include "daemon/base/text.hpp"
#include "daemon/store/dictionary.hpp"
#include "daemon/store/error.hpp"

namespace baton::store {
namespace {

/// Below this nothing is gained, and the text stays readable for other tools.
constexpr std::size_t smallest_compressed = 64;
constexpr int compression_level = 3;
/// No text of ours is larger; a frame that claims more is damaged, and must not make us allocate
/// it.
constexpr unsigned long long largest_text = 1ULL << 30U;
constexpr std::size_t indexed_tool_bytes = 2048;

/// What zstd needs to pack: a context and its dictionary, prepared. One for each thread that packs,
/// for as long as it has work: making one costs more than compressing a small text, and it takes a
/// megabyte.
struct Compressor {
  std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context{ZSTD_createCCtx(), ZSTD_freeCCtx};
  std::unique_ptr<ZSTD_CDict, decltype(&ZSTD_freeCDict)> dictionary{
      ZSTD_createCDict(embedded_dictionary().data(), embedded_dictionary().size(),
                       compression_level),
      ZSTD_freeCDict};
};

using Decompressor = std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)>;

thread_local std::unique_ptr<Compressor> this_threads_compressor;
thread_local Decompressor this_threads_decompressor{nullptr, ZSTD_freeDCtx};

Compressor& compressor() {
  if (!this_threads_compressor) this_threads_compressor = std::make_unique<Compressor>();
  return *this_threads_compressor;
}

ZSTD_DCtx* decompression_context() {
  if (!this_threads_decompressor) this_threads_decompressor.reset(ZSTD_createDCtx());
  return this_threads_decompressor.get();
}

/// Shared by all threads: zstd only reads it.
const ZSTD_DDict* decompression_dictionary() {
  static const std::unique_ptr<ZSTD_DDict, decltype(&ZSTD_freeDDict)> dictionary(
      ZSTD_createDDict(embedded_dictionary().data(), embedded_dictionary().size()), ZSTD_freeDDict);
  return dictionary.get();
}

[[noreturn]] void throw_damaged(const char* why) {
  throw StoreError(StoreFault::damaged,
                   std::string("a compressed text in the database is damaged: ") + why);
}

}  // namespace

PackedText pack_text(std::string_view text) {
  PackedText packed;
  if (text.size() > smallest_compressed) {
    const Compressor& zstd = compressor();
    packed.bytes.resize(ZSTD_compressBound(text.size()));
    const std::size_t size =
        ZSTD_compress_usingCDict(zstd.context.get(), packed.bytes.data(), packed.bytes.size(),
                                 text.data(), text.size(), zstd.dictionary.get());
    if (ZSTD_isError(size) == 0 && size < text.size()) {
      packed.bytes.resize(size);
      // The bound is larger than the text: a queue of packed texts must not hold on to that.
      packed.bytes.shrink_to_fit();
      packed.compressed = true;
      return packed;
    }
  }
  packed.bytes.assign(text);
  packed.bytes.shrink_to_fit();
  return packed;
}

std::string unpack_text(std::string_view bytes, bool compressed) {
  if (!compressed) return std::string(bytes);
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR)
    throw_damaged("it has no frame header");
  if (size > largest_text) throw_damaged("its frame claims an impossible size");
  std::string text(static_cast<std::size_t>(size), '\0');
  const std::size_t written =
      ZSTD_decompress_usingDDict(decompression_context(), text.data(), text.size(), bytes.data(),
                                 bytes.size(), decompression_dictionary());
  if (ZSTD_isError(written) != 0) throw_damaged(ZSTD_getErrorName(written));
  if (written != text.size()) throw_damaged("it is shorter than its header says");
  return text;
}

void release_packing_memory() {
  this_threads_compressor.reset();
  this_threads_decompressor.reset();
}

std::string_view index_part(TurnKind kind, std::string_view text) {
  const bool of_a_tool = kind == TurnKind::tool_call || kind == TurnKind::tool_result;
  return of_a_tool ? utf8_prefix(text, indexed_tool_bytes) : text;
}

}  // namespace baton::store
