#include "daemon/capture/sources/apply_patch.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "daemon/base/text.hpp"

namespace baton::capture {

using store::FileOperation;
using store::FileTouch;

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view begin_mark = "*** Begin Patch";
constexpr std::string_view end_mark = "*** End Patch";

std::optional<std::string_view> after(std::string_view line, std::string_view mark) {
  if (!line.starts_with(mark)) return std::nullopt;
  return trim(line.substr(mark.size()));
}

/// A patch that stands within a script's quotes: `\n` → a line end.
std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      result += text[i];
      continue;
    }
    const char c = text[++i];
    result += c == 'n' ? '\n' : c == 't' ? '\t' : c;
  }
  return result;
}

class PatchReader {
 public:
  explicit PatchReader(std::vector<FileTouch>& files) : files_(files) {}

  void read(std::string_view patch) {
    in_file_ = false;
    while (!patch.empty()) {
      const std::size_t end = std::min(patch.find('\n'), patch.size());
      read_line(patch.substr(0, end));
      patch.remove_prefix(std::min(end + 1, patch.size()));
    }
  }

 private:
  void read_line(std::string_view line) {
    if (const auto added = after(line, "*** Add File: ")) {
      add(*added, FileOperation::created);
    } else if (const auto changed = after(line, "*** Update File: ")) {
      add(*changed, FileOperation::modified);
    } else if (const auto deleted = after(line, "*** Delete File: ")) {
      add(*deleted, FileOperation::deleted);
    } else if (const auto moved = after(line, "*** Move to: ")) {
      move_to(*moved);
    } else if (in_file_ && line.starts_with('+')) {
      ++files_.back().lines_added;
    } else if (in_file_ && line.starts_with('-')) {
      ++files_.back().lines_removed;
    }
  }

  void add(std::string_view path, FileOperation operation) {
    in_file_ = !path.empty();
    if (in_file_) files_.push_back({std::string(path), operation, 0, 0});
  }

  void move_to(std::string_view path) {
    if (!in_file_ || path.empty()) return;
    files_.back().operation = FileOperation::deleted;
    add(path, FileOperation::renamed);
  }

  std::vector<FileTouch>& files_;
  bool in_file_ = false;
};

}  // namespace

std::vector<FileTouch> files_of_patch(std::string_view text) {
  std::vector<FileTouch> files;
  PatchReader reader(files);
  for (std::size_t begin = text.find(begin_mark); begin != npos; begin = text.find(begin_mark)) {
    text.remove_prefix(begin + begin_mark.size());
    const std::size_t end = std::min(text.find(end_mark), text.size());
    const std::string_view patch = text.substr(0, end);
    patch.starts_with("\\n") ? reader.read(unescaped(patch)) : reader.read(patch);
    text.remove_prefix(end);
  }
  return files;
}

}  // namespace baton::capture
