#include "daemon/capture/sources/cline_session.hpp"

#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/claude_code_blocks.hpp"
#include "daemon/capture/sources/cline_marks.hpp"
#include "daemon/capture/sources/cline_tool_rows.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/money.hpp"
#include "daemon/capture/sources/small_file.hpp"
#include "daemon/capture/sources/tool_files.hpp"

namespace baton::capture::cline {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

using store::Role;

constexpr std::string_view ending = ".messages.json";

void take(std::string& into, std::string_view text) {
  if (!text.empty()) into = text;
}

/// Whether the manifest says that its run is over.
bool has_ended(const json::object& manifest) {
  const std::string_view status = string_member(manifest, "status");
  return !string_member(manifest, "ended_at").empty() && !status.empty() && status != "running" &&
         status != "idle";
}

/// `<user_input mode="act">words</user_input>` → words.
std::string_view without_wrapping(std::string_view text) {
  constexpr std::string_view end = "</user_input>";
  const std::string_view whole = trim(text);
  const std::size_t begin = whole.find('>');
  if (!whole.starts_with("<user_input") || !whole.ends_with(end) ||
      begin == std::string_view::npos || begin + 1 + end.size() > whole.size()) {
    return text;
  }
  return whole.substr(begin + 1, whole.size() - begin - 1 - end.size());
}

/// A tool's answer: what each of its questions gave, and whether one failed.
struct Answer {
  std::string text;
  bool failed = false;
};

void add_entry(const json::object& entry, Answer& answer) {
  const json::value* result = entry.if_contains("result");
  std::string text = result == nullptr ? std::string(string_member(entry, "text"))
                                       : claude_code::text_of_result(result);
  if (trim(text).empty()) text = string_member(entry, "error");
  if (!answer.text.empty() && !text.empty()) answer.text += '\n';
  answer.text += text;
  const json::value* success = entry.if_contains("success");
  answer.failed |= success != nullptr && success->is_bool() && !success->get_bool();
}

bool is_entry(const json::value& value) {
  return value.is_object() && value.get_object().contains("query");
}

/// The tools of Cline 4 answer with a list of `{"query","result","success"}`, or with the JSON text
/// of one such.
Answer answer_of(const json::value* content, JsonReader& reader) {
  Answer answer;
  const json::array* entries = content == nullptr ? nullptr : content->if_array();
  if (entries != nullptr && !entries->empty() && is_entry(entries->front())) {
    for (const json::value& entry : *entries) {
      if (const json::object* object = entry.if_object()) add_entry(*object, answer);
    }
    return answer;
  }
  answer.text = claude_code::text_of_result(content);
  if (!trim(answer.text).starts_with(R"({"query":)")) return answer;
  std::string fault;
  const auto value = reader.parse(answer.text, fault);
  if (!value || !is_entry(*value)) return answer;
  Answer found;
  add_entry(value->get_object(), found);
  return found;
}

void tell_usage(const json::object& message, const std::string& key, EventSink& sink) {
  const json::object* counts = object_member(message, "metrics");
  if (counts == nullptr) return;
  const json::object* model = object_member(message, "modelInfo");
  store::Usage usage;
  usage.message_key = key;
  if (model != nullptr) usage.model = string_member(*model, "id");
  usage.input_tokens = number_member(*counts, "inputTokens");
  usage.output_tokens = number_member(*counts, "outputTokens");
  usage.cache_read_tokens = number_member(*counts, "cacheReadTokens");
  usage.cache_write_tokens = number_member(*counts, "cacheWriteTokens");
  usage.cost_micros = micros_member(*counts, "cost");
  sink.on_usage(std::move(usage));
}

}  // namespace

void SessionParser::parse(std::string_view bytes, std::uint64_t /*offset*/,
                          std::int64_t /*first_line*/, EventSink& sink) {
  JsonReader reader;
  std::string fault;
  const auto value = reader.parse(bytes, fault);
  const JsonLine whole{bytes, 0, 0};
  if (!value) return report_unparsed(whole, "not JSON: " + fault, sink);
  const json::object* document = value->if_object();
  const json::array* messages = document == nullptr ? nullptr : array_member(*document, "messages");
  if (messages == nullptr) return report_unparsed(whole, "no messages found", sink);
  if (messages->empty()) return;
  const store::SessionFacts facts = facts_of(*document);
  sink.on_session(facts);
  std::size_t number = 0;
  for (const json::value& message : *messages) {
    ++number;
    const json::object* object = message.if_object();
    object == nullptr ? void(unknown_.emplace("not an object"))
                      : tell_message(*object, facts, number, sink);
  }
  for (const std::string& kind : unknown_) {
    sink.on_unparsed(
        {.line = 0, .offset = 0, .reason = "unknown content \"" + kind + "\"", .raw = {}});
  }
}

store::SessionFacts SessionParser::facts_of(const json::object& document) const {
  store::SessionFacts facts;
  facts.agent = "cline";
  facts.external_id = string_member(document, "sessionId");
  const std::string name = path_.filename().string();
  const std::string stem = name.substr(0, name.size() - std::min(ending.size(), name.size()));
  if (facts.external_id.empty()) facts.external_id = stem.empty() ? "unknown" : to_valid_utf8(stem);
  add_manifest(facts);
  for (const json::value& value : *array_member(document, "messages")) {
    const json::object* message = value.if_object();
    if (message == nullptr) continue;
    const Milliseconds time = number_member(*message, "ts");
    if (time > 0 && (!facts.started_at || time < *facts.started_at)) facts.started_at = time;
    if (time > 0 && (!facts.ended_at || time > *facts.ended_at)) facts.ended_at = time;
    const json::object* model = object_member(*message, "modelInfo");
    if (model != nullptr) take(facts.model, string_member(*model, "id"));
  }
  const std::string_view agent = string_member(document, "agent");
  if (agent.empty() || agent == "lead") return facts;
  // The agents of a team have files of their own in the session's directory.
  facts.parent_external_id = facts.external_id;
  facts.external_id += "/" + std::string(agent);
  facts.relation = store::Relation::subagent;
  return facts;
}

