#include "daemon/handoff/evaluation/converted_session.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include <boost/json.hpp>

#include "daemon/base/time.hpp"
#include "daemon/handoff/evaluation/turns_of_steps.hpp"

namespace baton::handoff::evaluation {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::size_t max_depth = 64;

/// A value and where it stands, for errors.
class Reader {
 public:
  Reader(const json::value& value, std::string place) : value_(value), place_(std::move(place)) {}

  [[noreturn]] void fail(const std::string& what) const { throw LoadError(place_ + ": " + what); }

  const json::object& object() const {
    if (!value_.is_object()) fail("expected an object");
    return value_.get_object();
  }
  /// Calls `visit(Reader)` for each element; an absent or null member has none.
  template <class Visit>
  void each(std::string_view name, Visit&& visit) const {
    const json::value* list = find(name);
    if (list == nullptr) return;
    if (!list->is_array()) fail(std::string(name) + " is no list");
    std::size_t place = 0;
    for (const auto& element : list->get_array())
      visit(
          Reader(element, place_ + ", " + std::string(name) + "[" + std::to_string(place++) + "]"));
  }
  std::string text(std::string_view name) const {
    const json::value* member = find(name);
    if (member == nullptr) return {};
    if (!member->is_string()) fail(std::string(name) + " is no text");
    return std::string(std::string_view(*member->if_string()));
  }
  bool flag(std::string_view name) const {
    const json::value* member = find(name);
    if (member == nullptr) return false;
    if (!member->is_bool()) fail(std::string(name) + " is neither true nor false");
    return member->get_bool();
  }
  std::optional<std::int64_t> number(std::string_view name) const {
    const json::value* member = find(name);
    if (member == nullptr) return std::nullopt;
    if (!member->is_int64()) fail(std::string(name) + " is no whole number");
    return member->get_int64();
  }
  /// The member of that name, when it is an object.
  Reader member(std::string_view name) const {
    const json::value* found = find(name);
    if (found == nullptr) fail(std::string(name) + " is missing");
    return {*found, place_ + ", " + std::string(name)};
  }
  std::string own_text() const {
    if (!value_.is_string()) fail("expected a text");
    return std::string(std::string_view(value_.get_string()));
  }

 private:
  /// Null when it is absent or null.
  const json::value* find(std::string_view name) const {
    const auto* found = object().if_contains(name);
    return found == nullptr || found->is_null() ? nullptr : found;
  }

  const json::value& value_;
  std::string place_;
};

template <class Value, std::size_t count>
Value named(const std::array<std::pair<std::string_view, Value>, count>& table,
            const Reader& reader, std::string_view member) {
  const auto name = reader.text(member);
  for (const auto& [known, value] : table) {
    if (known == name) return value;
  }
  reader.fail(std::string(member) + " is '" + name + "', which is none that is known");
}

constexpr std::array<std::pair<std::string_view, StepRole>, 5> roles{{
    {"user", StepRole::user},
    {"assistant", StepRole::assistant},
    {"tool", StepRole::tool},
    {"summary", StepRole::summary},
    {"note", StepRole::note},
}};

constexpr std::array<std::pair<std::string_view, StepKind>, 11> kinds{{
    {"read", StepKind::read},
    {"search", StepKind::search},
    {"edit", StepKind::edit},
    {"write", StepKind::write},
    {"delete", StepKind::remove},
    {"shell", StepKind::shell},
    {"task", StepKind::task},
    {"todo", StepKind::todo},
    {"ask", StepKind::ask},
    {"web", StepKind::web},
    {"other", StepKind::other},
}};

StepTool read_tool(const Reader& reader) {
  StepTool tool;
  tool.name = reader.text("name");
  tool.kind = named(kinds, reader, "kind");
  tool.path = reader.text("path");
  reader.each("paths", [&](const Reader& path) { tool.paths.push_back(path.own_text()); });
  tool.command = reader.text("cmd");
  tool.arguments = reader.text("args");
  tool.output = reader.text("out");
  tool.exit_code = reader.number("exit");
  tool.failed = reader.flag("err");
  reader.each("todos", [&](const Reader& todo) {
    tool.todos.push_back({todo.text("content"), todo.text("status")});
  });
  return tool;
}

/// @param index of the step, from 1, as lines cite it
Step read_step(const Reader& reader, std::size_t index) {
  Step step;
  step.role = named(roles, reader, "role");
  step.index = static_cast<std::int64_t>(index);
  step.time = reader.text("ts");
  step.text = reader.text("text");
  if (step.role == StepRole::tool) step.tool = read_tool(reader.member("tool"));
  return step;
}

bool is_session_file(const fs::path& path) {
  const auto name = path.stem().string();
  return path.extension() == ".json" && !name.empty() &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<fs::path> entries(const fs::path& directory) {
  std::error_code error;
  std::vector<fs::path> paths;
  for (fs::directory_iterator entry(directory, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    paths.push_back(entry->path());
  }
  if (error) throw LoadError(directory.string() + ": " + error.message());
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file || !bytes) throw LoadError(path.string() + ": cannot be read");
  return std::move(bytes).str();
}

void fill_source(MeasuredSession& session, const Reader& reader) {
  store::Session& row = session.source.session;
  row.agent = reader.text("agent");
  row.external_id = reader.text("session_id");
  row.branch = reader.text("branch");
  row.working_directory = session.working_directory;
  row.status = "completed";
  row.started_at = parse_time(session.started_at);
  row.ended_at = parse_time(session.ended_at);
}

}  // namespace

MeasuredSession parse_converted_session(std::string_view text, const std::string& place) {
  json::error_code error;
  json::parse_options options;
  options.max_depth = max_depth;
  json::stream_parser parser({}, options);
  const std::size_t consumed = parser.write(text, error);
  if (!error) parser.finish(error);
  if (error) throw LoadError(place + ", byte " + std::to_string(consumed) + ": " + error.message());
  const json::value value = parser.release();
  const Reader reader(value, place);
  MeasuredSession session;
  session.started_at = reader.text("started_at");
  session.ended_at = reader.text("ended_at");
  session.working_directory = reader.text("cwd");
  reader.each("turns", [&](const Reader& turn) {
    session.steps.push_back(read_step(turn, session.steps.size() + 1));
  });
  fill_source(session, reader);
  add_turns(session);
  return session;
}

bool is_converted_project(const fs::path& directory) {
  std::error_code error;
  if (!fs::is_directory(directory, error)) return false;
  const auto paths = entries(directory);
  return std::any_of(paths.begin(), paths.end(), is_session_file);
}

std::vector<fs::path> find_converted_projects(const fs::path& directory) {
  if (is_converted_project(directory)) return {directory};
  std::vector<fs::path> projects = entries(directory);
  std::erase_if(projects, [](const fs::path& path) { return !is_converted_project(path); });
  if (projects.empty())
    throw LoadError(directory.string() + " holds no converted sessions (000.json, 001.json, …)");
  return projects;
}

MeasuredProject load_converted_project(const fs::path& directory) {
  MeasuredProject loaded;
  loaded.name = fs::canonical(directory).filename().string();
  loaded.project.name = loaded.name;
  for (const auto& path : entries(directory)) {
    if (!is_session_file(path)) continue;
    auto& session =
        loaded.sessions.emplace_back(parse_converted_session(read_file(path), path.string()));
    session.source.session.number = static_cast<std::int64_t>(loaded.sessions.size());
    session.source.session.project_name = loaded.name;
    if (loaded.project.path.empty()) loaded.project.path = session.working_directory;
  }
  return loaded;
}

}  // namespace baton::handoff::evaluation
