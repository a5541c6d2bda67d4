// GitHub Copilot's chat in VS Code (and whatever else chats there): VS Code's own store of chats,
// https://github.com/microsoft/vscode, src/vs/workbench/contrib/chat. One file per chat below
// `workspaceStorage/<hash>/chatSessions/` or, when no folder is open, below
// `globalStorage/emptyWindowChatSessions/`; `.jsonl` is a log of changes (2026 on), `.json` and
// what "Chat: Export Chat…" writes the chat as a whole. The shapes were taken from that source as
// of 2026 and from descriptions of files of versions 2 and 3; no real file was at hand.

#include <array>
#include <optional>
#include <set>
#include <utility>

#include "daemon/base/hash.hpp"
#include "daemon/base/text.hpp"
#include "daemon/capture/sources/copilot_vscode_log.hpp"
#include "daemon/capture/sources/copilot_vscode_request.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/sources.hpp"
#include "daemon/capture/sources/vscode_places.hpp"

namespace baton::capture {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::string_view agent_id = "copilot-vscode";

constexpr auto chat_directories = std::to_array<std::string_view>(
    {"chatSessions", "emptyWindowChatSessions", "transferredChatSessions"});

bool lies_in_store(const fs::path& path) {
  const fs::path directory = path.parent_path().filename();
  for (const std::string_view name : chat_directories) {
    if (directory == name) return true;
  }
  return false;
}

/// The folder of the window that a chat belongs to; empty when there was none.
std::string folder_of(const fs::path& path) {
  const fs::path storage = path.parent_path().parent_path();
  const bool has_folder = storage.parent_path().filename() == "workspaceStorage";
  return has_folder ? folder_of_storage(storage) : std::string();
}

/// Tells one chat.
class ChatReading {
 public:
  ChatReading(const json::object& chat, const fs::path& path, EventSink& sink)
      : chat_(chat), path_(path), sink_(sink) {}

  void tell() {
    const json::array* requests = array_member(chat_, "requests");
    if (requests == nullptr) return report("no requests found");
    // A chat that nobody has typed into yet.
    if (requests->empty()) return;
    const store::SessionFacts facts = facts_of(*requests);
    sink_.on_session(facts);
    std::set<std::string> unknown;
    std::int64_t number = 0;
    for (const json::value& value : *requests) {
      ++number;
      const json::object* request = value.if_object();
      if (request == nullptr) {
        report("a request that is not an object");
        continue;
      }
      std::string id(string_member(*request, "requestId"));
      if (id.empty()) id = facts.external_id + "/" + std::to_string(number);
      tell_request(*request,
                   {.id = std::move(id), .time = time_of(*request, facts.started_at.value_or(0))},
                   unknown);
    }
    for (const std::string& kind : unknown) report("unknown part \"" + kind + "\"");
  }

 private:
  void tell_request(const json::object& request, const copilot_vscode::RequestOrigin& origin,
                    std::set<std::string>& unknown) {
    copilot_vscode::tell_request(request, origin, unknown, sink_);
  }

  void report(std::string reason) {
    sink_.on_unparsed({.line = 0, .offset = 0, .reason = std::move(reason), .raw = {}});
  }

  static Milliseconds time_of(const json::object& request, Milliseconds otherwise) {
    const Milliseconds time = number_member(request, "timestamp");
    return time > 0 ? time : otherwise;
  }

  /// An exported chat does not tell its id: the first request's stands in.
  std::string id_of(const json::array& requests) const {
    const std::string_view id = string_member(chat_, "sessionId");
    if (!id.empty()) return std::string(id);
    const json::object* first = requests.front().if_object();
    const std::string_view request = first == nullptr ? "" : string_member(*first, "requestId");
    if (!request.empty()) return "export-" + hex64(hash64(request));
    return "export-" + hex64(hash64(to_compact_json(requests.front())));
  }

