#include "daemon/capture/sources/claude_code_content.hpp"

#include <algorithm>
#include <utility>

#include "daemon/capture/sources/baton_marker.hpp"
#include "daemon/capture/sources/claude_code_blocks.hpp"
#include "daemon/capture/sources/claude_code_files.hpp"
#include "daemon/capture/sources/claude_code_injected.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/tool_kinds.hpp"

namespace baton::capture::claude_code {

namespace json = boost::json;

namespace {

using store::Role;
using store::TurnKind;

constexpr std::size_t most_blocks = 65536;

std::string_view view(const json::string& text) {
  return {text.data(), text.size()};
}

/// Collects the turns of one record.
class Collector {
 public:
  explicit Collector(const RecordOrigin& origin) : origin_(origin) {}

  /// Null when nothing storable is in the text.
  TurnEvent* add(std::size_t part, Role role, TurnKind kind, std::string_view text) {
    std::string kept = storable(text);
    if (kept.empty()) return nullptr;
    TurnEvent& turn = found_.turns.emplace_back();
    turn.external_id = origin_.uuid;
    turn.line = origin_.line;
    turn.part = static_cast<int>(part);
    turn.created_at = origin_.time;
    turn.role = role;
    turn.kind = kind;
    turn.injected = origin_.injected && role == Role::user;
    turn.text = std::move(kept);
    return &turn;
  }

  /// A user's text, typed and injected parts apart.
  void add_user_text(std::size_t block, std::string_view text) {
    const std::string kept = storable(text);
    if (origin_.injected) {
      add(block, Role::user, TurnKind::text, kept);
      return;
    }
    std::size_t part = block;
    const std::vector<TextPart> pieces = split_user_text(kept);
    for (const TextPart& piece : pieces) {
      TurnEvent* turn =
          add(part, Role::user, TurnKind::text, pieces.size() == 1 ? kept : piece.text);
      if (turn != nullptr) turn->injected = piece.injected;
      part += most_blocks;
    }
  }

  void unknown(std::string_view type) {
    if (found_.unknown_block.empty()) found_.unknown_block = type.empty() ? "without a type" : type;
  }

  RecordTurns take() { return std::move(found_); }

