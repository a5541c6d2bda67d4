#include <bit>
#include <utility>

#include "daemon/base/hash.hpp"
#include "daemon/methods/archive_records.hpp"
#include "daemon/methods/paging.hpp"

namespace baton::methods {
namespace {

std::optional<bool> when_true(bool flag) {
  return flag ? std::optional(true) : std::nullopt;
}

/// The name of a value, absent for the one that says nothing.
template <class Enum>
std::optional<std::string> name_of(Enum value) {
  if (value == Enum::none) return std::nullopt;
  return std::string(store::to_string(value));
}

/// One overload per kind of record: sets the member that stands for it.
struct ToWire {
  protocol::ExportRecord& record;

  void operator()(store::ArchivedProject&& from) const {
    protocol::ExportProject& to = record.project.emplace();
    to.key = std::move(from.key);
    to.name = std::move(from.name);
    to.path = std::move(from.path);
    to.origin_url = optional_text(from.origin_url);
    to.description = optional_text(from.description);
    to.status = std::move(from.status);
    to.ignored = when_true(from.ignored);
  }

  void operator()(store::ArchivedSession&& from) const {
    protocol::ExportSession& to = record.session.emplace();
    store::SessionFacts& facts = from.facts;
    to.project = std::move(from.project_key);
    to.number = from.number;
    to.agent = std::move(facts.agent);
    to.external_id = std::move(facts.external_id);
    to.title = optional_text(facts.title);
    to.first_request = optional_text(from.first_request);
    to.type = std::move(from.type);
    to.status = std::move(from.status);
    to.ended_by = optional_text(from.ended_by);
    to.working_directory = optional_text(facts.working_directory);
    to.branch = optional_text(facts.branch);
    to.branch_at_start = optional_text(from.branch_at_start);
    to.head_at_start = optional_text(from.head_at_start);
    to.head_at_end = optional_text(from.head_at_end);
    to.model = optional_text(facts.model);
    to.agent_version = optional_text(facts.agent_version);
    to.parent = optional_text(facts.parent_external_id);
    to.relation = name_of(facts.relation);
    to.account = optional_text(from.account_name);
    to.objectives = optional_text(from.objectives);
    to.accomplishments = optional_text(from.accomplishments);
    to.blockers = optional_text(from.blockers);
    to.notes = optional_text(from.notes);
    if (from.credits_used != 0) to.credits_used = from.credits_used;
    to.started_at = optional_time(facts.started_at);
    to.ended_at = optional_time(facts.ended_at);
    to.completed_at = optional_time(from.completed_at);
    to.updated_at = format_time(from.updated_at);
  }

  void operator()(store::ArchivedTurn&& from) const {
    protocol::ExportTurn& to = record.turn.emplace();
    store::Turn& turn = from.turn;
    to.agent = std::move(from.session.agent);
    to.session = std::move(from.session.external_id);
    to.ordinal = turn.ordinal;
    to.identity = hex64(std::bit_cast<std::uint64_t>(turn.identity));
    to.created_at = optional_time(turn.created_at);
    to.role = store::to_string(turn.role);
    to.kind = store::to_string(turn.kind);
    to.injected = when_true(turn.injected);
    to.is_error = when_true(turn.is_error);
    to.tool = optional_text(turn.tool_name);
    to.tool_kind = name_of(turn.tool_kind);
    to.tool_call_id = optional_text(turn.tool_call_id);
    to.external_id = optional_text(turn.external_id);
    to.text = std::move(turn.text);
  }

  void operator()(store::ArchivedUsage&& from) const {
    protocol::ExportUsage& to = record.usage.emplace();
    to.agent = std::move(from.session.agent);
    to.session = std::move(from.session.external_id);
    to.message_key = std::move(from.usage.message_key);
    to.model = optional_text(from.usage.model);
    to.input_tokens = from.usage.input_tokens;
    to.output_tokens = from.usage.output_tokens;
    to.cache_read_tokens = from.usage.cache_read_tokens;
    to.cache_write_tokens = from.usage.cache_write_tokens;
    to.cost_micros = from.usage.cost_micros;
  }

  void operator()(store::ArchivedFile&& from) const {
    protocol::ExportProjectFile& to = record.project_file.emplace();
    to.agent = std::move(from.session.agent);
    to.session = std::move(from.session.external_id);
    to.path = std::move(from.file.path);
    to.operation = store::to_string(from.file.operation);
    to.touches = from.touches;
    to.lines_added = from.file.lines_added;
    to.lines_removed = from.file.lines_removed;
    to.first_ordinal = from.first_ordinal;
    to.last_ordinal = from.last_ordinal;
    to.created_at = optional_time(from.created_at);
    to.updated_at = optional_time(from.updated_at);
  }

  void operator()(store::ArchivedHandoff&& from) const {
    protocol::ExportHandoff& to = record.handoff.emplace();
    store::Handoff& handoff = from.handoff;
    to.project = std::move(from.project_key);
    to.version = handoff.version;
    to.agent = optional_text(from.session.agent);
    to.session = optional_text(from.session.external_id);
    to.generator = std::move(handoff.generator);
    to.model = optional_text(handoff.model);
    to.tokens = handoff.tokens;
    to.source_tokens = handoff.source_tokens;
    to.times_loaded = handoff.times_loaded;
    to.pinned = when_true(from.pinned);
    to.preservation = handoff.preservation;
    to.created_at = format_time(handoff.created_at);
    to.updated_at = format_time(handoff.updated_at);
    to.text = std::move(handoff.text);
    to.document = std::move(handoff.document);
  }
};

}  // namespace

protocol::ExportRecord to_wire(store::ArchiveRecord&& record) {
  protocol::ExportRecord wire;
  std::visit(ToWire{wire}, std::move(record));
  return wire;
}

}  // namespace baton::methods
