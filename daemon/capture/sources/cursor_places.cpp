#include "daemon/capture/sources/cursor_places.hpp"

#include <algorithm>
#include <cctype>
#include <system_error>
#include <vector>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/foreign_database.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/small_file.hpp"
#include "daemon/capture/sources/vscode_places.hpp"

namespace baton::capture::cursor {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

constexpr int most_entries = 20'000;
constexpr int most_workspaces = 512;
constexpr std::size_t most_composers = 20'000;

std::string name_of(const fs::path& path) {
  std::string name = path.string();
  return is_valid_utf8(name) ? name : to_valid_utf8(name);
}

std::string slug_of(std::string_view name) {
  std::string slug(name);
  for (char& c : slug) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '-';
  }
  return slug;
}

/// Walks down the directories whose names the slug can be made of.
class SlugSearch {
 public:
  std::string find(const fs::path& directory, std::string_view rest) {
    if (rest.empty()) return directory.string();
    std::error_code failed;
    fs::directory_iterator entry(directory, fs::directory_options::skip_permission_denied, failed);
    for (; !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
      if (++entries_ > most_entries) return {};
      const std::string slug = slug_of(entry->path().filename().string());
      const bool fits =
          rest.starts_with(slug) && (rest.size() == slug.size() || rest[slug.size()] == '-');
      std::error_code ignored;
      if (!fits || !entry->is_directory(ignored)) continue;
      std::string found = find(entry->path(), rest.substr(std::min(slug.size() + 1, rest.size())));
      if (!found.empty()) return found;
    }
    return {};
  }

 private:
  int entries_ = 0;
};

/// `…/projects/<slug>`; empty when the transcript lies elsewhere.
fs::path project_of(const fs::path& transcript) {
  for (fs::path at = transcript.parent_path(); at.has_relative_path(); at = at.parent_path()) {
    if (at.filename() == "agent-transcripts") return at.parent_path();
  }
  return {};
}

std::string directory_of(const fs::path& project) {
  const std::string text = read_small_file(project / ".workspace-trusted");
  JsonReader reader;
  std::string fault;
  const auto value = text.empty() ? std::nullopt : reader.parse(text, fault);
  const json::object* object = value ? value->if_object() : nullptr;
  const std::string_view path = object == nullptr ? "" : string_member(*object, "workspacePath");
  return path.empty() ? directory_of_slug(project.filename().string()) : std::string(path);
}

/// Whether the query finds anything in the database; false when there is none that can be read now.
bool finds(const fs::path& path, std::string_view table, std::string_view sql,
           const std::string& parameter) try {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return false;
  const ForeignDatabase database(path);
  if (!database.has_table(table)) return false;
  bool found = false;
  database.each(sql, {parameter}, [&](const ForeignDatabase::Row&) { return !(found = true); });
  return found;
} catch (const ForeignDatabaseError&) {
  return false;
}

/// Whether the command line keeps what was said in the session:
/// `<.cursor>/chats/<hash>/<session>/store.db`.
bool is_in_store(const fs::path& cursor_home, const std::string& session) {
  std::error_code failed;
  fs::directory_iterator entry(cursor_home / "chats", failed);
  int entries = 0;
  for (; !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
    if (++entries > most_entries) return false;
    if (finds(entry->path() / session / "store.db", "blobs",
              "SELECT 1 FROM blobs WHERE substr(CAST(data AS TEXT), 1, 1) = ? LIMIT 1", "{")) {
      return true;
    }
  }
  return false;
}

/// Whether the editor keeps what was said in the session; it may know no more than its name.
bool is_in_editor(const fs::path& home, const std::string& session) {
  return finds(home / ".config" / "Cursor" / "User" / "globalStorage" / "state.vscdb",
               "cursorDiskKV",
               "SELECT 1 FROM cursorDiskKV WHERE key = ? "
               "AND instr(CAST(value AS TEXT), '\"bubbleId\"') > 0",
               "composerData:" + session);
}

void add_ids(const json::value& value, std::string_view key, std::vector<std::string>& ids) {
  const json::object* object = value.if_object();
  const json::array* entries = object == nullptr ? nullptr : array_member(*object, key);
  if (entries == nullptr) return;
  for (const json::value& entry : *entries) {
    const json::object* composer = entry.if_object();
    if (composer != nullptr) {
      ids.emplace_back(string_member(*composer, "composerId"));
    } else if (const json::string* id = entry.if_string()) {
      ids.emplace_back(id->data(), id->size());
    }
  }
}

std::vector<std::string> composers_of(const fs::path& database_path) try {
  std::vector<std::string> ids;
  std::error_code ignored;
  if (!fs::exists(database_path, ignored)) return ids;
  const ForeignDatabase database(database_path);
  if (!database.has_table("ItemTable")) return ids;
  JsonReader reader;
  database.each("SELECT value FROM ItemTable WHERE key = 'composer.composerData'", {},
                [&](const ForeignDatabase::Row& row) {
                  std::string fault;
                  const auto value = reader.parse(row.text(0), fault);
                  if (!value) return true;
                  add_ids(*value, "allComposers", ids);
                  add_ids(*value, "selectedComposerIds", ids);
                  return true;
                });
  // A composer that is shown in the panel has a key of its own.
  constexpr std::string_view view = "workbench.panel.aichat.view.";
  database.each(
      "SELECT value FROM ItemTable WHERE key >= 'workbench.panel.composerChatViewPane' "
      "AND key < 'workbench.panel.composerChatViewPanf' LIMIT 1000",
      {}, [&](const ForeignDatabase::Row& row) {
        std::string fault;
        const auto value = reader.parse(row.text(0), fault);
        const json::object* object = value ? value->if_object() : nullptr;
        if (object == nullptr) return true;
        for (const auto& member : *object) {
          const std::string_view key(member.key().data(), member.key().size());
          if (key.starts_with(view)) ids.emplace_back(key.substr(view.size()));
        }
        return true;
      });
  return ids;
} catch (const ForeignDatabaseError&) {
  return {};
}

}  // namespace

TranscriptPlace place_of(const fs::path& transcript) {
  TranscriptPlace place;
  place.session = name_of(transcript.stem());
  if (place.session.empty()) place.session = "unknown";
  place.written_at = modified_at(transcript);
  if (transcript.parent_path().filename() == "subagents")
    place.parent = name_of(transcript.parent_path().parent_path().filename());
  const fs::path project = project_of(transcript);
  if (!project.empty()) place.directory = directory_of(project);
  return place;
}

std::string directory_of_slug(std::string_view slug) {
  if (slug.empty() || slug.size() > 1024) return {};
  return SlugSearch().find("/", slug);
}

bool is_in_database(const fs::path& transcript, const std::string& session) {
  const fs::path project = project_of(transcript);
  if (project.empty() || session.find('/') != std::string::npos) return false;
  const fs::path cursor_home = project.parent_path().parent_path();
  return is_in_store(cursor_home, session) || is_in_editor(cursor_home.parent_path(), session);
}

std::map<std::string, std::string> folders_of_composers(const fs::path& workspace_storage) {
  std::map<std::string, std::string> folders;
  std::error_code failed;
  fs::directory_iterator entry(workspace_storage, failed);
  int workspaces = 0;
  for (; !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
    if (++workspaces > most_workspaces || folders.size() > most_composers) break;
    const std::string folder = folder_of_storage(entry->path());
    if (folder.empty()) continue;
    for (std::string& id : composers_of(entry->path() / "state.vscdb"))
      folders.emplace(std::move(id), folder);
  }
  return folders;
}

}  // namespace baton::capture::cursor
