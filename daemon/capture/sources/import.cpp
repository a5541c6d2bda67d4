// What people bring along: exports of ChatGPT's and Claude's web sites, and conversations that were
// pasted or saved as text or Markdown. They lie nowhere in particular and are read when asked for.

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/base/hash.hpp"
#include "daemon/base/text.hpp"
#include "daemon/capture/sources/baton_marker.hpp"
#include "daemon/capture/sources/chat_exports.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"
#include "daemon/capture/sources/small_file.hpp"
#include "daemon/capture/sources/sources.hpp"
#include "daemon/capture/sources/tool_files.hpp"
#include "daemon/capture/sources/transcript.hpp"

namespace baton::capture {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

using store::TurnKind;

constexpr std::string_view agent_id = "import";

/// Reads `conversations.json`, or one conversation out of it.
class ExportParser final : public Parser {
 public:
  void parse(std::string_view bytes, std::uint64_t /*offset*/, std::int64_t /*first_line*/,
             EventSink& sink) override {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    JsonReader reader;
    std::string fault;
    const auto value = reader.parse(bytes, fault);
    const JsonLine whole{bytes, 0, 0};
    if (!value) return report_unparsed(whole, "not JSON: " + fault, sink);
    if (const json::array* conversations = value->if_array()) {
      for (const json::value& conversation : *conversations) tell(conversation, sink);
    } else {
      tell(*value, sink);
    }
  }

  std::string save_state() const override { return {}; }

 private:
  static void tell(const json::value& value, EventSink& sink) {
    const json::object* conversation = value.if_object();
    if (conversation != nullptr &&
        (tell_chatgpt(*conversation, sink) || tell_claude_ai(*conversation, sink))) {
      return;
    }
    sink.on_unparsed({.line = 0, .offset = 0, .reason = "not a conversation", .raw = {}});
  }
};

/// Reads a conversation in text; a text that is none is one note of the user's.
class TranscriptParser final : public Parser {
 public:
  explicit TranscriptParser(fs::path path) : path_(std::move(path)) {}

  void parse(std::string_view bytes, std::uint64_t /*offset*/, std::int64_t /*first_line*/,
             EventSink& sink) override {
    const std::string text =
        storable(is_valid_utf8(bytes) ? std::string(bytes) : to_valid_utf8(bytes));
    if (text.empty()) return;
    Transcript found = read_transcript(text);
    if (found.switches < least_switches)
      found.parts = {{store::Role::user, TurnKind::text, {}, std::string(trim(text))}};
    sink.on_session(facts_of(found));
    MessageTeller teller({}, sink);
    calls_ = 0;
    for (const TranscriptPart& part : found.parts) tell(part, teller);
  }

  std::string save_state() const override { return {}; }

 private:
  /// The first two parts name the session, wherever the file lies and however it goes on.
  store::SessionFacts facts_of(const Transcript& transcript) const {
    store::SessionFacts facts;
    facts.agent = agent_id;
    const std::string& first = transcript.parts.front().text;
    const std::string& second = transcript.parts.size() > 1 ? transcript.parts[1].text : first;
    facts.external_id = "transcript-" + hex64(hash64({first, second}));
    facts.title = to_valid_utf8(path_.stem().string());
    facts.started_at = facts.ended_at = modified_at(path_);
    return facts;
  }

  void tell(const TranscriptPart& part, MessageTeller& teller) {
    switch (part.kind) {
      case TurnKind::tool_call:
        teller.tool_call("call-" + std::to_string(++calls_), part.tool, part.text, files_of(part));
        break;
      case TurnKind::tool_result: {
        const std::string id = "call-" + std::to_string(calls_);
        teller.tool_result({.call_id = id,
                            .tool = part.tool,
                            .text = part.text,
                            .is_error = part.text.starts_with("Error"),
                            .files = {}});
        break;
      }
      case TurnKind::thinking:
        teller.thinking(part.text);
        break;
      default:
        part.role == store::Role::user ? teller.user_text(part.text, InjectedMarks{})
                                       : teller.text(part.role, part.text);
    }
  }

  /// Claude Code's export shows the path that a file's tool is given.
  static std::vector<store::FileTouch> files_of(const TranscriptPart& part) {
    if (part.text.find_first_of("\n,:") != std::string::npos) return {};
    json::object input;
    input["file_path"] = part.text;
    return files_of_input(part.tool, input);
  }

  fs::path path_;
  int calls_ = 0;
};

bool has(std::string_view head, std::string_view member) {
  return head.find(member) != std::string_view::npos;
}

/// The first member of the first object.
std::string_view first_key(std::string_view head) {
  const std::size_t object = head.find_first_not_of("[ \t\r\n");
  if (object == std::string_view::npos || head[object] != '{') return {};
  const std::size_t begin = head.find_first_not_of(" \t\r\n", object + 1);
  if (begin == std::string_view::npos || head[begin] != '"') return {};
  const std::size_t end = head.find('"', begin + 1);
  return end == std::string_view::npos ? "" : head.substr(begin + 1, end - begin - 1);
}

bool is_export(std::string_view head) {
  static constexpr auto keys = std::to_array<std::string_view>(
      {"title", "id", "conversation_id", "create_time", "mapping", "current_node"});
  const std::string_view key = first_key(head);
  if (key == "uuid" || key == "name")
    return has(head, R"("uuid")") && has(head, R"("chat_messages")");
  return std::find(keys.begin(), keys.end(), key) != keys.end() && has(head, R"("mapping")") &&
         has(head, R"("create_time")");
}

/// Other formats are Markdown with speakers, too: those of which there is a source, and what
/// programs make of an agent's own log, which is read itself.
bool is_of_another(std::string_view head) {
  const std::string_view begin = head.substr(0, 256);
  return has(begin, "Generated by SpecStory") || has(begin, "# aider chat started at") ||
         has(begin, "# Claude Code Session Log");
}

/// Among a program's own files (`.claude`, `.specstory`, `.config`, Cursor's transcripts) a text is
/// not what somebody saved.
bool lies_among_programs_files(const fs::path& path) {
  for (const fs::path& part : path.parent_path()) {
    const std::string& name = part.native();
    if (name == "agent-transcripts" || (name.size() > 2 && name.starts_with('.'))) return true;
  }
  return false;
}

class ImportSource final : public Source {
 public:
  std::string_view agent() const override { return agent_id; }
  Growth growth() const override { return Growth::rewritten; }
  int parser_version() const override { return 1; }

  std::vector<fs::path> roots(const Environment& /*environment*/) const override { return {}; }

  bool recognises(const fs::path& path, std::string_view head) const override {
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    if (path.extension() == ".json") return is_export(head);
    if (path.extension() != ".md" && path.extension() != ".txt") return false;
    return !is_of_another(head) && !lies_among_programs_files(path) &&
           read_transcript(head).switches >= least_switches;
  }

  std::unique_ptr<Parser> make_parser(const fs::path& path,
                                      std::string_view /*state*/) const override {
    if (path.extension() == ".json") return std::make_unique<ExportParser>();
    return std::make_unique<TranscriptParser>(path);
  }
};

}  // namespace

std::unique_ptr<Source> make_import_source() {
  return std::make_unique<ImportSource>();
}

}  // namespace baton::capture