 private:
  const RecordOrigin& origin_;
  RecordTurns found_;
};

/// Calls `visit(index, block)` for every block of a message's content; a string is a text block.
template <class VisitText, class VisitBlock>
void for_each_block(const json::value* content, Collector& collector, VisitText visit_text,
                    VisitBlock visit) {
  if (content == nullptr) return;
  if (const json::string* text = content->if_string()) return visit_text(0, view(*text));
  const json::array* blocks = content->if_array();
  if (blocks == nullptr) return;
  for (std::size_t i = 0; i < std::min(blocks->size(), most_blocks); ++i) {
    const json::value& block = (*blocks)[i];
    if (const json::object* object = block.if_object()) {
      visit(i, *object);
    } else if (const json::string* text = block.if_string()) {
      visit_text(i, view(*text));
    } else {
      collector.unknown("");
    }
  }
}

const json::value* content_of(const json::object& record) {
  const json::object* message = object_member(record, "message");
  return message == nullptr ? nullptr : message->if_contains("content");
}

/// Results in the record; `toolUseResult` belongs to the result only when there is one.
std::size_t count_results(const json::value* content) {
  const json::array* blocks = content == nullptr ? nullptr : content->if_array();
  if (blocks == nullptr) return 0;
  return static_cast<std::size_t>(
      std::count_if(blocks->begin(), blocks->end(), [](const json::value& block) {
        return block.is_object() && string_member(block.get_object(), "type") == "tool_result";
      }));
}

bool is_result(std::string_view type) {
  return type == "tool_result" || type.ends_with("_tool_result");
}

void add_result(std::size_t part, const json::object& block, const json::value* details,
                Collector& collector, Memory& memory) {
  std::string text = storable(text_of_result(block.if_contains("content")));
  if (text.empty()) text = "(no output)";
  TurnEvent& turn = *collector.add(part, Role::tool, TurnKind::tool_result, text);
  turn.tool_call_id = string_member(block, "tool_use_id");
  const std::optional<OpenCall> call = memory.take_call(turn.tool_call_id);
  if (call) turn.tool_name = call->name;
  turn.tool_kind = tool_kind_of(turn.tool_name);
  const json::string* failure = details == nullptr ? nullptr : details->if_string();
  turn.is_error =
      flag_member(block, "is_error") || (failure != nullptr && view(*failure).starts_with("Error"));
  if (turn.is_error) return;
  const json::object* object = details == nullptr ? nullptr : details->if_object();
  turn.files = files_of_result(turn.tool_kind, call ? call->path : "", object, turn.text);
}

void add_call(std::size_t part, const json::object& block, Collector& collector, Memory& memory) {
  const json::value* input = block.if_contains("input");
  std::string text = input == nullptr ? "{}" : to_compact_json(*input);
  TurnEvent* turn = collector.add(part, Role::assistant, TurnKind::tool_call, "{}");
  turn->text = std::move(text);
  turn->tool_call_id = string_member(block, "id");
  turn->tool_name = string_member(block, "name");
  turn->tool_kind = tool_kind_of(turn->tool_name);
  const json::object* members = input == nullptr ? nullptr : input->if_object();
  memory.remember_call(
      {turn->tool_call_id, turn->tool_name,
       members == nullptr ? std::string() : path_of_call(turn->tool_kind, *members)});
}

RecordTurns summary_turns(const json::object& record, const RecordOrigin& origin) {
  Collector collector(origin);
  TurnEvent* turn = collector.add(0, Role::user, TurnKind::summary, typed_text(content_of(record)));
  if (turn != nullptr) turn->injected = true;
  return collector.take();
}

}  // namespace

std::string typed_text(const json::value* content) {
  return text_of_result(content);
}

RecordTurns user_turns(const json::object& record, const RecordOrigin& origin, Memory& memory) {
  if (flag_member(record, "isCompactSummary")) return summary_turns(record, origin);
  Collector collector(origin);
  const json::value* content = content_of(record);
  const json::value* details =
      count_results(content) == 1 ? record.if_contains("toolUseResult") : nullptr;
  const auto visit_text = [&](std::size_t i, std::string_view text) {
    collector.add_user_text(i, text);
  };
  for_each_block(content, collector, visit_text, [&](std::size_t i, const json::object& block) {
    const std::string_view type = string_member(block, "type");
    const std::string stub = stub_of_block(block);
    if (type == "text") {
      collector.add_user_text(i, string_member(block, "text"));
    } else if (is_result(type)) {
      add_result(i, block, details, collector, memory);
    } else if (!stub.empty()) {
      collector.add(i, Role::user, TurnKind::text, stub);
    } else {
      collector.unknown(type);
    }
  });
  return collector.take();
}

RecordTurns assistant_turns(const json::object& record, const RecordOrigin& origin,
                            Memory& memory) {
  Collector collector(origin);
  const bool is_error = flag_member(record, "isApiErrorMessage");
  const auto visit_text = [&](std::size_t i, std::string_view text) {
    TurnEvent* turn = collector.add(i, Role::assistant, TurnKind::text, text);
    if (turn != nullptr) turn->is_error = is_error;
  };
  for_each_block(
      content_of(record), collector, visit_text, [&](std::size_t i, const json::object& block) {
        const std::string_view type = string_member(block, "type");
        const std::string stub = stub_of_block(block);
        if (type == "text") {
          visit_text(i, string_member(block, "text"));
        } else if (type == "thinking") {
          collector.add(i, Role::assistant, TurnKind::thinking, string_member(block, "thinking"));
        } else if (type.ends_with("tool_use")) {
          add_call(i, block, collector, memory);
        } else if (is_result(type)) {
          add_result(i, block, nullptr, collector, memory);
        } else if (!stub.empty()) {
          collector.add(i, Role::assistant, TurnKind::text, stub);
        } else if (type != "redacted_thinking" && type != "fallback") {
          collector.unknown(type);
        }
      });
  return collector.take();
}

RecordTurns attachment_turns(const json::object& record, const RecordOrigin& origin) {
  Collector collector(origin);
  const json::object* attachment = object_member(record, "attachment");
  const std::string_view type = attachment == nullptr ? "" : string_member(*attachment, "type");
  if (type == "queued_command") {
    const auto visit_text = [&](std::size_t i, std::string_view text) {
      collector.add_user_text(i, text);
    };
    for_each_block(attachment->if_contains("prompt"), collector, visit_text,
                   [&](std::size_t i, const json::object& block) {
                     const std::string stub = stub_of_block(block);
                     if (stub.empty())
                       return collector.add_user_text(i, string_member(block, "text"));
                     collector.add(i, Role::user, TurnKind::text, stub);
                   });
  } else if (type == "hook_additional_context") {
    const auto visit_text = [&](std::size_t i, std::string_view text) {
      TurnEvent* turn = collector.add(i, Role::system, TurnKind::text, text);
      if (turn != nullptr) turn->injected = true;
    };
    for_each_block(attachment->if_contains("content"), collector, visit_text,
                   [&](std::size_t i, const json::object& block) {
                     visit_text(i, string_member(block, "text"));
                   });
  }
  return collector.take();
}

RecordTurns system_turns(const json::object& record, const RecordOrigin& origin) {
  Collector collector(origin);
  const std::string_view subtype = string_member(record, "subtype");
  if (subtype == "local_command" || subtype == "compact_boundary") {
    TurnEvent* turn =
        collector.add(0, Role::system, TurnKind::text, string_member(record, "content"));
    if (turn != nullptr) turn->injected = true;
  }
  return collector.take();
}

}  // namespace baton::capture::claude_code