void SessionParser::add_manifest(store::SessionFacts& facts) const {
  const fs::path directory = path_.parent_path();
  const std::string name = path_.filename().string();
  const std::string stem = name.substr(0, name.size() - std::min(ending.size(), name.size()));
  std::string text = read_small_file(directory / (stem + ".json"));
  if (text.empty()) text = read_small_file(directory / (directory.filename().string() + ".json"));
  JsonReader reader;
  std::string fault;
  const auto value = reader.parse(text, fault);
  const json::object* manifest = value ? value->if_object() : nullptr;
  if (manifest == nullptr || string_member(*manifest, "session_id") != facts.external_id) return;
  facts.working_directory = string_member(*manifest, "cwd");
  if (facts.working_directory.empty())
    facts.working_directory = string_member(*manifest, "workspace_root");
  facts.model = string_member(*manifest, "model");
  facts.started_at = parse_time(string_member(*manifest, "started_at"));
  facts.ended_at = parse_time(string_member(*manifest, "ended_at"));
  facts.finished = has_ended(*manifest);
  const json::object* metadata = object_member(*manifest, "metadata");
  if (metadata == nullptr) return;
  facts.title = string_member(*metadata, "title");
  const json::object* fork = object_member(*metadata, "fork");
  if (fork == nullptr) return;
  facts.parent_external_id = string_member(*fork, "forkedFromSessionId");
  facts.relation = store::Relation::fork;
}

void SessionParser::tell_message(const json::object& message, const store::SessionFacts& facts,
                                 std::size_t number, EventSink& sink) {
  const Milliseconds time = std::max<Milliseconds>(number_member(message, "ts"), 0);
  std::string id(string_member(message, "id"));
  if (id.empty()) id = std::to_string(number);
  // Ids are made of the time or of chance; without a time nothing tells them apart.
  if (time == 0 || string_member(message, "id").empty()) id = facts.external_id + "/" + id;
  const json::object* metadata = object_member(message, "metadata");
  const std::string_view kind = metadata == nullptr ? "" : string_member(*metadata, "kind");
  const std::string_view role = string_member(message, "role");
  MessageTeller teller(
      {.external_id = id,
       .line = 0,
       .time = time,
       .injected = role == "system" || facts.relation == store::Relation::subagent},
      sink);
  const json::array* blocks = array_member(message, "content");
  const bool is_user = role != "assistant";
  if (blocks == nullptr) {
    const std::string_view text = string_member(message, "content");
    is_user ? teller.user_text(without_wrapping(text), marks) : teller.text(Role::assistant, text);
  } else {
    for (const json::value& block : *blocks) {
      const json::object* object = block.if_object();
      object == nullptr ? void(unknown_.emplace("not an object"))
                        : tell_block(*object, is_user, kind == "compaction_summary", teller);
    }
  }
  tell_usage(message, id, sink);
}

void SessionParser::tell_block(const json::object& block, bool is_user, bool is_summary,
                               MessageTeller& teller) {
  const std::string_view type = string_member(block, "type");
  const std::string_view text = string_member(block, "text");
  const std::string stub = claude_code::stub_of_block(block);
  if (type == "text" && is_summary) {
    teller.summary(text);
  } else if (type == "text" && is_user) {
    teller.user_text(without_wrapping(text), marks);
  } else if (type == "text") {
    teller.text(Role::assistant, text);
  } else if (type == "thinking") {
    teller.thinking(string_member(block, "thinking"));
  } else if (type == "tool_use") {
    tell_call(block, teller);
  } else if (type == "tool_result") {
    tell_result(block, teller);
  } else if (type == "file") {
    // What the user mentioned is put into the message as a whole.
    teller.user_text("[file " + std::string(string_member(block, "path")) + "]", marks);
  } else if (!stub.empty()) {
    is_user ? teller.user_text(stub, marks) : teller.text(Role::assistant, stub);
  } else if (type == "redacted_thinking") {
    teller.skip();
  } else if (unknown_.size() < 64) {
    unknown_.emplace(type.empty() ? "without a type" : utf8_prefix(type, 64));
  }
}

void SessionParser::tell_call(const json::object& block, MessageTeller& teller) {
  const json::value* input = block.if_contains("input");
  const std::string_view id = string_member(block, "id");
  const std::string_view tool = string_member(block, "name");
  teller.tool_call(id, tool, input == nullptr ? "{}" : to_compact_json(*input));
  const json::object* members = input == nullptr ? nullptr : input->if_object();
  Call& call = calls_[std::string(id)];
  call.tool = tool;
  if (members != nullptr) call.files = files_of_input(tool, *members);
}

void SessionParser::tell_result(const json::object& block, MessageTeller& teller) {
  const std::string_view id = string_member(block, "tool_use_id");
  const auto call = calls_.find(id);
  const std::string_view name = string_member(block, "name");
  const std::string tool =
      !name.empty() || call == calls_.end() ? std::string(name) : call->second.tool;
  const Answer answer = answer_of(block.if_contains("content"), results_);
  const bool failed = answer.failed || flag_member(block, "is_error");
  std::vector<store::FileTouch> files;
  if (!failed && call != calls_.end()) files = call->second.files;
  teller.tool_result({.call_id = id,
                      .tool = tool,
                      .text = answer.text,
                      .is_error = failed,
                      .files = std::move(files)});
}

}  // namespace baton::capture::cline
