#include "daemon/capture/sources/claude_code_head.hpp"

#include <algorithm>
#include <array>

#include "daemon/base/text.hpp"

namespace baton::capture::claude_code {
namespace {

constexpr auto npos = std::string_view::npos;

/// What the top level of one record, cut or whole, says.
struct RecordOutline {
  std::string_view type;
  bool has_session = false;
  bool has_parent = false;
  bool has_message = false;
  bool has_leaf = false;
  bool has_snapshot = false;
  bool has_directory = false;
  bool is_qwen = false;   ///< Qwen Code's records are Claude Code's but for this
  bool is_droid = false;  ///< Droid's streams begin in the same way
};

/// Walks over a JSON object and notes the members of its top level. It need not be well-formed.
class Outliner {
 public:
  explicit Outliner(std::string_view line) : rest_(line) {}

  RecordOutline outline() {
    int depth = 0;
    while (!rest_.empty()) {
      const char c = rest_.front();
      if (c == '"') {
        const std::string_view text = take_string();
        if (depth == 1 && follows(':')) take_member(text);
        continue;
      }
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      rest_.remove_prefix(1);
    }
    return found_;
  }

 private:
  /// The text between quotes, escapes left in it; takes the quotes too.
  std::string_view take_string() {
    std::size_t end = 1;
    while (end < rest_.size() && rest_[end] != '"') end += rest_[end] == '\\' ? 2 : 1;
    end = std::min(end, rest_.size());
    const std::string_view text = rest_.substr(1, end - 1);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return text;
  }

  bool follows(char expected) {
    const std::size_t next = rest_.find_first_not_of(" \t");
    if (next == npos || rest_[next] != expected) return false;
    rest_.remove_prefix(next + 1);
    return true;
  }

  void take_member(std::string_view key) {
    // Not session_id: that is what other agents' streams have, and Claude Code's only besides.
    if (key == "sessionId") found_.has_session = true;
    if (key == "systemPayload") found_.is_qwen = true;
    if (key == "parentUuid") found_.has_parent = true;
    if (key == "message") found_.has_message = true;
    if (key == "leafUuid") found_.has_leaf = true;
    if (key == "reasoning_effort") found_.is_droid = true;
    if (key == "snapshot") found_.has_snapshot = true;
    if (key == "cwd") found_.has_directory = true;
    if (key != "type") return;
    const std::size_t value = rest_.find_first_not_of(" \t");
    if (value == npos || rest_[value] != '"') return;
    rest_.remove_prefix(value);
    found_.type = take_string();
  }

  std::string_view rest_;
  RecordOutline found_;
};

constexpr auto message_types =
    std::to_array<std::string_view>({"assistant", "attachment", "progress", "system", "user"});

constexpr auto session_types = std::to_array<std::string_view>({
    "agent-name",
    "ai-title",
    "bridge-session",
    "custom-title",
    "last-prompt",
    "mode",
    "permission-mode",
    "queue-operation",
    "relocated",
    "worktree-state",
});

template <class List>
bool contains(const List& list, std::string_view type) {
  return std::find(list.begin(), list.end(), type) != list.end();
}

bool is_claude_code(const RecordOutline& record) {
  if (record.is_qwen || record.is_droid) return false;
  if (contains(message_types, record.type)) {
    return record.has_session || record.has_parent || (record.has_message && record.has_directory);
  }
  if (contains(session_types, record.type)) return record.has_session;
  if (record.type == "summary") return record.has_leaf;
  if (record.type == "file-history-snapshot") return record.has_snapshot;
  return record.type.empty() && record.has_session && record.has_message;
}

bool is_qwen(std::string_view line) {
  return line.find("\"role\":\"user\",\"parts\":[") != npos ||
         line.find("\"role\":\"model\",\"parts\":[") != npos;
}

}  // namespace

bool looks_like_claude_code(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    const std::string_view line = trim(head.substr(0, end));
    head.remove_prefix(std::min(end + 1, head.size()));
    if (!line.starts_with('{')) continue;
    if (is_qwen(line)) return false;
    if (is_claude_code(Outliner(line).outline())) return true;
  }
  return false;
}

}  // namespace baton::capture::claude_code
