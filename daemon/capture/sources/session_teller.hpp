#pragma once
// Telling what is known of a session whose facts come piece by piece.

#include <string>
#include <string_view>

#include "daemon/capture/source.hpp"

namespace baton::capture {

/// The facts of one session during one reading of its log: announced before the first turn, and
/// again at the end when more is known by then.
class SessionTeller {
 public:
  explicit SessionTeller(std::string_view agent) { facts_.agent = agent; }

  const store::SessionFacts& facts() const { return facts_; }

  /// Takes the value unless it is empty; the newest stays.
  void set(std::string store::SessionFacts::*member, std::string_view value);
  /// Takes the value unless there is one already.
  void set_first(std::string store::SessionFacts::*member, std::string_view value);
  /// Where the session comes from; the first parent stays.
  void come_from(std::string_view parent, store::Relation relation);
  /// A time at which the session ran; 0 says nothing.
  void saw(Milliseconds time);
  /// The log says that the session is over.
  void finish();
  /// The log goes on behind the session's end.
  void reopen() { facts_.finished = false; }

  /// Announces the session unless that was done already. To be called before every turn.
  void announce(EventSink& sink);
  /// Another session was announced: this one must be again before its next turn.
  void forget_announcement() { announced_ = false; }
  /// Announces what has changed since. To be called at the end of a reading.
  void announce_changes(EventSink& sink);

 private:
  store::SessionFacts facts_;
  bool announced_ = false;
  bool changed_ = false;
};

/// Hands events on to the sink, the session before the first turn or usage.
class AnnouncingSink final : public EventSink {
 public:
  AnnouncingSink(SessionTeller& session, EventSink& sink) : session_(session), sink_(sink) {}

  /// The session teller's business: does nothing.
  void on_session(const store::SessionFacts& /*facts*/) override {}
  void on_turn(TurnEvent turn) override;
  void on_usage(store::Usage usage) override;
  void on_unparsed(store::UnparsedRecord record) override;

 private:
  SessionTeller& session_;
  EventSink& sink_;
};

}  // namespace baton::capture
