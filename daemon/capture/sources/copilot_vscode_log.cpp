#include "daemon/capture/sources/copilot_vscode_log.hpp"

#include <cstdint>
#include <string>

#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::copilot_vscode {

namespace json = boost::json;

namespace {

// Together with max_json_depth this bounds how deep the state can get.
constexpr std::size_t longest_path = 32;

/// Applies the lines one after the other.
class Playback {
 public:
  /// False when the line cannot be applied.
  bool apply(const json::object& entry) {
    const json::value* value = entry.if_contains("v");
    switch (kind_of(entry)) {
      case 0:
        if (value == nullptr || !value->is_object()) return false;
        // Copied out of the reader's memory, which is used again for the next line.
        state_ = json::value(*value, json::storage_ptr());
        return true;
      case 1:
        return set(entry, value);
      case 2:
        return push(entry, value);
      case 3:
        return remove(entry);
      default:
        return false;
    }
  }

  json::object take() {
    return state_.is_object() ? std::move(state_.get_object()) : json::object();
  }

 private:
  static std::int64_t kind_of(const json::object& entry) {
    const json::value* kind = entry.if_contains("kind");
    return kind != nullptr && kind->is_number() ? number_member(entry, "kind") : -1;
  }

  static json::value* child(json::value& parent, const json::value& key) {
    if (json::object* object = parent.if_object()) {
      return key.is_string() ? object->if_contains(key.get_string()) : nullptr;
    }
    json::array* array = parent.if_array();
    if (array == nullptr || !key.is_int64() || key.get_int64() < 0) return nullptr;
    return array->if_contains(static_cast<std::size_t>(key.get_int64()));
  }

  /// What the path leads to but for its last step; null when there is no such thing.
  json::value* parent_of(const json::array* path) {
    if (path == nullptr || path->empty() || path->size() > longest_path) return nullptr;
    json::value* at = &state_;
    for (std::size_t i = 0; at != nullptr && i + 1 < path->size(); ++i) at = child(*at, (*path)[i]);
    return at;
  }

  /// The place at the path, made when only its last step is missing.
  json::value* place(const json::object& entry) {
    const json::array* path = array_member(entry, "k");
    json::value* parent = parent_of(path);
    if (parent == nullptr) return nullptr;
    const json::value& key = path->back();
    if (json::value* known = child(*parent, key)) return known;
    if (json::object* object = parent->if_object())
      return key.is_string() ? &(*object)[key.get_string()] : nullptr;
    json::array* array = parent->if_array();
    const bool is_next = array != nullptr && key.is_int64() &&
                         key.get_int64() == static_cast<std::int64_t>(array->size());
    return is_next ? &array->emplace_back(nullptr) : nullptr;
  }

  bool set(const json::object& entry, const json::value* value) {
    json::value* at = place(entry);
    if (at == nullptr) return false;
    *at = value == nullptr ? json::value() : json::value(*value, json::storage_ptr());
    return true;
  }

  bool push(const json::object& entry, const json::value* value) {
    json::value* at = place(entry);
    if (at == nullptr || !(at->is_array() || at->is_null())) return false;
    if (at->is_null()) at->emplace_array();
    json::array& array = at->get_array();
    if (entry.contains("i")) {
      const std::int64_t kept = number_member(entry, "i");
      if (kept < 0 || kept > static_cast<std::int64_t>(array.size())) return false;
      array.erase(array.begin() + kept, array.end());
    }
    const json::array* added = value == nullptr ? nullptr : value->if_array();
    if (added != nullptr) {
      for (const json::value& item : *added)
        array.push_back(json::value(item, json::storage_ptr()));
    }
    return true;
  }

  bool remove(const json::object& entry) {
    const json::array* path = array_member(entry, "k");
    json::value* parent = parent_of(path);
    if (parent == nullptr) return false;
    json::object* object = parent->if_object();
    if (object == nullptr || !path->back().is_string()) return set(entry, nullptr);
    object->erase(path->back().get_string());
    return true;
  }

  json::value state_;
};

}  // namespace

json::object play_back(std::string_view bytes, EventSink& sink) {
  const std::size_t end = bytes.rfind('\n');
  // One line alone may be a whole chat whose line end was lost.
  if (end != std::string_view::npos) bytes = bytes.substr(0, end + 1);
  Playback playback;
  JsonReader reader;
  reader.each_line(bytes, 0, 1, sink, [&](const JsonLine& line, const json::object& entry) {
    if (!playback.apply(entry))
      report_unparsed(line, "a change that does not fit the chat so far", sink);
  });
  return playback.take();
}

}  // namespace baton::capture::copilot_vscode
