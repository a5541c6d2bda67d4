#include "daemon/capture/copies.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "daemon/capture/batch.hpp"
#include "daemon/capture/file_reader.hpp"
#include "daemon/capture/log_finder.hpp"

namespace baton::capture {
namespace {

/// Parses a file from its beginning, with nothing but the turns' identities in mind.
class Collector {
 public:
  Collector(const std::filesystem::path& path, const Source& source,
            const privacy::Redactor& redactor, Identities& identities)
      : parser_(source.make_parser(path, "")),
        batch_(source.agent(), source.growth(), redactor),
        identities_(identities) {}

  void parse(std::string_view bytes) {
    if (bytes.empty()) return;
    parser_->parse(bytes, offset_, first_line_, batch_);
    offset_ += bytes.size();
    first_line_ += std::count(bytes.begin(), bytes.end(), '\n');
    collect_identities(batch_.take_sessions(), identities_);
  }

  void pass_over(std::size_t bytes) { offset_ += bytes; }

 private:
  std::unique_ptr<Parser> parser_;
  Batch batch_;
  Identities& identities_;
  std::uint64_t offset_ = 0;
  std::int64_t first_line_ = 1;
};

void parse_lines(const FileReader& file, const CopyBounds& bounds, Collector& collector) {
  std::string buffer;
  for (std::uint64_t position = 0;;) {
    const std::string chunk = file.read(position, bounds.chunk_bytes);
    position += chunk.size();
    buffer += chunk;
    const bool at_end = chunk.size() < bounds.chunk_bytes;
    // A last line may lack its end; a part of one gives no turn.
    if (at_end && !buffer.empty() && buffer.back() != '\n') buffer += '\n';
    const std::size_t lines = buffer.rfind('\n') + 1;  // 0 when there is none
    collector.parse(std::string_view(buffer).substr(0, lines));
    buffer.erase(0, lines);
    if (at_end) return;
    if (buffer.size() <= bounds.max_line_bytes) continue;
    collector.pass_over(buffer.size());
    buffer.clear();
  }
}

}  // namespace

bool collect_identities(const std::filesystem::path& path, const CopyBounds& bounds,
                        const privacy::Redactor& redactor, Identities& identities) try {
  const Source* source = recognise(path);
  if (source == nullptr) return true;
  if (source->growth() == Growth::database) return false;
  const FileReader file(path);
  Collector collector(path, *source, redactor, identities);
  if (source->growth() == Growth::appended_lines) {
    parse_lines(file, bounds, collector);
  } else if (file.state().size <= bounds.max_file_bytes) {
    collector.parse(file.read(0, file.state().size));
  }
  return true;
} catch (const std::system_error&) {
  return true;  // deleted meanwhile, or not to be read any more
}

}  // namespace baton::capture
