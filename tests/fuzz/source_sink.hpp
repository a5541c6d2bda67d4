#pragma once
// What every parser of a log format must keep to, whatever it is given.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "daemon/base/text.hpp"
#include "daemon/capture/source.hpp"

namespace baton::capture {

/// Aborts when an event breaks the interface's promises.
class CheckingSink final : public EventSink {
 public:
  void on_session(const store::SessionFacts& facts) override {
    if (facts.agent.empty() || facts.external_id.empty()) std::abort();
    has_session_ = true;
  }

  void on_turn(TurnEvent turn) override {
    if (!has_session_ || trim(turn.text).empty() || !is_valid_utf8(turn.text)) std::abort();
    if (turn.text.find('\0') != std::string::npos || turn.part < 0) std::abort();
    ++turns;
  }

  void on_usage(store::Usage usage) override {
    if (!has_session_ || usage.message_key.empty()) std::abort();
  }

  void on_unparsed(store::UnparsedRecord record) override {
    if (record.reason.empty()) std::abort();
  }

  std::int64_t turns = 0;

 private:
  bool has_session_ = false;
};

inline const Source& source_of(std::string_view agent) {
  for (const auto& source : all_sources()) {
    if (source->agent() == agent) return *source;
  }
  std::abort();
}

}  // namespace baton::capture
