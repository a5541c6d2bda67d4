#include "daemon/capture/sources/pi_parser.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/base/time.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/tool_files.hpp"

namespace baton::capture::pi {

namespace json = boost::json;

namespace {

using store::Relation;
using store::Role;
using store::SessionFacts;

/// Entries that serve the program itself.
constexpr auto skipped_types =
    std::to_array<std::string_view>({"custom", "label", "leaf", "thinking_level_change"});

constexpr auto elements =
    std::to_array<InjectedMarks::Element>({{"<system-reminder", "</system-reminder>"}});
constexpr InjectedMarks injected_marks{elements, {}, {}};

std::string session_of_file(const std::filesystem::path& path) {
  const std::string name = path.stem().string();
  // `2026-05-12T01-02-27_<session>`
  const std::string id = name.substr(name.find('_') + 1);
  return id.empty() ? "unnamed" : id;
}

std::string stub_of_image(const json::object& image) {
  std::string_view data = string_member(image, "data");
  while (data.ends_with('=')) data.remove_suffix(1);
  return "[image " + std::string(string_member(image, "mimeType")) + ", " +
         std::to_string(data.size() * 3 / 4) + " bytes]";
}

/// A text, or a list of texts and images.
std::string text_of(const json::object& holder) {
  const json::array* pieces = array_member(holder, "content");
  std::string text(string_member(holder, "content"));
  for (std::size_t i = 0; pieces != nullptr && i < pieces->size(); ++i) {
    const json::object* piece = (*pieces)[i].if_object();
    if (piece == nullptr) continue;
    const bool is_image = string_member(*piece, "type") == "image";
    const std::string line =
        is_image ? stub_of_image(*piece) : std::string(string_member(*piece, "text"));
    if (line.empty()) continue;
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

double fraction_member(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  json::error_code failed;
  const double number =
      value != nullptr && value->is_number() ? value->to_number<double>(failed) : 0;
  return failed ? 0 : number;
}

std::int64_t micros_of(const json::object& counts) {
  constexpr double most_dollars = 1e9;
  const json::object* cost = object_member(counts, "cost");
  const double dollars = cost == nullptr ? 0 : fraction_member(*cost, "total");
  return dollars > 0 && dollars < most_dollars ? static_cast<std::int64_t>(dollars * 1e6 + 0.5) : 0;
}

}  // namespace

PiParser::PiParser(std::string_view agent, const std::filesystem::path& path,
                   std::string_view state)
    : memory_(Memory::from_state(state)), session_(agent) {
  if (memory_.session.empty()) memory_.session = session_of_file(path);
  session_.set(&SessionFacts::external_id, memory_.session);
}

void PiParser::parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                     EventSink& sink) {
  AnnouncingSink announcing(session_, sink);
  reader_.each_line(bytes, offset, first_line, sink,
                    [&](const JsonLine& line, const json::object& entry) {
                      read_entry(line, entry, announcing);
                    });
  session_.announce_changes(sink);
}

void PiParser::read_entry(const JsonLine& line, const json::object& entry, EventSink& sink) {
  const std::string_view type = string_member(entry, "type");
  const std::string_view id = string_member(entry, "id");
  MessageOrigin origin;
  // The ids are short: no other session's must pass for them.
  if (!id.empty()) origin.external_id = memory_.session + "/" + std::string(id);
  origin.line = line.number;
  origin.time = parse_time(string_member(entry, "timestamp")).value_or(0);
  session_.saw(origin.time);
  if (type == "session") return read_start(entry);
  if (type == "message") return read_message(line, entry, origin, sink);
  if (type == "compaction" || type == "branch_summary")
    return MessageTeller(origin, sink).summary(string_member(entry, "summary"));
  if (type == "custom_message")
    return MessageTeller(origin, sink).text(Role::system, text_of(entry));
  if (type == "model_change")
    return session_.set(&SessionFacts::model, string_member(entry, "modelId"));
  if (type == "session_info")
    return session_.set(&SessionFacts::title, trim(string_member(entry, "name")));
  if (std::ranges::find(skipped_types, type) != skipped_types.end()) return;
  const std::string name(utf8_prefix(type, 64));
  report_unparsed(
      line, name.empty() ? "entry without a type" : "unknown entry type \"" + name + "\"", sink);
}

void PiParser::read_start(const json::object& entry) {
  const std::string_view id = utf8_prefix(string_member(entry, "id"), 256);
  if (!id.empty()) memory_.session = id;
  session_.set(&SessionFacts::external_id, memory_.session);
  session_.set(&SessionFacts::working_directory, string_member(entry, "cwd"));
  const std::string_view parent = string_member(entry, "parentSession");
  if (!parent.empty())
    session_.come_from(session_of_file(std::filesystem::path(parent)), Relation::fork);
}

void PiParser::read_message(const JsonLine& line, const json::object& entry,
                            const MessageOrigin& origin, EventSink& sink) {
  const json::object* message = object_member(entry, "message");
  if (message == nullptr) return report_unparsed(line, "message is not an object", sink);
  const std::string_view role = string_member(*message, "role");
  MessageTeller teller(origin, sink);
  if (role == "user" || role == "assistant") {
    read_pieces(line, *message, teller, sink);
    if (role == "assistant") report_usage(*message, origin, sink);
  } else if (role == "toolResult") {
    read_result(*message, teller);
  } else if (role == "bashExecution") {
    // A command that the person ran by hand.
    teller.tool_call("", "bash", string_member(*message, "command"));
    teller.tool_result({"",
                        "bash",
                        string_member(*message, "output"),
                        number_member(*message, "exitCode") != 0,
                        {}});
  } else if (role == "system" || role == "custom") {
    teller.text(Role::system, text_of(*message));
  } else {
    const std::string name(utf8_prefix(role, 64));
    report_unparsed(line, "unknown role \"" + name + "\"", sink);
  }
}

void PiParser::read_pieces(const JsonLine& line, const json::object& message, MessageTeller& teller,
                           EventSink& sink) {
  const bool is_user = string_member(message, "role") == "user";
  const auto tell_text = [&](std::string_view text) {
    is_user ? teller.user_text(text, injected_marks) : teller.text(Role::assistant, text);
  };
  session_.set(&SessionFacts::model, string_member(message, "model"));
  const json::array* pieces = array_member(message, "content");
  if (pieces == nullptr) tell_text(string_member(message, "content"));
  for (std::size_t i = 0; pieces != nullptr && i < pieces->size(); ++i) {
    static const json::object nothing;
    const json::object* found = (*pieces)[i].if_object();
    const json::object& piece = found == nullptr ? nothing : *found;
    const std::string_view type = string_member(piece, "type");
    if (type == "text") {
      tell_text(string_member(piece, "text"));
    } else if (type == "image") {
      tell_text(stub_of_image(piece));
    } else if (type == "thinking") {
      teller.thinking(string_member(piece, "thinking"));
    } else if (type == "toolCall") {
      tell_call(piece, teller);
    } else {
      teller.skip();
      report_unparsed(line, "unknown content", sink);
    }
  }
  const std::string_view error = string_member(message, "errorMessage");
  if (!error.empty()) teller.text(Role::system, error, true);
}

void PiParser::tell_call(const json::object& call, MessageTeller& teller) {
  const std::string_view id = string_member(call, "id");
  const std::string_view tool = string_member(call, "name");
  const json::object* input = object_member(call, "arguments");
  std::vector<store::FileTouch> told_now = memory_.calls.remember(
      {std::string(id), std::string(tool),
       input == nullptr ? std::vector<store::FileTouch>() : files_of_input(tool, *input)});
  teller.tool_call(id, tool, input == nullptr ? "{}" : to_compact_json(*input),
                   std::move(told_now));
}

void PiParser::read_result(const json::object& message, MessageTeller& teller) {
  const std::string_view id = string_member(message, "toolCallId");
  const std::string text = text_of(message);
  std::optional<OpenCall> call = memory_.calls.take(id);
  ToolResult result{
      id, string_member(message, "toolName"), text, flag_member(message, "isError"), {}};
  if (result.tool.empty() && call) result.tool = call->tool;
  if (call && !result.is_error) result.files = std::move(call->files);
  teller.tool_result(std::move(result));
}

void PiParser::report_usage(const json::object& message, const MessageOrigin& origin,
                            EventSink& sink) {
  const json::object* counts = object_member(message, "usage");
  if (counts == nullptr || origin.external_id.empty()) return;
  store::Usage usage;
  usage.message_key = origin.external_id;
  usage.model = string_member(message, "model");
  usage.input_tokens = number_member(*counts, "input");
  usage.output_tokens = number_member(*counts, "output");
  usage.cache_read_tokens = number_member(*counts, "cacheRead");
  usage.cache_write_tokens = number_member(*counts, "cacheWrite");
  usage.cost_micros = micros_of(*counts);
  sink.on_usage(std::move(usage));
}

std::string Memory::to_state() const {
  return json::serialize(
      json::object{{"session", to_valid_utf8(session)}, {"calls", calls.to_json()}});
}

Memory Memory::from_state(std::string_view state) {
  Memory memory;
  const json::object object = parse_state(state);
  memory.session = string_member(object, "session");
  memory.calls = OpenCalls::from_json(array_member(object, "calls"));
  return memory;
}

}  // namespace baton::capture::pi
