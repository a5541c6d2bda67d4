#include "daemon/capture/sources/cursor_composer_facts.hpp"

#include <string_view>

#include "daemon/capture/sources/file_uri.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/json_lines.hpp"

namespace baton::capture::cursor {

namespace json = boost::json;

namespace {

void take(std::string& into, std::string_view text) {
  if (into.empty()) into = text;
}

std::string folder_of(const json::object& composer) {
  const json::object* workspace = object_member(composer, "workspaceIdentifier");
  const json::object* address = workspace == nullptr ? nullptr : object_member(*workspace, "uri");
  if (address == nullptr) return {};
  for (const char* key : {"fsPath", "path"}) {
    const std::string_view path = string_member(*address, key);
    if (!path.empty()) return std::string(path);
  }
  return path_of_uri(string_member(*address, "external"));
}

std::string_view branch_of(const json::object& composer) {
  const json::object* active = object_member(composer, "activeBranch");
  if (active != nullptr) return string_member(*active, "branchName");
  return string_member(composer, "createdOnBranch");
}

void add_facts(const json::object& composer, store::SessionFacts& facts) {
  take(facts.title, string_member(composer, "name"));
  take(facts.working_directory, folder_of(composer));
  take(facts.branch, branch_of(composer));
  if (const json::object* model = object_member(composer, "modelConfig")) {
    const std::string_view name = string_member(*model, "modelName");
    if (name != "default") take(facts.model, name);
  }
  const json::object* subagent = object_member(composer, "subagentInfo");
  const std::string_view parent =
      subagent == nullptr ? "" : string_member(*subagent, "parentComposerId");
  if (!parent.empty()) {
    facts.parent_external_id = parent;
    facts.relation = store::Relation::subagent;
  }
  const Milliseconds created = number_member(composer, "createdAt");
  if (created > 0 && !facts.started_at) facts.started_at = created;
  const Milliseconds updated = number_member(composer, "lastUpdatedAt");
  if (updated > 0 && !facts.ended_at) facts.ended_at = updated;
}

}  // namespace

store::SessionFacts facts_of_composer(const ForeignDatabase& database, const std::string& id,
                                      const json::object& data) {
  store::SessionFacts facts;
  facts.agent = "cursor";
  facts.external_id = id;
  add_facts(data, facts);
  if (!database.has_column("composerHeaders", "value")) return facts;
  JsonReader reader;
  database.each("SELECT value FROM composerHeaders WHERE composerId = ?", {id},
                [&](const ForeignDatabase::Row& row) {
                  std::string fault;
                  const auto value = reader.parse(row.text(0), fault);
                  if (value && value->is_object()) add_facts(value->get_object(), facts);
                  return false;
                });
  return facts;
}

}  // namespace baton::capture::cursor
