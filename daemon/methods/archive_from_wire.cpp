#include <algorithm>
#include <bit>
#include <charconv>
#include <initializer_list>
#include <limits>
#include <utility>

#include <boost/json/parse.hpp>

#include "daemon/base/text.hpp"
#include "daemon/base/time.hpp"
#include "daemon/methods/archive_records.hpp"
#include "daemon/store/packing.hpp"

namespace baton::methods {
namespace {

/// Far above what any store holds, far below where a sum of them would overflow.
constexpr std::int64_t most_places = 1'000'000'000;
constexpr std::int64_t most_tokens = 1'000'000'000'000;
constexpr std::size_t identity_digits = 16;

/// Checks and takes over the members of one record.
class Reader {
 public:
  explicit Reader(const privacy::Redactor& redactor) : redactor_(redactor) {}

  /// A word, a path or an id. Files are not to be trusted: no NUL, no broken UTF-8.
  static std::string word(const std::optional<std::string>& text) {
    return text ? to_valid_utf8(*text) : std::string();
  }
  static std::string required(const char* name, const std::string& text) {
    if (text.empty()) throw RecordError(std::string(name) + " is empty");
    return to_valid_utf8(text);
  }
  /// What people or agents wrote: it may hold a secret that another machine's rules did not know.
  std::string prose(const std::optional<std::string>& text) const {
    return text ? redactor_.redact(to_valid_utf8(*text)) : std::string();
  }
  static std::string choice(const char* name, const std::optional<std::string>& value,
                            const char* otherwise, std::initializer_list<std::string_view> known) {
    if (!value) return otherwise;
    if (std::find(known.begin(), known.end(), *value) != known.end()) return *value;
    fail(name, *value);
  }
  /// The value that a name stands for.
  template <class Enum>
  static Enum named(const char* name, const std::string& text,
                    std::optional<Enum> (*find)(std::string_view)) {
    if (const auto value = find(text)) return *value;
    fail(name, text);
  }
  static std::optional<Milliseconds> time(const char* name,
                                          const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    if (const auto time = parse_time(*text)) return time;
    fail(name, *text);
  }
  static Milliseconds required_time(const char* name, const std::string& text) {
    return time(name, text).value_or(0);
  }
  static std::int64_t count(const char* name, std::int64_t value, std::int64_t least,
                            std::int64_t most) {
    if (value >= least && value <= most) return value;
    fail(name, std::to_string(value));
  }
  static store::SessionKey session(const std::string& agent, const std::string& external_id) {
    return {required("agent", agent), required("session", external_id)};
  }
  static std::int64_t identity(const std::string& digits) {
    std::uint64_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value, 16);
    if (digits.size() != identity_digits || error != std::errc() || stop != end)
      fail("identity", digits);
    return std::bit_cast<std::int64_t>(value);
  }

 private:
  [[noreturn]] static void fail(const char* name, const std::string& value) {
    throw RecordError(std::string(name) + ": \"" + std::string(utf8_prefix(value, 80)) +
                      "\" is not a value of the format");
  }

