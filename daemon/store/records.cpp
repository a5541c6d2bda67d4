#include "daemon/store/records.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace baton::store {
namespace {

constexpr std::array<std::string_view, 4> roles{"user", "assistant", "system", "tool"};
constexpr std::array<std::string_view, 5> turn_kinds{"text", "thinking", "tool_call", "tool_result",
                                                     "summary"};
constexpr std::array<std::string_view, 12> tool_kinds{"none",  "shell",  "read", "edit",
                                                      "write", "search", "web",  "task",
                                                      "todo",  "ask",    "mcp",  "other"};
constexpr std::array<std::string_view, 5> file_operations{"read", "created", "modified", "deleted",
                                                          "renamed"};
constexpr std::array<std::string_view, 4> relations{"none", "subagent", "fork", "resume"};
constexpr std::array<std::string_view, 4> handoff_edit_kinds{"note", "hidden", "replaced",
                                                             "pinned"};

// The names above and the CHECKs of the schema depend on the order.
static_assert(static_cast<std::size_t>(Role::tool) + 1 == roles.size());
static_assert(static_cast<std::size_t>(TurnKind::summary) + 1 == turn_kinds.size());
static_assert(static_cast<std::size_t>(ToolKind::other) + 1 == tool_kinds.size());
static_assert(static_cast<std::size_t>(FileOperation::renamed) + 1 == file_operations.size());
static_assert(static_cast<std::size_t>(Relation::resume) + 1 == relations.size());
static_assert(static_cast<std::size_t>(HandoffEditKind::pinned) + 1 == handoff_edit_kinds.size());

/// The index of the name, 0 when it is not there.
template <std::size_t count>
std::size_t index_of(const std::array<std::string_view, count>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? 0 : static_cast<std::size_t>(found - names.begin());
}

/// The value of the name, nothing when it is not there.
template <class Enum, std::size_t count>
std::optional<Enum> find_name(const std::array<std::string_view, count>& names,
                              std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view to_string(Role role) {
  return roles.at(static_cast<std::size_t>(role));
}
std::string_view to_string(TurnKind kind) {
  return turn_kinds.at(static_cast<std::size_t>(kind));
}
std::string_view to_string(ToolKind kind) {
  return tool_kinds.at(static_cast<std::size_t>(kind));
}
std::string_view to_string(FileOperation operation) {
  return file_operations.at(static_cast<std::size_t>(operation));
}
std::string_view to_string(Relation relation) {
  return relations.at(static_cast<std::size_t>(relation));
}
std::string_view to_string(HandoffEditKind kind) {
  return handoff_edit_kinds.at(static_cast<std::size_t>(kind));
}

std::optional<Role> find_role(std::string_view name) {
  return find_name<Role>(roles, name);
}
std::optional<TurnKind> find_turn_kind(std::string_view name) {
  return find_name<TurnKind>(turn_kinds, name);
}
std::optional<ToolKind> find_tool_kind(std::string_view name) {
  return find_name<ToolKind>(tool_kinds, name);
}
std::optional<FileOperation> find_file_operation(std::string_view name) {
  return find_name<FileOperation>(file_operations, name);
}
std::optional<Relation> find_relation(std::string_view name) {
  return find_name<Relation>(relations, name);
}
std::optional<HandoffEditKind> find_handoff_edit_kind(std::string_view name) {
  return find_name<HandoffEditKind>(handoff_edit_kinds, name);
}

Relation relation_from_string(std::string_view name) {
  return static_cast<Relation>(index_of(relations, name));
}
FileOperation file_operation_from_string(std::string_view name) {
  return static_cast<FileOperation>(index_of(file_operations, name));
}

}  // namespace baton::store
