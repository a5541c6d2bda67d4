#pragma once
// Reading foreign JSON: whole documents, and logs with one object a line.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "daemon/capture/source.hpp"

namespace baton::capture {

/// Where a record stands in its file.
struct JsonLine {
  std::string_view bytes;
  std::uint64_t offset = 0;
  std::int64_t number = 0;  ///< from 1
};

/// Reports a record as unparsed, with at most 64 KiB of its text.
void report_unparsed(const JsonLine& line, std::string reason, EventSink& sink);

/// What is done with a line's object, which is valid until the visit ends.
using VisitRecord = std::function<void(const JsonLine&, const boost::json::object&)>;

/// Parses JSON, with broken characters replaced and at most max_json_depth levels. One thread; made
/// once for many records, since it keeps its memory.
class JsonReader {
 public:
  JsonReader();

  /// The value, valid until the next call; nothing, and why, when the text is no JSON.
  std::optional<boost::json::value> parse(std::string_view text, std::string& fault);

  /// Calls `visit` with every line's object. Blank lines and a byte order mark are passed over; a
  /// line that is no JSON object is reported.
  void each_line(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                 EventSink& sink, const VisitRecord& visit);

 private:
  std::optional<boost::json::value> parse_once(std::string_view text, std::string& fault);
  void read_line(const JsonLine& line, EventSink& sink, const VisitRecord& visit);

  // One value's tree lives here and is dropped as a whole: far cheaper than a heap block for each
  // value.
  static constexpr std::size_t arena_bytes = 64U << 10U;
  std::unique_ptr<unsigned char[]> arena_ =
      std::make_unique_for_overwrite<unsigned char[]>(arena_bytes);
  boost::json::monotonic_resource tree_{arena_.get(), arena_bytes};
  boost::json::parser parser_;
};

}  // namespace baton::capture
