#include <algorithm>
#include <map>

#include "daemon/base/text.hpp"
#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

enum class Status { open, in_progress, done, dropped };

struct Todo {
  std::string text;
  Status status = Status::open;
  Citation citation;
};

Status status_named(std::string_view name) {
  if (name == "in_progress" || name == "in-progress" || name == "active")
    return Status::in_progress;
  if (name == "completed" || name == "complete" || name == "done") return Status::done;
  if (name == "cancelled" || name == "canceled" || name == "deleted") return Status::dropped;
  return Status::open;
}

std::string member(const boost::json::object& object,
                   std::initializer_list<std::string_view> names) {
  for (const auto name : names) {
    const auto* value = object.if_contains(boost::json::string_view(name.data(), name.size()));
    if (value == nullptr) continue;
    if (value->is_string()) return std::string(value->get_string().c_str());
    if (value->is_int64()) return std::to_string(value->get_int64());
  }
  return {};
}

/// The whole list as a tool such as TodoWrite or update_plan was given it.
std::optional<std::vector<Todo>> written_list(const ToolUse& use, Citation citation) {
  const boost::json::value* list = nullptr;
  for (const auto* name : {"todos", "plan", "items", "todoList"}) {
    if (list = use.input.if_contains(name); list != nullptr && list->is_array()) break;
  }
  if (list == nullptr || !list->is_array()) return std::nullopt;
  std::vector<Todo> out;
  for (const auto& entry : list->get_array()) {
    if (!entry.is_object()) continue;
    auto text = member(entry.get_object(), {"content", "step", "text", "title", "description"});
    if (!text.empty())
      out.push_back({squeeze_spaces(text),
                     status_named(member(entry.get_object(), {"status", "state"})), citation});
  }
  return out;
}

/// The number that TaskCreate reported: "Task #3 created".
std::string created_number(std::string_view output) {
  const auto at = output.find('#');
  if (at == std::string_view::npos) return {};
  const auto digits = output.substr(at + 1);
  return std::string(digits.substr(0, digits.find_first_not_of("0123456789")));
}

/// The list of a session, kept up to date call by call.
std::vector<Todo> list_of(const Reading& reading) {
  std::vector<Todo> list;
  std::map<std::string, std::size_t, std::less<>> tasks;
  for (const auto& use : reading.uses) {
    if (use.outcome == Outcome::failed || use.outcome == Outcome::rejected) continue;
    const auto citation = reading.cite(*use.call);
    if (use.call->tool_name == "TaskCreate") {
      const auto text = member(use.input, {"subject", "title", "description"});
      if (text.empty()) continue;
      auto number = created_number(use.output());
      if (number.empty()) number = std::to_string(tasks.size() + 1);
      tasks[number] = list.size();
      list.push_back({squeeze_spaces(text), Status::open, citation});
    } else if (use.call->tool_name == "TaskUpdate") {
      const auto task = tasks.find(member(use.input, {"taskId", "task_id", "id"}));
      const auto status = member(use.input, {"status"});
      if (task == tasks.end() || status.empty()) continue;
      list[task->second].status = status_named(status);
      list[task->second].citation = citation;
    } else if (use.call->tool_kind == store::ToolKind::todo || use.call->tool_name == "TodoWrite" ||
               use.call->tool_name == "update_plan") {
      if (auto written = written_list(use, citation)) list = std::move(*written);
    }
  }
  return list;
}

bool is_open(const Todo& todo) {
  return todo.status == Status::open || todo.status == Status::in_progress;
}

void add_done(Candidates& out, const Reading& reading, const std::vector<Todo>& list) {
  std::string text;
  std::vector<Citation> citations;
  for (const auto& todo : list) {
    if (todo.status != Status::done) continue;
    text += (text.empty() ? "Done: " : "; ") + cut_end(todo.text, 90);
    citations.push_back(todo.citation);
  }
  if (!text.empty()) {
    out.push_back({SectionName::state, cut_end(text, 600), citations_of(citations),
                   4.5 * reading.weight, Essential::no});
  }
}

/// Open items, several to a line; the one in progress, or else the first, is the next step.
void add_open(Candidates& out, const Reading& reading, const std::vector<Todo>& open) {
  constexpr std::size_t most_in_line = 4;
  const auto label =
      reading.age > 0 ? "Open since " + session_label(reading) + ": " : std::string("Open: ");
  const auto first = std::find_if(open.begin(), open.end(), [](const Todo& todo) {
    return todo.status == Status::in_progress;
  });
  const auto next = first == open.end() ? open.begin() : first;
  std::size_t in_line = most_in_line;
  for (auto todo = open.begin(); todo != open.end(); ++todo) {
    if (todo == next && reading.age == 0) continue;
    if (in_line == most_in_line) {
      out.push_back({SectionName::state, label, {}, 10 * reading.weight, Essential::no});
      in_line = 0;
    }
    auto& line = out.back();
    line.text += (in_line++ == 0 ? "" : "; ") + cut_end(todo->text, 160);
    line.citations.push_back(todo->citation);
    line.citations = citations_of(std::move(line.citations), most_in_line);
  }
}

/// True when a newer session's list has the item too: then that list tells how it stands.
bool is_listed(const std::vector<std::vector<std::uint64_t>>& newer, const Todo& todo) {
  const auto words = word_hashes(todo.text);
  return std::any_of(newer.begin(), newer.end(),
                     [&](const auto& other) { return share_within(words, other) >= 0.8; });
}

}  // namespace

std::vector<OpenTodo> open_todos(const Reading& reading) {
  std::vector<OpenTodo> out;
  for (auto& todo : list_of(reading)) {
    if (is_open(todo))
      out.push_back({std::move(todo.text), todo.citation, todo.status == Status::in_progress});
  }
  std::stable_partition(out.begin(), out.end(),
                        [](const OpenTodo& todo) { return todo.in_progress; });
  return out;
}

Candidates todos(const Readings& readings) {
  Candidates out;
  std::vector<std::vector<std::uint64_t>> newer;
  for (const auto& reading : readings.sessions) {
    const auto list = list_of(reading);
    std::vector<Todo> open;
    for (const auto& todo : list) {
      if (is_open(todo) && !is_listed(newer, todo)) open.push_back(todo);
    }
    add_open(out, reading, open);
    if (reading.age <= 1) add_done(out, reading, list);
    for (const auto& todo : list) newer.push_back(word_hashes(todo.text));
  }
  return out;
}

}  // namespace baton::handoff
