#include "daemon/capture/sources/session_teller.hpp"

#include <utility>

namespace baton::capture {

void SessionTeller::set(std::string store::SessionFacts::*member, std::string_view value) {
  if (value.empty() || facts_.*member == value) return;
  facts_.*member = value;
  changed_ = true;
}

void SessionTeller::set_first(std::string store::SessionFacts::*member, std::string_view value) {
  if ((facts_.*member).empty()) set(member, value);
}

void SessionTeller::come_from(std::string_view parent, store::Relation relation) {
  if (facts_.relation != store::Relation::none || parent == facts_.external_id) return;
  facts_.parent_external_id = parent;
  facts_.relation = relation;
  changed_ = true;
}

void SessionTeller::saw(Milliseconds time) {
  if (time == 0) return;
  if (!facts_.started_at || time < *facts_.started_at) {
    facts_.started_at = time;
    changed_ = true;
  }
  if (!facts_.ended_at || time > *facts_.ended_at) {
    facts_.ended_at = time;
    changed_ = true;
  }
}

void SessionTeller::finish() {
  changed_ |= !facts_.finished;
  facts_.finished = true;
}

void SessionTeller::announce(EventSink& sink) {
  if (announced_) return;
  announced_ = true;
  changed_ = false;
  sink.on_session(facts_);
}

void SessionTeller::announce_changes(EventSink& sink) {
  if (!changed_ || facts_.external_id.empty()) return;
  announced_ = true;
  changed_ = false;
  sink.on_session(facts_);
}

void AnnouncingSink::on_turn(TurnEvent turn) {
  session_.announce(sink_);
  sink_.on_turn(std::move(turn));
}

void AnnouncingSink::on_usage(store::Usage usage) {
  session_.announce(sink_);
  sink_.on_usage(std::move(usage));
}

void AnnouncingSink::on_unparsed(store::UnparsedRecord record) {
  sink_.on_unparsed(std::move(record));
}

}  // namespace baton::capture
