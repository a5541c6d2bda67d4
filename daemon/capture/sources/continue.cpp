// Continue, https://github.com/continuedev/continue, the editors' extension and its command line
// `cn`: one file per session in `~/.continue/sessions/`, written anew after each answer, and a list
// of them in `sessions.json`. The shape was taken from its source of July 2026; no real file was at
// hand. Messages have no times: their turns have none either, so that they stay the same turns.

#include <optional>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/continue_history.hpp"
#include "daemon/capture/sources/file_uri.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/money.hpp"
#include "daemon/capture/sources/small_file.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::size_t longest_list = 16U << 20U;

/// Milliseconds as a number or in a text, or a date.
std::optional<Milliseconds> time_of(const json::object& entry, std::string_view key) {
  const Milliseconds number = number_member(entry, key);
  if (number > 0) return number;
  const std::string_view text = string_member(entry, key);
  Milliseconds digits = 0;
  for (const char c : text.substr(0, 14)) {
    if (c < '0' || c > '9') return parse_time(text);
    digits = digits * 10 + (c - '0');
  }
  return digits > 0 ? std::optional(digits) : std::nullopt;
}

/// When the session began, by the list beside it.
std::optional<Milliseconds> begin_of(const fs::path& path, std::string_view session) {
  const std::string text = read_small_file(path.parent_path() / "sessions.json", longest_list);
  if (text.empty()) return std::nullopt;
  JsonReader reader;
  std::string fault;
  const auto value = reader.parse(text, fault);
  const json::array* entries = value ? value->if_array() : nullptr;
  if (entries == nullptr) return std::nullopt;
  for (const json::value& entry : *entries) {
    const json::object* object = entry.if_object();
    if (object != nullptr && string_member(*object, "sessionId") == session)
      return time_of(*object, "dateCreated");
  }
  return std::nullopt;
}

/// A session has this title until the model has found one.
bool is_placeholder(std::string_view title) {
  return title == "New Session" || title == "Untitled Session";
}

store::SessionFacts facts_of(const json::object& session, const fs::path& path) {
  store::SessionFacts facts;
  facts.agent = "continue";
  facts.external_id = string_member(session, "sessionId");
  if (facts.external_id.empty()) facts.external_id = to_valid_utf8(path.stem().string());
  if (facts.external_id.empty()) facts.external_id = "unknown";
  const std::string_view title = string_member(session, "title");
  if (!is_placeholder(title)) facts.title = title;
  facts.working_directory = path_of_uri(string_member(session, "workspaceDirectory"));
  facts.model = continue_dev::model_of(session);
  facts.started_at = begin_of(path, facts.external_id);
  facts.ended_at = modified_at(path);
  return facts;
}

/// The sum of a session of `cn`.
void tell_usage(const json::object& session, const store::SessionFacts& facts, EventSink& sink) {
  const json::object* counts = object_member(session, "usage");
  if (counts == nullptr) return;
  store::Usage usage;
  usage.message_key = "session";
  usage.model = facts.model;
  usage.input_tokens = number_member(*counts, "promptTokens");
  usage.output_tokens = number_member(*counts, "completionTokens");
  if (const json::object* details = object_member(*counts, "promptTokensDetails")) {
    usage.cache_read_tokens = number_member(*details, "cachedTokens");
    usage.cache_write_tokens = number_member(*details, "cacheWriteTokens");
  }
  usage.cost_micros = micros_member(*counts, "totalCost");
  if (usage.input_tokens > 0 || usage.output_tokens > 0) sink.on_usage(std::move(usage));
}

class ContinueParser final : public Parser {
 public:
  explicit ContinueParser(fs::path path) : path_(std::move(path)) {}

  void parse(std::string_view bytes, std::uint64_t /*offset*/, std::int64_t /*first_line*/,
             EventSink& sink) override {
    JsonReader reader;
    std::string fault;
    const auto value = reader.parse(bytes, fault);
    const JsonLine whole{bytes, 0, 0};
    // Written in place: a file that is read meanwhile is cut.
    if (!value) return report_unparsed(whole, "not JSON: " + fault, sink);
    const json::object* session = value->if_object();
    const json::array* history = session == nullptr ? nullptr : array_member(*session, "history");
    if (history == nullptr) return report_unparsed(whole, "no history found", sink);
    if (history->empty()) return;
    const store::SessionFacts facts = facts_of(*session, path_);
    sink.on_session(facts);
    continue_dev::tell_history(*history, facts.external_id, sink);
    tell_usage(*session, facts, sink);
  }

  std::string save_state() const override { return {}; }

 private:
  fs::path path_;
};

bool has(std::string_view head, std::string_view member) {
  return head.find(member) != std::string_view::npos;
}

class ContinueSource final : public Source {
 public:
  std::string_view agent() const override { return "continue"; }
  Growth growth() const override { return Growth::rewritten; }
  int parser_version() const override { return 1; }

  std::vector<fs::path> roots(const Environment& environment) const override {
    const auto configured =
        environment.variable ? environment.variable("CONTINUE_GLOBAL_DIR") : std::nullopt;
    if (configured && !configured->empty()) return {fs::path(*configured) / "sessions"};
    return {environment.home / ".continue" / "sessions"};
  }

  bool recognises(const fs::path& path, std::string_view head) const override {
    return path.extension() == ".json" && trim(head).starts_with('{') &&
           has(head, R"("sessionId")") && has(head, R"("workspaceDirectory")") &&
           has(head, R"("history")");
  }

  std::unique_ptr<Parser> make_parser(const fs::path& path,
                                      std::string_view /*state*/) const override {
    return std::make_unique<ContinueParser>(path);
  }
};

}  // namespace

std::unique_ptr<Source> make_continue_source() {
  return std::make_unique<ContinueSource>();
}

}  // namespace baton::capture
