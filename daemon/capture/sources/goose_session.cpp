#include "daemon/capture/sources/goose_session.hpp"

#include <algorithm>
#include <cmath>

#include "daemon/base/time.hpp"

namespace baton::capture::goose {

namespace {

bool is_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_given_to_all(std::string_view name) {
  for (const std::string_view beginning : {"New session", "New Chat", "CLI Session"}) {
    if (name.starts_with(beginning) && name.size() <= beginning.size() + 4) return true;
  }
  return false;
}

}  // namespace

bool has_ids_from_the_start(std::string_view session) {
  const std::size_t date = session.find('_');
  if (date != 8) return false;
  const std::string_view number = session.substr(date + 1);
  return is_digits(session.substr(0, date)) && is_digits(number) && !number.empty() &&
         number.size() < 6;
}

void tell_session(const SessionRecord& session, EventSink& sink) {
  store::SessionFacts facts;
  facts.agent = "goose";
  facts.external_id = session.id;
  if (!is_given_to_all(session.name)) facts.title = session.name;
  facts.working_directory = session.directory;
  facts.model = session.model;
  facts.parent_external_id = session.parent;
  if (!session.parent.empty()) {
    facts.relation =
        session.type == "sub_agent" ? store::Relation::subagent : store::Relation::fork;
  }
  facts.started_at = parse_time(session.created_at);
  facts.ended_at = parse_time(session.updated_at);
  facts.finished = session.is_archived;
  sink.on_session(facts);
  if (session.input_tokens <= 0 && session.output_tokens <= 0) return;
  store::Usage usage;
  usage.message_key = "session";
  usage.model = session.model;
  usage.input_tokens = std::max<std::int64_t>(session.input_tokens, 0);
  usage.output_tokens = std::max<std::int64_t>(session.output_tokens, 0);
  if (session.cost > 0 && session.cost < 1e9) usage.cost_micros = std::llround(session.cost * 1e6);
  sink.on_usage(usage);
}

}  // namespace baton::capture::goose
