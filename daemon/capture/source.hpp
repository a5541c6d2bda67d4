#pragma once
// What one agent's log format is to capture. A format is one file in sources/ and one line in
// sources/registry.cpp.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/store/records.hpp"

namespace baton::capture {

/// How a format grows, which decides how it is read.
enum class Growth {
  appended_lines,  ///< one record per line, appended: read from the cursor on
  rewritten,       ///< the file is written anew as a whole: read from the beginning when it changed
  database,        ///< an SQLite database that its agent changes in place: asked what is new
};

/// A turn as a source finds it, before redaction and packing.
struct TurnEvent {
  std::string external_id;  ///< the format's own id of the message, unique within the agent (else
                            ///< prefixed by the session's); empty when it has none
  int part = 0;             ///< index of the block within the message
  std::int64_t line =
      0;  ///< of the record, from 1; identifies it in an appended format without ids
  store::Milliseconds created_at =
      0;  ///< 0 when the log has no time; must not change when the file is read again
  store::Role role = store::Role::user;
  store::TurnKind kind = store::TurnKind::text;
  bool injected = false;
  bool is_error = false;
  std::string tool_name;
  store::ToolKind tool_kind = store::ToolKind::none;
  std::string tool_call_id;
  std::string text;  ///< never empty or blank: a source leaves such turns out
  std::vector<store::FileTouch> files;
};

/// What a parser tells as it reads. Every event belongs to the session announced last.
class EventSink {
 public:
  virtual ~EventSink() = default;
  /// Announces the session that the following events belong to, or adds to what is known of it.
  virtual void on_session(const store::SessionFacts& facts) = 0;
  /// A turn with the id, part and time of one that is stored takes its place, if its text differs
  /// (a format may complete a message later).
  virtual void on_turn(TurnEvent turn) = 0;
  virtual void on_usage(store::Usage usage) = 0;
  /// A record that the parser did not understand. `line` counts from 1 within the file.
  virtual void on_unparsed(store::UnparsedRecord record) = 0;
};

/// Parses one file. Made anew for each reading; what it must remember between readings is its saved
/// state.
class Parser {
 public:
  virtual ~Parser() = default;
  /// Parses complete records. For appended_lines: any number of whole lines, each with its `\n`,
  /// the first of which is at `offset` and has number `first_line`. For rewritten: the whole file.
  /// Never throws on any bytes: what it cannot understand it reports as unparsed.
  /// For database: no bytes; the parser opens the file itself and tells what is new since its
  /// state, at most a few thousand turns. @throws ForeignDatabaseError when the database cannot be
  /// read now; the saved state then stays what it was
  virtual void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                     EventSink& sink) = 0;
  /// For database: false when the last parse() left something to tell, and is to be called again.
  virtual bool finished() const { return true; }
  /// What the next reading needs to go on; at most a few KiB.
  virtual std::string save_state() const = 0;
};

/// The environment that decides where agents keep their logs; a value, so that tests need not
/// change their own.
struct Environment {
  std::filesystem::path home;
  std::function<std::optional<std::string>(const char* name)>
      variable;  ///< value of an environment variable
};

/// One agent's log format.
class Source {
 public:
  virtual ~Source() = default;
  /// The agent's id as it is used everywhere: `claude-code`, `specstory`, …
  virtual std::string_view agent() const = 0;
  virtual Growth growth() const = 0;
  /// Raised whenever the parser finds more than before; files read by an older one are read again.
  virtual int parser_version() const = 0;
  /// Directories below which the agent writes its logs; they need not exist.
  virtual std::vector<std::filesystem::path> roots(const Environment& environment) const = 0;
  /// Files and directories within a project in which the agent writes its logs, relative to the
  /// project's work tree (`.specstory/history`, `.aider.chat.history.md`).
  virtual std::vector<std::filesystem::path> places_in_project() const { return {}; }
  /// Whether the file is a log of this agent, by its path and its first 4 KiB. Cheap; must not
  /// throw. Files of other agents and other programs lie beside the logs: only what is sure counts.
  virtual bool recognises(const std::filesystem::path& path, std::string_view head) const = 0;
  /// A parser for the file, which goes on from `state` (empty: from the beginning).
  virtual std::unique_ptr<Parser> make_parser(const std::filesystem::path& path,
                                              std::string_view state) const = 0;
};

/// All formats that Baton can read, in the order in which they are asked whether they recognise a
/// file.
const std::vector<std::unique_ptr<Source>>& all_sources();

}  // namespace baton::capture
