#include "daemon/handoff/staleness/work_tree_json.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/base/text.hpp"

namespace baton::handoff {
namespace {

namespace json = boost::json;

/// More than a document of our own has.
constexpr std::size_t most_files = 100;

std::optional<std::string> text_in(const json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string(value->get_string().data(), value->get_string().size());
}

bool stays_inside(const std::string& path) {
  const std::filesystem::path relative(path);
  if (path.empty() || relative.is_absolute() || path.find('\0') != std::string::npos) return false;
  return std::find(relative.begin(), relative.end(), "..") == relative.end();
}

json::object encode(const NamedFile& file) {
  json::object out{{"path", to_valid_utf8(file.path)}};
  if (file.written) out.emplace("written", true);
  if (file.content) out.emplace("content", *file.content);
  return out;
}

std::optional<NamedFile> file_in(const json::value& value) {
  if (!value.is_object()) return std::nullopt;
  const auto& object = value.get_object();
  auto path = text_in(object, "path");
  if (!path || !stays_inside(*path)) return std::nullopt;
  NamedFile file;
  file.path = std::move(*path);
  const auto* written = object.if_contains("written");
  file.written = written != nullptr && written->is_bool() && written->get_bool();
  file.content = text_in(object, "content");
  return file;
}

}  // namespace

json::object to_json(const WorkTreeSnapshot& snapshot) {
  json::array files;
  for (const auto& file : snapshot.files) files.emplace_back(encode(file));
  return {{"root", to_valid_utf8(snapshot.root)},
          {"head", snapshot.head},
          {"branch", to_valid_utf8(snapshot.branch)},
          {"at", snapshot.at},
          {"files", std::move(files)}};
}

std::optional<WorkTreeSnapshot> work_tree_from_json(const json::value& value) {
  if (!value.is_object()) return std::nullopt;
  const auto& object = value.get_object();
  WorkTreeSnapshot snapshot;
  snapshot.root = text_in(object, "root").value_or("");
  snapshot.head = text_in(object, "head").value_or("");
  snapshot.branch = text_in(object, "branch").value_or("");
  if (const auto* at = object.if_contains("at"); at != nullptr && at->is_int64())
    snapshot.at = at->get_int64();
  const auto* files = object.if_contains("files");
  if (files == nullptr || !files->is_array()) return snapshot;
  for (const auto& entry : files->get_array()) {
    if (snapshot.files.size() == most_files) break;
    if (auto file = file_in(entry)) snapshot.files.push_back(std::move(*file));
  }
  return snapshot;
}

}  // namespace baton::handoff