  const privacy::Redactor& redactor_;
};

store::ArchivedProject read(const protocol::ExportProject& from, const Reader& reader) {
  store::ArchivedProject to;
  to.key = Reader::required("key", from.key);
  to.name = Reader::required("name", from.name);
  to.path = Reader::required("path", from.path);
  to.origin_url = Reader::word(from.origin_url);
  to.description = reader.prose(from.description);
  to.status = Reader::choice("status", from.status, "active", {"active", "paused", "completed"});
  to.ignored = from.ignored.value_or(false);
  return to;
}

store::SessionFacts read_facts(const protocol::ExportSession& from, const Reader& reader) {
  store::SessionFacts facts;
  facts.agent = Reader::required("agent", from.agent);
  facts.external_id = Reader::required("external_id", from.external_id);
  facts.title = reader.prose(from.title);
  facts.working_directory = Reader::word(from.working_directory);
  facts.branch = Reader::word(from.branch);
  facts.model = Reader::word(from.model);
  facts.agent_version = Reader::word(from.agent_version);
  facts.parent_external_id = Reader::word(from.parent);
  facts.relation = from.relation ? Reader::named("relation", *from.relation, &store::find_relation)
                                 : store::Relation::none;
  facts.started_at = Reader::time("started_at", from.started_at);
  facts.ended_at = Reader::time("ended_at", from.ended_at);
  return facts;
}

store::ArchivedSession read(const protocol::ExportSession& from, const Reader& reader) {
  store::ArchivedSession to;
  to.project_key = Reader::required("project", from.project);
  to.number = Reader::count("number", from.number, 1, most_places);
  to.facts = read_facts(from, reader);
  to.first_request = reader.prose(from.first_request);
  to.type = Reader::choice("type", from.type, "development",
                           {"development", "research", "debugging", "deployment"});
  to.status = Reader::choice("status", from.status, "completed",
                             {"in_progress", "completed", "failed", "paused"});
  to.ended_by =
      Reader::choice("ended_by", from.ended_by, "", {"signal", "exit", "silence", "user"});
  to.branch_at_start = Reader::word(from.branch_at_start);
  to.head_at_start = Reader::word(from.head_at_start);
  to.head_at_end = Reader::word(from.head_at_end);
  to.account_name = Reader::word(from.account);
  to.objectives = reader.prose(from.objectives);
  to.accomplishments = reader.prose(from.accomplishments);
  to.blockers = reader.prose(from.blockers);
  to.notes = reader.prose(from.notes);
  to.credits_used = from.credits_used.value_or(0);
  to.completed_at = Reader::time("completed_at", from.completed_at);
  to.updated_at = Reader::required_time("updated_at", from.updated_at);
  return to;
}

ReadyTurn read(const protocol::ExportTurn& from, const Reader& reader) {
  ReadyTurn to;
  to.session = Reader::session(from.agent, from.session);
  store::NewTurn& turn = to.turn;
  turn.imported = true;
  turn.ordinal = Reader::count("ordinal", from.ordinal, 1, most_places);
  turn.identity = Reader::identity(from.identity);
  turn.created_at = Reader::time("created_at", from.created_at).value_or(0);
  turn.role = Reader::named("role", from.role, &store::find_role);
  turn.kind = Reader::named("kind", from.kind, &store::find_turn_kind);
  turn.injected = from.injected.value_or(false);
  turn.is_error = from.is_error.value_or(false);
  turn.tool_name = Reader::word(from.tool);
  if (from.tool_kind)
    turn.tool_kind = Reader::named("tool_kind", *from.tool_kind, &store::find_tool_kind);
  turn.tool_call_id = Reader::word(from.tool_call_id);
  turn.external_id = Reader::word(from.external_id);
  const std::string text = reader.prose(from.text);
  turn.text = store::pack_text(text);
  turn.index_text = store::index_part(turn.kind, text);
  turn.size = static_cast<std::int64_t>(text.size());
  return to;
}

store::ArchivedUsage read(const protocol::ExportUsage& from, const Reader& /*reader*/) {
  store::ArchivedUsage to;
  to.session = Reader::session(from.agent, from.session);
  store::Usage& usage = to.usage;
  usage.message_key = Reader::required("message_key", from.message_key);
  usage.model = Reader::word(from.model);
  const auto tokens = [](const char* name, std::int64_t value) {
    return Reader::count(name, value, 0, most_tokens);
  };
  usage.input_tokens = tokens("input_tokens", from.input_tokens);
  usage.output_tokens = tokens("output_tokens", from.output_tokens);
  usage.cache_read_tokens = tokens("cache_read_tokens", from.cache_read_tokens);
  usage.cache_write_tokens = tokens("cache_write_tokens", from.cache_write_tokens);
  usage.cost_micros = tokens("cost_micros", from.cost_micros);
  return to;
}

store::ArchivedFile read(const protocol::ExportProjectFile& from, const Reader& /*reader*/) {
  store::ArchivedFile to;
  to.session = Reader::session(from.agent, from.session);
  to.file.path = Reader::required("path", from.path);
  to.file.operation = Reader::named("operation", from.operation, &store::find_file_operation);
  const auto places = [](const char* name, std::int64_t value) {
    return Reader::count(name, value, 0, most_places);
  };
  to.touches = places("touches", from.touches);
  to.file.lines_added = places("lines_added", from.lines_added);
  to.file.lines_removed = places("lines_removed", from.lines_removed);
  to.first_ordinal = places("first_ordinal", from.first_ordinal);
  to.last_ordinal = places("last_ordinal", from.last_ordinal);
  to.created_at = Reader::time("created_at", from.created_at).value_or(0);
  to.updated_at = Reader::time("updated_at", from.updated_at).value_or(0);
  return to;
}

store::ArchivedHandoff read(const protocol::ExportHandoff& from, const Reader& reader) {
  store::ArchivedHandoff to;
  to.project_key = Reader::required("project", from.project);
  to.session = {Reader::word(from.agent), Reader::word(from.session)};
  to.pinned = from.pinned.value_or(false);
  store::Handoff& handoff = to.handoff;
  handoff.preservation = from.preservation;
  handoff.version = Reader::count("version", from.version, 1, most_places);
  handoff.generator =
      Reader::choice("generator", from.generator, "", {"extractive", "llm", "manual", "hybrid"});
  handoff.model = Reader::word(from.model);
  handoff.tokens = Reader::count("tokens", from.tokens, 0, most_tokens);
  handoff.source_tokens = Reader::count("source_tokens", from.source_tokens, 0, most_tokens);
  handoff.times_loaded = Reader::count("times_loaded", from.times_loaded, 0, most_places);
  handoff.created_at = Reader::required_time("created_at", from.created_at);
  handoff.updated_at = Reader::required_time("updated_at", from.updated_at);
  handoff.text = reader.prose(from.text);
  handoff.document = reader.prose(from.document);
  boost::json::error_code error;
  boost::json::parse(handoff.document, error);
  if (error) throw RecordError("document is not JSON: " + error.message());
  return to;
}

}  // namespace

ReadyRecord from_wire(const protocol::ExportRecord& record, const privacy::Redactor& redactor) {
  const Reader reader(redactor);
  std::optional<ReadyRecord> ready;
  int members = 0;
  const auto take = [&](const auto& member) {
    if (!member) return;
    ++members;
    if (members == 1) ready = read(*member, reader);
  };
  take(record.project);
  take(record.session);
  take(record.turn);
  take(record.usage);
  take(record.project_file);
  take(record.handoff);
  if (members != 1 || !ready)
    throw RecordError(
        "expected exactly one of project, session, turn, usage, project_file and handoff");
  return std::move(*ready);
}

}  // namespace baton::methods
