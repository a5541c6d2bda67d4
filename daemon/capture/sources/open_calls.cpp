#include "daemon/capture/sources/open_calls.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/object.hpp>

#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture {

namespace json = boost::json;

namespace {

constexpr std::size_t most_open = 256;
constexpr std::size_t most_saved = 12;
constexpr std::size_t longest_saved = 400;  // bytes of a call's strings

std::size_t size_of(const OpenCall& call) {
  std::size_t size = call.id.size() + call.tool.size();
  for (const store::FileTouch& file : call.files) size += file.path.size() + 40;
  return size;
}

json::object to_json(const OpenCall& call) {
  json::array files;
  for (const store::FileTouch& file : call.files) {
    files.push_back({{"path", file.path},
                     {"operation", static_cast<std::int64_t>(file.operation)},
                     {"added", file.lines_added},
                     {"removed", file.lines_removed}});
  }
  return {{"id", call.id}, {"tool", call.tool}, {"files", std::move(files)}};
}

store::FileOperation operation_of(std::int64_t number) {
  const bool is_one = number >= 0 && number <= static_cast<int>(store::FileOperation::renamed);
  return is_one ? static_cast<store::FileOperation>(number) : store::FileOperation::read;
}

OpenCall from_json(const json::object& saved) {
  OpenCall call{
      std::string(string_member(saved, "id")), std::string(string_member(saved, "tool")), {}};
  const json::array* files = array_member(saved, "files");
  if (files == nullptr) return call;
  for (const json::value& value : *files) {
    const json::object* file = value.if_object();
    if (file == nullptr) continue;
    call.files.push_back({std::string(string_member(*file, "path")),
                          operation_of(number_member(*file, "operation")),
                          number_member(*file, "added"), number_member(*file, "removed")});
  }
  return call;
}

}  // namespace

void OpenCalls::remember(OpenCall call) {
  take(call.id);  // a message may be told again
  calls_.push_back(std::move(call));
  if (calls_.size() > most_open) calls_.pop_front();
}

std::optional<OpenCall> OpenCalls::take(std::string_view id) {
  const auto found = std::find_if(calls_.rbegin(), calls_.rend(),
                                  [&](const OpenCall& call) { return call.id == id; });
  if (found == calls_.rend()) return std::nullopt;
  OpenCall call = std::move(*found);
  calls_.erase(std::next(found).base());
  return call;
}

json::array OpenCalls::to_json() const {
  json::array saved;
  const std::size_t first = calls_.size() - std::min(calls_.size(), most_saved);
  for (std::size_t i = first; i < calls_.size(); ++i) {
    OpenCall call = calls_[i];
    if (size_of(call) > longest_saved) call.files.clear();
    if (size_of(call) <= longest_saved) saved.push_back(capture::to_json(call));
  }
  return saved;
}

void OpenCalls::restore(const json::array& saved) {
  calls_.clear();
  for (const json::value& value : saved) {
    if (const json::object* call = value.if_object()) remember(from_json(*call));
  }
}

}  // namespace baton::capture
