#include <filesystem>

#include "daemon/store/connection.hpp"
#include "daemon/store/page_cursor.hpp"
#include "daemon/store/statement.hpp"
#include "daemon/store/tables.hpp"

namespace baton::store {
namespace {

std::string select_projects(const std::string& rest) {
  return "SELECT id, key, name, path, origin_url, description, status, ignored, sessions, "
         "active_sessions, turns, "
         "last_activity_at FROM projects " +
         rest;
}

Project read_project(const Rows& rows) {
  Project project;
  project.id = rows.integer(0);
  project.key = rows.text(1);
  project.name = rows.text(2);
  project.path = rows.text(3);
  project.origin_url = rows.text(4);
  project.description = rows.text(5);
  project.status = rows.text(6);
  project.ignored = rows.flag(7);
  project.sessions = rows.integer(8);
  project.active_sessions = rows.integer(9);
  project.turns = rows.integer(10);
  project.last_activity_at = rows.optional_integer(11);
  return project;
}

std::optional<Project> read_one(Rows rows) {
  if (!rows.next()) return std::nullopt;
  return read_project(rows);
}

}  // namespace

struct Projects::Statements {
  explicit Statements(Connection& connection)
      : find_id(connection, "SELECT id, origin_url FROM projects WHERE key = ?"),
        insert(connection,
               "INSERT INTO projects (key, name, path, origin_url, created_at, updated_at) VALUES "
               "(?, ?, ?, ?, ?5, ?5)"
               " RETURNING id"),
        set_origin(connection, "UPDATE projects SET origin_url = ?, updated_at = ? WHERE id = ?"),
        set_ignored(connection, "UPDATE projects SET ignored = ?, updated_at = ? WHERE id = ?"),
        paths(connection, "SELECT path FROM projects WHERE ignored = 0 ORDER BY path"),
        find(connection, select_projects("WHERE id = ?")),
        find_by_key(connection, select_projects("WHERE key = ?")),
        find_by_name(
            connection,
            select_projects("WHERE name = ? ORDER BY coalesce(last_activity_at, 0) DESC, id DESC")),
        find_by_path(
            connection,
            select_projects(
                "WHERE path = ? ORDER BY coalesce(last_activity_at, 0) DESC, id DESC LIMIT 1")),
        // Sorted without an index: it would change with every turn, and there are hundreds of
        // projects, not millions.
        list(connection,
             select_projects("WHERE (coalesce(last_activity_at, 0), id) < (?, ?) "
                             "ORDER BY coalesce(last_activity_at, 0) DESC, id DESC LIMIT ?")) {}

  Statement find_id, insert, set_origin, set_ignored, paths, find, find_by_key, find_by_name,
      find_by_path, list;
};

Projects::Projects(Connection& connection)
    : statements_(std::make_unique<Statements>(connection)) {}
Projects::~Projects() = default;
Projects::Projects(Projects&&) noexcept = default;

Id Projects::ensure(const ProjectKey& key, Milliseconds now) {
  Id id = 0;
  std::string origin_url;
  {
    Rows rows = statements_->find_id.query(key.key);
    if (rows.next()) {
      id = rows.integer(0);
      origin_url = rows.text(1);
    }
  }
  if (id == 0) {
    Rows rows = statements_->insert.query(key.key, key.name, key.path, key.origin_url, now);
    rows.next();
    return rows.integer(0);
  }
  // A clone may get its remote later; a work tree that is gone has none to tell.
  if (!key.origin_url.empty() && key.origin_url != origin_url) {
    statements_->set_origin.execute(key.origin_url, now, id);
  }
  return id;
}

void Projects::set_ignored(Id id, bool ignored, Milliseconds now) {
  statements_->set_ignored.execute(ignored, now, id);
}

std::vector<std::string> Projects::paths() {
  std::vector<std::string> paths;
  Rows rows = statements_->paths.query();
  while (rows.next()) paths.push_back(rows.text(0));
  return paths;
}

std::optional<Project> Projects::find(Id id) {
  return read_one(statements_->find.query(id));
}

std::optional<Project> Projects::find_by_key(std::string_view key) {
  return read_one(statements_->find_by_key.query(key));
}

std::vector<Project> Projects::find_by_name(std::string_view name) {
  std::vector<Project> projects;
  Rows rows = statements_->find_by_name.query(name);
  while (rows.next()) projects.push_back(read_project(rows));
  return projects;
}

std::optional<Project> Projects::find_by_path(std::string_view path) {
  std::filesystem::path directory = std::filesystem::path(path).lexically_normal();
  if (!directory.has_filename() && directory.has_relative_path())
    directory = directory.parent_path();
  while (!directory.empty()) {
    auto project = read_one(statements_->find_by_path.query(directory.native()));
    if (project) return project;
    if (!directory.has_relative_path()) break;
    directory = directory.parent_path();
  }
  return std::nullopt;
}

std::vector<Project> Projects::list(std::int64_t limit, std::string_view after, std::string& next) {
  const PageCursor cursor = PageCursor::parse(after);
  std::vector<Project> projects;
  Rows rows = statements_->list.query(cursor.order, cursor.id, limit + 1);
  while (rows.next()) projects.push_back(read_project(rows));
  next = cut_page(projects, limit, [](const Project& project) {
    return PageCursor{project.last_activity_at.value_or(0), project.id};
  });
  return projects;
}

}  // namespace baton::store
