#include "daemon/capture/sources/opencode_documents.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/opencode_message.hpp"

namespace baton::capture::opencode {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

/// A part may hold a picture.
constexpr std::uintmax_t longest_file = 32U << 20U;

struct File {
  std::string name;  ///< without its ending: the id, as opencode sees it
  std::string text;
};

/// The `.json` files of a directory, by name: ids grow with time.
std::vector<File> files_in(const fs::path& directory) {
  std::vector<File> files;
  std::error_code error;
  for (fs::directory_iterator entry(directory, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    std::error_code ignored;
    const fs::path& path = entry->path();
    if (path.extension() != ".json" || !entry->is_regular_file(ignored)) continue;
    if (entry->file_size(ignored) > longest_file) continue;
    std::ifstream stream(path, std::ios::binary);
    files.push_back({path.stem().string(), {std::istreambuf_iterator<char>(stream), {}}});
  }
  std::ranges::sort(files, {}, &File::name);
  return files;
}

std::string id_of(const json::object& object, std::string_view otherwise) {
  const std::string_view id = string_member(object, "id");
  return std::string(id.empty() ? otherwise : id);
}

void report(std::string_view text, const std::string& what, std::string_view id, EventSink& sink) {
  report_unparsed({text, 0, 0}, what + " " + std::string(id), sink);
}

/// Tells what the messages add to what is known of the session.
void tell_session(const SessionRecord& session, const json::object& info, EventSink& sink) {
  store::SessionFacts facts = facts_of(session);
  facts.model = model_of(info);
  sink.on_session(facts);
}

void tell_parts(MessageTelling& telling, const std::string& message, const json::array& parts,
                EventSink& sink) {
  std::size_t number = 0;
  for (const json::value& value : parts) {
    const std::string place = message + "/" + std::to_string(number++);
    const json::object* part = value.if_object();
    const std::string id = part == nullptr ? place : id_of(*part, place);
    if (part == nullptr || !telling.part(id, *part))
      report(to_compact_json(value), "unknown part:", id, sink);
  }
}

/// An id from a file's content must not lead out of the storage.
bool is_file_name(std::string_view id) {
  return id.find('/') == std::string_view::npos && !id.starts_with('.');
}

}  // namespace

void DocumentParser::parse(std::string_view bytes, std::uint64_t /*offset*/,
                           std::int64_t /*first_line*/, EventSink& sink) {
  std::string fault;
  const std::optional<json::value> value = documents_.parse(bytes, fault);
  if (!value || !value->is_object()) {
    return report_unparsed({bytes, 0, 0}, value ? "not a JSON object" : "not JSON: " + fault, sink);
  }
  const json::object& document = value->get_object();
  const json::object* info = object_member(document, "info");
  const std::optional<SessionRecord> session = session_of(info == nullptr ? document : *info);
  if (!session) return report_unparsed({bytes, 0, 0}, "no session", sink);
  sink.on_session(facts_of(*session));
  const json::array* messages = array_member(document, "messages");
  if (info == nullptr) return read_storage(*session, sink);
  if (messages != nullptr) read_export(*session, *messages, sink);
}

void DocumentParser::read_export(const SessionRecord& session, const json::array& messages,
                                 EventSink& sink) {
  const SessionFrame frame{session.id, !session.parent.empty()};
  std::size_t number = 0;
  for (const json::value& value : messages) {
    const std::string place = session.id + "/" + std::to_string(number++);
    const json::object* message = value.if_object();
    const json::object* info = message == nullptr ? nullptr : object_member(*message, "info");
    if (info == nullptr) {
      report(to_compact_json(value), "no message:", place, sink);
      continue;
    }
    const std::string id = id_of(*info, place);
    tell_session(session, *info, sink);
    MessageTelling telling(frame, id, *info, sink);
    if (!telling.is_known()) {
      report(to_compact_json(*info), "message of an unknown role:", id, sink);
      continue;
    }
    if (const json::array* parts = array_member(*message, "parts"))
      tell_parts(telling, id, *parts, sink);
    telling.finish();
  }
}

void DocumentParser::read_storage(const SessionRecord& session, EventSink& sink) {
  const fs::path storage = path_.parent_path().parent_path().parent_path();
  if (!is_file_name(session.id)) return;
  std::vector<std::tuple<Milliseconds, std::string, std::string>> messages;  // time, id, text
  for (File& file : files_in(storage / "message" / session.id)) {
    std::string fault;
    const std::optional<json::value> value = documents_.parse(file.text, fault);
    const json::object* info = value ? value->if_object() : nullptr;
    if (info == nullptr) {
      report(file.text, "not JSON: message", file.name, sink);
      continue;
    }
    messages.emplace_back(time_of(*info), id_of(*info, file.name), std::move(file.text));
  }
  std::ranges::sort(messages);
  for (const auto& [time, id, text] : messages) read_message(session, id, text, sink);
}

void DocumentParser::read_message(const SessionRecord& session, const std::string& id,
                                  const std::string& text, EventSink& sink) {
  std::string fault;
  const std::optional<json::value> value = documents_.parse(text, fault);
  if (!value) return;
  const json::object& info = value->get_object();
  tell_session(session, info, sink);
  const SessionFrame frame{session.id, !session.parent.empty()};
  MessageTelling telling(frame, id, info, sink);
  if (!telling.is_known()) return report(text, "message of an unknown role:", id, sink);
  if (!is_file_name(id)) return telling.finish();
  for (const File& file : files_in(path_.parent_path().parent_path().parent_path() / "part" / id)) {
    const std::optional<json::value> item = parts_.parse(file.text, fault);
    const json::object* part = item ? item->if_object() : nullptr;
    if (part == nullptr || !telling.part(id_of(*part, file.name), *part))
      report(file.text, "unknown part:", file.name, sink);
  }
  telling.finish();
}

}  // namespace baton::capture::opencode
