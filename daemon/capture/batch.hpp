#pragma once
// What one reading of a log file found, made ready for the store on the capturing thread: redacted,
// identified, packed. The writing thread then only inserts.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/capture/source.hpp"
#include "daemon/privacy/redactor.hpp"

namespace baton::capture {

/// What was found of one session.
struct SessionBatch {
  store::SessionFacts facts;
  std::vector<store::NewTurn> turns;
  std::vector<store::Usage> usage;
};

/// Collects a parser's events. One thread.
class Batch final : public EventSink {
 public:
  /// @param growth decides how turns without an id of their own are told apart
  Batch(std::string_view agent, Growth growth, const privacy::Redactor& redactor);

  void on_session(const store::SessionFacts& facts) override;
  void on_turn(TurnEvent turn) override;
  void on_usage(store::Usage usage) override;
  void on_unparsed(store::UnparsedRecord record) override;

  /// Number of turns collected since the last take_sessions().
  std::size_t turns() const { return turn_count_; }
  /// Bytes of text collected since the last take_sessions().
  std::size_t bytes() const { return bytes_; }
  const std::vector<SessionBatch>& sessions() const { return sessions_; }
  const std::vector<store::UnparsedRecord>& unparsed() const { return unparsed_; }

  /// Hands over what was collected and begins anew; which session is current and what is known of
  /// the sessions stays known here, too.
  std::vector<SessionBatch> take_sessions();

 private:
  SessionBatch& current();
  std::int64_t identity_of(const TurnEvent& turn);

  std::string agent_;
  Growth growth_;
  const privacy::Redactor& redactor_;
  std::vector<SessionBatch> sessions_;
  std::size_t current_ = 0;
  std::vector<store::UnparsedRecord> unparsed_;
  std::size_t turn_count_ = 0;
  std::size_t bytes_ = 0;
  std::map<std::int64_t, int> occurrences_;  // of equal turns without ids within one reading
};

}  // namespace baton::capture
