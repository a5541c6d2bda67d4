#include "daemon/capture/sources/cline_task.hpp"

#include <algorithm>
#include <optional>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/cline_rows.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/small_file.hpp"

namespace baton::capture::cline {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_history = 16U << 20U;

std::string id_of(const fs::path& path) {
  const std::string name = path.parent_path().filename().string();
  if (name.empty()) return "unknown";
  return is_valid_utf8(name) ? name : to_valid_utf8(name);
}

template <class Use>
void with_json(const fs::path& path, JsonReader& reader, Use use) {
  const std::string text = read_small_file(path, longest_history);
  if (text.empty()) return;
  std::string fault;
  const auto value = reader.parse(text, fault);
  if (value) use(*value);
}

void take(std::string& into, std::string_view text) {
  if (!text.empty()) into = text;
}

/// What the file of Roo and Kilo, or the entry of Cline's list, tells of a task.
void add_history(const json::object& item, store::SessionFacts& facts) {
  take(facts.working_directory, string_member(item, "workspace"));
  take(facts.working_directory, string_member(item, "cwdOnTaskInitialization"));
  take(facts.model, string_member(item, "modelId"));
  const std::string_view parent = string_member(item, "parentTaskId");
  if (parent.empty()) return;
  facts.parent_external_id = parent;
  facts.relation = store::Relation::subagent;
}

const json::object* last_object(const json::object& metadata, std::string_view key) {
  const json::array* list = array_member(metadata, key);
  return list == nullptr || list->empty() ? nullptr : list->back().if_object();
}

void add_files_beside(const fs::path& path, store::SessionFacts& facts) {
  JsonReader reader;
  const fs::path task = path.parent_path();
  with_json(task / "task_metadata.json", reader, [&](const json::value& value) {
    const json::object* metadata = value.if_object();
    if (metadata == nullptr) return;
    if (const json::object* use = last_object(*metadata, "model_usage"))
      take(facts.model, string_member(*use, "model_id"));
    if (const json::object* place = last_object(*metadata, "environment_history"))
      take(facts.agent_version, string_member(*place, "cline_version"));
  });
  with_json(task.parent_path().parent_path() / "state" / "taskHistory.json", reader,
            [&](const json::value& value) {
              const json::array* items = value.if_array();
              if (items == nullptr) return;
              for (const json::value& item : *items) {
                const json::object* object = item.if_object();
                if (object != nullptr && string_member(*object, "id") == facts.external_id)
                  add_history(*object, facts);
              }
            });
  with_json(task / "history_item.json", reader, [&](const json::value& value) {
    if (const json::object* item = value.if_object()) add_history(*item, facts);
  });
}

/// What stands between `begin` and `end`; empty when they do not.
std::string_view between(std::string_view text, std::string_view begin, std::string_view end) {
  const std::size_t at = text.find(begin);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + begin.size());
  return text.substr(0, std::min(text.find(end), text.size()));
}

/// Older versions keep what was sent with a request, which names directory and model.
void add_request(const json::object& row, store::SessionFacts& facts) {
  const std::string_view text = string_member(row, "text");
  if (facts.working_directory.empty()) {
    std::string_view directory = between(text, "Current Working Directory (", ") Files");
    if (directory.empty()) directory = between(text, "Current Workspace Directory (", ") Files");
    if (directory.size() < 4096 && directory.find('\n') == std::string_view::npos)
      facts.working_directory = directory;
  }
  if (facts.model.empty()) {
    const std::string_view model = between(text, "<model>", "</model>");
    if (model.size() < 256) facts.model = model;
  }
}

void add_rows(const json::array& rows, store::SessionFacts& facts) {
  std::string model;
  for (const json::value& value : rows) {
    const json::object* row = value.if_object();
    if (row == nullptr) continue;
    const Milliseconds time = number_member(*row, "ts");
    if (time > 0 && (!facts.started_at || time < *facts.started_at)) facts.started_at = time;
    if (time > 0 && (!facts.ended_at || time > *facts.ended_at)) facts.ended_at = time;
    if (const json::object* info = object_member(*row, "modelInfo"))
      take(model, string_member(*info, "modelId"));
    if (string_member(*row, "say") == "api_req_started") add_request(*row, facts);
  }
  take(facts.model, model);
}

}  // namespace

void TaskParser::parse(std::string_view bytes, std::uint64_t /*offset*/,
                       std::int64_t /*first_line*/, EventSink& sink) {
  JsonReader reader;
  std::string fault;
  const auto value = reader.parse(bytes, fault);
  const JsonLine whole{bytes, 0, 0};
  if (!value) return report_unparsed(whole, "not JSON: " + fault, sink);
  const json::array* rows = value->if_array();
  if (rows == nullptr) return report_unparsed(whole, "not a list of messages", sink);
  if (rows->empty()) return;
  store::SessionFacts facts;
  facts.agent = agent_;
  facts.external_id = id_of(path_);
  add_files_beside(path_, facts);
  add_rows(*rows, facts);
  sink.on_session(facts);
  RowTeller teller(facts.external_id, facts.relation == store::Relation::subagent, sink);
  teller.tell(*rows);
  for (const std::string& kind : teller.unknown()) {
    sink.on_unparsed(
        {.line = 0, .offset = 0, .reason = "unknown message \"" + kind + "\"", .raw = {}});
  }
}

}  // namespace baton::capture::cline
