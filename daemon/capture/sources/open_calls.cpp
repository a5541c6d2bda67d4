#include "daemon/capture/sources/open_calls.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "daemon/base/text.hpp"

namespace baton::capture {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_id = 128;
constexpr std::size_t most_bytes_of_files = 2048;
constexpr std::size_t most_bytes = 6144;
constexpr std::size_t bytes_of_a_row = 16;  // its punctuation and numbers
constexpr std::size_t members_before_files = 2;
constexpr std::size_t members_of_a_file = 4;

std::size_t size_of(const std::vector<store::FileTouch>& files) {
  std::size_t size = 0;
  for (const store::FileTouch& file : files) size += file.path.size() + bytes_of_a_row;
  return size;
}

std::size_t size_of(const OpenCall& call) {
  return call.id.size() + call.tool.size() + bytes_of_a_row + size_of(call.files);
}

std::string text_at(const json::array& row, std::size_t i) {
  const json::string* found = i < row.size() ? row[i].if_string() : nullptr;
  return found == nullptr ? std::string() : std::string(found->data(), found->size());
}

std::int64_t number_at(const json::array& row, std::size_t i) {
  const std::int64_t* found = i < row.size() ? row[i].if_int64() : nullptr;
  return found == nullptr ? 0 : *found;
}

store::FileOperation operation_of(std::int64_t number) {
  constexpr auto last = static_cast<std::int64_t>(store::FileOperation::renamed);
  return static_cast<store::FileOperation>(std::clamp<std::int64_t>(number, 0, last));
}

json::value text(std::string_view bytes) {
  return json::string(to_valid_utf8(bytes));
}

}  // namespace

std::vector<store::FileTouch> OpenCalls::remember(OpenCall call) {
  std::vector<store::FileTouch> told_with_call;
  const bool has_name = !call.id.empty() && call.id.size() <= longest_id;
  if (!has_name || size_of(call.files) > most_bytes_of_files) told_with_call.swap(call.files);
  if (!has_name || call.tool.size() > longest_id) return told_with_call;
  take(call.id);  // a message may be told again
  size_ += size_of(call);
  calls_.push_back(std::move(call));
  while (size_ > most_bytes) {
    size_ -= size_of(calls_.front());
    calls_.pop_front();
  }
  return told_with_call;
}

std::optional<OpenCall> OpenCalls::take(std::string_view id) {
  const auto found = std::find_if(calls_.rbegin(), calls_.rend(),
                                  [&](const OpenCall& call) { return call.id == id; });
  if (found == calls_.rend()) return std::nullopt;
  OpenCall call = std::move(*found);
  calls_.erase(std::next(found).base());
  size_ -= size_of(call);
  return call;
}

bool OpenCalls::has(std::string_view id) const {
  return std::ranges::any_of(calls_, [&](const OpenCall& call) { return call.id == id; });
}

std::optional<std::string_view> OpenCalls::tool_of(std::string_view id) const {
  const auto found =
      std::ranges::find_if(calls_, [&](const OpenCall& call) { return call.id == id; });
  if (found == calls_.end()) return std::nullopt;
  return found->tool;
}

json::array OpenCalls::to_json() const {
  json::array rows;
  for (const OpenCall& call : calls_) {
    json::array row{text(call.id), text(call.tool)};
    for (const store::FileTouch& file : call.files) {
      row.push_back(text(file.path));
      row.emplace_back(static_cast<std::int64_t>(file.operation));
      row.emplace_back(file.lines_added);
      row.emplace_back(file.lines_removed);
    }
    rows.emplace_back(std::move(row));
  }
  return rows;
}

OpenCalls OpenCalls::from_json(const json::array* rows) {
  OpenCalls calls;
  if (rows == nullptr) return calls;
  for (const json::value& value : *rows) {
    const json::array* row = value.if_array();
    if (row == nullptr) continue;
    OpenCall call{text_at(*row, 0), text_at(*row, 1), {}};
    for (std::size_t i = members_before_files; i + members_of_a_file <= row->size();
         i += members_of_a_file) {
      call.files.push_back({text_at(*row, i), operation_of(number_at(*row, i + 1)),
                            number_at(*row, i + 2), number_at(*row, i + 3)});
    }
    calls.remember(std::move(call));
  }
  return calls;
}

}  // namespace baton::capture
