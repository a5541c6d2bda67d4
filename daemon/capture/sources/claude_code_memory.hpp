#pragma once
// What reading a Claude Code log must remember from one record to the next, and from one reading to
// the next.

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/base/time.hpp"

namespace baton::capture::claude_code {

/// A tool call that has no result yet.
struct OpenCall {
  std::string id;
  std::string name;
  std::string path;  ///< the file it is about; empty when it is about none
};

/// A message a person typed, by hashes: to notice that the log tells of it twice.
struct TypedText {
  std::uint64_t uuid =
      0;  ///< of the record, or of the record that is announced; 0 when it has none
  std::uint64_t text = 0;
  Milliseconds time = 0;
};

/// Where titles come from, the better the greater.
enum class TitleRank { none, summary, ai, agent_name, custom };

struct Title {
  std::string session;
  TitleRank rank = TitleRank::none;
  std::string text;
};

/// A summary that names a message which has not come yet.
struct WaitingSummary {
  std::string leaf;
  std::string text;
};

/// A record of a sidechain that runs within the main file, and the record which that sidechain
/// began with.
struct SidechainRecord {
  std::uint64_t uuid = 0;
  std::string root;
};

/// The memory of one file's parser. Every list is bounded: what is forgotten costs a tool's name,
/// never a turn.
struct Memory {
  std::string session;  ///< the sessionId seen last
  bool has_turns = false;
  std::deque<OpenCall> calls;
  std::deque<TypedText> typed;
  std::deque<TypedText> queued;
  std::deque<Title> titles;
  std::deque<WaitingSummary> summaries;
  std::deque<SidechainRecord> sidechains;

  void remember_call(OpenCall call);
  /// The call that the result answers, which is open no more.
  std::optional<OpenCall> take_call(std::string_view id);

  void remember_typed(TypedText text);
  void remember_queued(TypedText text);
  /// Whether the list holds the same message; forgets it if so. The same: the same uuid, or the
  /// same text within a minute, since a queued message is written again under another uuid by some
  /// versions.
  static bool take_same(std::deque<TypedText>& list, const TypedText& text);

  /// True when the title is a better one than the session has.
  bool set_title(std::string_view session, TitleRank rank, std::string_view text);
  std::string title_of(std::string_view session) const;
  void remember_summary(std::string_view leaf, std::string_view text);
  /// The newest summary that waits for the message.
  std::optional<std::string> take_summary(std::string_view leaf);

  /// The root of the sidechain that a record with this parent belongs to; the record's own uuid
  /// when it begins one.
  std::string sidechain_root(std::string_view uuid, std::string_view parent);

  /// A few KiB of JSON, and back; what is no memory gives an empty one.
  std::string to_state() const;
  static Memory from_state(std::string_view state);
};

}  // namespace baton::capture::claude_code