  store::SessionFacts facts_of(const json::array& requests) const {
    store::SessionFacts facts;
    facts.agent = agent_id;
    facts.external_id = id_of(requests);
    facts.title = string_member(chat_, "customTitle");
    if (lies_in_store(path_)) facts.working_directory = folder_of(path_);
    const Milliseconds created = number_member(chat_, "creationDate");
    if (created > 0) facts.started_at = created;
    for (const json::value& value : requests) {
      if (const json::object* request = value.if_object()) add_facts(*request, facts);
    }
    return facts;
  }

  static void add_facts(const json::object& request, store::SessionFacts& facts) {
    const std::string_view model = copilot_vscode::model_of(request);
    if (!model.empty()) facts.model = model;
    const json::object* agent = object_member(request, "agent");
    const std::string_view version =
        agent == nullptr ? "" : string_member(*agent, "extensionVersion");
    if (!version.empty()) facts.agent_version = version;
    const Milliseconds begin = number_member(request, "timestamp");
    if (begin <= 0) return;
    if (!facts.started_at || begin < *facts.started_at) facts.started_at = begin;
    const json::object* state = object_member(request, "modelState");
    const Milliseconds completed = state == nullptr ? 0 : number_member(*state, "completedAt");
    const Milliseconds end = completed > begin ? completed : begin;
    if (!facts.ended_at || end > *facts.ended_at) facts.ended_at = end;
  }

  const json::object& chat_;
  const fs::path& path_;
  EventSink& sink_;
};

class CopilotVscodeParser final : public Parser {
 public:
  explicit CopilotVscodeParser(fs::path path) : path_(std::move(path)) {}

  void parse(std::string_view bytes, std::uint64_t /*offset*/, std::int64_t /*first_line*/,
             EventSink& sink) override {
    if (path_.extension() == ".jsonl") {
      const json::object chat = copilot_vscode::play_back(bytes, sink);
      if (!chat.empty()) ChatReading(chat, path_, sink).tell();
      return;
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    JsonReader reader;
    std::string fault;
    const auto value = reader.parse(bytes, fault);
    const JsonLine whole{bytes, 0, 0};
    if (!value) return report_unparsed(whole, "not JSON: " + fault, sink);
    if (!value->is_object()) return report_unparsed(whole, "not a JSON object", sink);
    ChatReading(value->get_object(), path_, sink).tell();
  }

  std::string save_state() const override { return {}; }

 private:
  fs::path path_;
};

bool has(std::string_view head, std::string_view member) {
  return head.find(member) != std::string_view::npos;
}

class CopilotVscodeSource final : public Source {
 public:
  std::string_view agent() const override { return agent_id; }
  Growth growth() const override { return Growth::rewritten; }
  int parser_version() const override { return 1; }

  std::vector<fs::path> roots(const Environment& environment) const override {
    std::vector<fs::path> found;
    for (const fs::path& user : vscode_user_directories(environment)) {
      found.push_back(user / "workspaceStorage");
      found.push_back(user / "globalStorage" / "emptyWindowChatSessions");
      found.push_back(user / "globalStorage" / "transferredChatSessions");
    }
    return found;
  }

  // An exported chat lies wherever its user put it.
  bool recognises(const fs::path& path, std::string_view head) const override {
    if (path.extension() == ".jsonl") {
      return head.starts_with(R"({"kind":0,"v":{)") &&
             (has(head, R"("responderUsername":)") || has(head, R"("creationDate":)") ||
              has(head, R"("requests":)"));
    }
    if (path.extension() != ".json" || !trim(head).starts_with('{')) return false;
    if (!has(head, R"("requests")")) return false;
    return has(head, R"("responderUsername")") ||
           (lies_in_store(path) && has(head, R"("sessionId")"));
  }

  std::unique_ptr<Parser> make_parser(const fs::path& path,
                                      std::string_view /*state*/) const override {
    return std::make_unique<CopilotVscodeParser>(path);
  }
};

}  // namespace

std::unique_ptr<Source> make_copilot_vscode_source() {
  return std::make_unique<CopilotVscodeSource>();
}

}  // namespace baton::capture
