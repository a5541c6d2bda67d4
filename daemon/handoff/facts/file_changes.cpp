#include "daemon/handoff/facts/file_changes.hpp"

#include <algorithm>
#include <unordered_map>

#include "daemon/base/text.hpp"
#include "daemon/handoff/candidate.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

using store::ToolKind;

std::int64_t line_count(std::string_view text) {
  if (text.empty()) return 0;
  return std::count(text.begin(), text.end(), '\n') + (text.back() == '\n' ? 0 : 1);
}

class Table {
 public:
  explicit Table(const Reading& reading) : reading_(reading) {}

  FileChange& changed(std::string_view path, const ToolUse& use) {
    auto& change = at(path);
    if (change.edits++ == 0) change.citations.clear();
    change.citations.push_back(reading_.cite(*use.call));
    change.deleted = false;
    return change;
  }

  void read(std::string_view path, const ToolUse& use) {
    auto& change = at(path);
    ++change.reads;
    if (change.edits == 0) change.citations.push_back(reading_.cite(*use.call));
  }

  std::vector<FileChange> take() {
    std::stable_sort(changes_.begin(), changes_.end(),
                     [](const FileChange& a, const FileChange& b) {
                       return a.edits != b.edits ? a.edits > b.edits : a.reads > b.reads;
                     });
    for (auto& change : changes_) change.citations = citations_of(std::move(change.citations));
    return std::move(changes_);
  }

 private:
  FileChange& at(std::string_view path) {
    path = trim(path);
    auto shown = reading_.shown_path(path);
    const auto [entry, is_new] = places_.try_emplace(shown, changes_.size());
    if (is_new) {
      auto& change = changes_.emplace_back();
      change.path = std::move(shown);
      change.named = path;
    }
    return changes_[entry->second];
  }

  const Reading& reading_;
  std::vector<FileChange> changes_;
  std::unordered_map<std::string, std::size_t> places_;
};

void add_edit(FileChange& change, const boost::json::object& edit) {
  const auto text = [&](std::initializer_list<const char*> names) -> std::string_view {
    for (const auto* name : names) {
      const auto* value = edit.if_contains(name);
      if (value != nullptr && value->is_string())
        return {value->get_string().data(), value->get_string().size()};
    }
    return {};
  };
  change.removed += line_count(text({"old_string", "old_str", "oldString"}));
  change.added += line_count(
      text({"new_string", "new_str", "newString", "content", "file_text", "new_source"}));
}

/// The headings and lines of the apply_patch format.
void add_patch(Table& table, std::string_view patch, const ToolUse& use) {
  FileChange* change = nullptr;
  for (const auto line : lines_of(patch)) {
    const auto names = [&](std::string_view mark) { return line.substr(0, mark.size()) == mark; };
    if (names("*** Add File: ")) {
      change = &table.changed(line.substr(14), use);
      change->created = true;
    } else if (names("*** Update File: ")) {
      change = &table.changed(line.substr(17), use);
    } else if (names("*** Delete File: ")) {
      change = &table.changed(line.substr(17), use);
      change->deleted = true;
    } else if (names("*** ")) {
      change = nullptr;
    } else if (change != nullptr && line[0] == '+') {
      ++change->added;
    } else if (change != nullptr && line[0] == '-') {
      ++change->removed;
    }
  }
}

std::string_view patch_of(const ToolUse& use, const std::string& command) {
  for (const auto text :
       {use.input_text({"input", "patch"}), std::string_view(command),
        use.input.empty() ? std::string_view(use.call->text) : std::string_view{}}) {
    if (const auto at = text.find("*** Begin Patch"); at != std::string_view::npos)
      return text.substr(at);
  }
  return {};
}

/// `rm` and `git rm` with plain paths.
void add_removals(Table& table, const ToolUse& use) {
  for (const auto& command : use.command.commands) {
    auto words = words_of(command.text);
    if (!words.empty() && words[0] == "git") words.erase(words.begin());
    if (words.empty() || words[0] != "rm") continue;
    for (std::size_t at = 1; at < words.size(); ++at) {
      if (words[at][0] == '-' || words[at].find_first_of("*$>|`\"'") != std::string_view::npos)
        continue;
      table.changed(words[at], use).deleted = true;
    }
  }
}

void add_use(Table& table, const ToolUse& use) {
  const auto command = use.command_text();
  if (const auto patch = patch_of(use, command); !patch.empty())
    return add_patch(table, patch, use);
  if (use.call->tool_kind == ToolKind::shell) return add_removals(table, use);
  const auto path = use.path();
  if (path.empty()) return;
  if (use.call->tool_kind == ToolKind::read) return table.read(path, use);
  if (use.call->tool_kind != ToolKind::edit && use.call->tool_kind != ToolKind::write) return;
  auto& change = table.changed(path, use);
  const auto head = lower_ascii(use.output().substr(0, 200));
  if (use.call->tool_kind == ToolKind::write && has_phrase(head, "created")) change.created = true;
  const auto* edits = use.input.if_contains("edits");
  if (edits == nullptr || !edits->is_array()) return add_edit(change, use.input);
  for (const auto& edit : edits->get_array()) {
    if (edit.is_object()) add_edit(change, edit.get_object());
  }
}

}  // namespace

std::vector<FileChange> file_changes(const Reading& reading) {
  Table table(reading);
  for (const auto& use : reading.uses) {
    if (use.outcome != Outcome::failed && use.outcome != Outcome::rejected) add_use(table, use);
  }
  return table.take();
}

}  // namespace baton::handoff
