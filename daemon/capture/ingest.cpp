#include "daemon/capture/ingest.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "daemon/base/text.hpp"
#include "daemon/capture/batch.hpp"
#include "daemon/capture/commit.hpp"
#include "daemon/capture/copies.hpp"
#include "daemon/capture/file_reader.hpp"
#include "daemon/capture/sources/foreign_database.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {

using store::Cursor;
using store::UnparsedRecord;

/// Everything that one reading of one file carries along.
struct Ingest::Reading {
  Reading(const std::filesystem::path& file_path, const Source& format, const FileReader& open_file,
          const privacy::Redactor& redactor, Cursor start)
      : path(file_path),
        source(format),
        file(open_file),
        cursor(std::move(start)),
        parser(format.make_parser(file_path, cursor.parser_state)),
        batch(format.agent(), format.growth(), redactor) {}

  const std::filesystem::path& path;
  const Source& source;
  const FileReader& file;
  Cursor cursor;
  std::unique_ptr<Parser> parser;
  Batch batch;
  bool again = false;  // the file was read before, from the beginning, and is read from there again
  bool finished = false;                 // this commit ends the reading
  bool keep_all = false;                 // a copy may hold what this file does not
  Identities identities;                 // of everything found, when read again
  std::vector<UnparsedRecord> unparsed;  // not stored yet
};

Ingest::Ingest(store::Store& store, const privacy::Redactor& redactor, Options options,
               const std::atomic<bool>& stop, Listener listen)
    : store_(store),
      redactor_(redactor),
      options_(options),
      stop_(stop),
      listen_(std::move(listen)) {}

std::optional<Cursor> Ingest::find_cursor(const std::filesystem::path& path,
                                          const FileReader& file) {
  const bool is_committing =
      committing_ && (committing_->path == path || (committing_->inode == file.state().inode &&
                                                    committing_->device == file.state().device));
  if (is_committing) settle();
  return store_.read_and_wait([&](store::Tables& tables) {
    if (auto cursor = tables.capture_files.find(path.native())) return cursor;
    auto moved = tables.capture_files.find_by_inode(file.state().device, file.state().inode);
    std::error_code ignored;
    if (moved && std::filesystem::exists(moved->path, ignored)) moved.reset();
    // The inode of a deleted log is soon given to another file, which must not pass for what the
    // old one has become.
    if (moved && compare(file, *moved) == Change::rewritten) moved.reset();
    return moved;
  });
}

bool Ingest::read(const std::filesystem::path& path, const Source& source) try {
  read_file(path, source);
  return true;
} catch (const ForeignDatabaseBusy&) {
  return false;
} catch (const ForeignDatabaseError& error) {
  report_trouble(path, source, error.what());
  return false;
} catch (const std::system_error& error) {
  // It may have been deleted since it was noticed.
  if (error.code() != std::errc::no_such_file_or_directory)
    report_trouble(path, source, error.what());
  return true;
}

void Ingest::read_file(const std::filesystem::path& path, const Source& source) {
  FileReader file(path);
  const bool is_database = source.growth() == Growth::database;
  if (is_database) file.add_database_log(path);
  std::optional<Cursor> known = find_cursor(path, file);
  if (known && known->path != path.native()) {
    store_.write_and_wait(
        [&](store::Tables& tables) { tables.capture_files.rename(known->path, path.native()); });
    known->path = path.native();
  }
  // The beginning of a log may look like another agent's until there is more of it.
  const bool same_parser =
      known && known->agent == source.agent() && known->parser_version == source.parser_version();
  const Change change = !known        ? Change::appended
                        : same_parser ? compare(file, *known)
                                      : Change::rewritten;
  if (change == Change::none) return;

  // A database is never compared by its bytes, which change anywhere.
  const bool is_other_file = is_database && known && known->inode != file.state().inode;
  const bool from_start = !known || !same_parser || is_other_file ||
                          (!is_database && change == Change::rewritten) ||
                          source.growth() == Growth::rewritten;
  Cursor start;
  if (!from_start) start = *known;
  start.path = path.native();
  start.agent = source.agent();
  start.parser_version = source.parser_version();
  Reading reading(path, source, file, redactor_, std::move(start));
  reading.again = !is_database && from_start && (known || source.growth() == Growth::rewritten);
  switch (source.growth()) {
    case Growth::appended_lines:
      return read_lines(reading);
    case Growth::rewritten:
      return read_whole(reading);
    case Growth::database:
      return read_database(reading);
  }
}

void Ingest::read_lines(Reading& reading) {
  std::string buffer;
  // Counted from the cursor: bytes in the buffer are read but not consumed.
  for (std::uint64_t position = reading.cursor.offset;;) {
    std::string chunk = reading.file.read(position, options_.chunk_bytes);
    const bool at_end = chunk.size() < options_.chunk_bytes;
    position += chunk.size();
    buffer += chunk;
    const std::string_view lines = take_lines(reading, buffer);
    if (!lines.empty()) {
      const std::int64_t first_line = reading.cursor.lines + 1;
      reading.parser->parse(lines, reading.cursor.offset, first_line, reading.batch);
      reading.cursor.lines += std::count(lines.begin(), lines.end(), '\n');
      reading.cursor.offset += lines.size();
      buffer.erase(0, lines.size());
    }
    if (at_end) break;
    if (stop_) return;
    const bool full = reading.batch.turns() >= options_.batch_turns ||
                      reading.batch.bytes() >= options_.batch_bytes;
    if (full) commit(reading);
    if (buffer.size() > options_.max_line_bytes) skip_long_line(reading, buffer);
  }
  read_last_line(reading, buffer);
  reading.finished = true;
  commit(reading);
}

/// The complete lines at the front of the buffer. An offset that does not stand behind a line end
/// stands within a line that has been dealt with (see skip_long_line and read_last_line): what is
/// left of that line is dropped first.
std::string_view Ingest::take_lines(Reading& reading, std::string& buffer) {
  std::uint64_t& offset = reading.cursor.offset;
  if (offset > 0 && !buffer.empty() && reading.file.read(offset - 1, 1) != "\n") {
    const std::size_t line_end = buffer.find('\n');
    if (line_end == std::string::npos) {
      if (trim(buffer).empty()) return {};
      offset += buffer.size();
      buffer.clear();
      return {};
    }
    offset += line_end + 1;
    buffer.erase(0, line_end + 1);
    ++reading.cursor.lines;
  }
  const std::size_t last = buffer.rfind('\n');
  return std::string_view(buffer).substr(0, last == std::string::npos ? 0 : last + 1);
}

void Ingest::skip_long_line(Reading& reading, std::string& buffer) {
  UnparsedRecord record;
  record.line = reading.cursor.lines + 1;
  record.offset = reading.cursor.offset;
  record.reason =
      "line is longer than " + std::to_string(options_.max_line_bytes >> 20U) + " MiB; skipped";
  record.raw = buffer.substr(0, 1024);
  reading.batch.on_unparsed(std::move(record));
  reading.cursor.offset += buffer.size();
  buffer.clear();
}

/// A last line without a line end may still be being written, or may be all there is. No beginning
/// of a JSON object is a JSON object, so a line that parses is whole, and one that does not is left
/// for the next reading; as is any other text, of which nobody can tell.
void Ingest::read_last_line(Reading& reading, std::string_view rest) {
  if (!trim(rest).starts_with('{')) return;
  Batch trial(reading.source.agent(), reading.source.growth(), redactor_);
  const auto trial_parser = reading.source.make_parser(reading.path, reading.parser->save_state());
  const std::string line = std::string(rest) + "\n";
  trial_parser->parse(line, reading.cursor.offset, reading.cursor.lines + 1, trial);
  if (!trial.unparsed().empty()) return;
  reading.parser->parse(line, reading.cursor.offset, reading.cursor.lines + 1, reading.batch);
  reading.cursor.offset += rest.size();
}

void Ingest::read_whole(Reading& reading) {
  const std::uint64_t size = reading.file.state().size;
  if (size > options_.max_file_bytes) {
    reading.batch.on_unparsed({.line = 0,
                               .offset = 0,
                               .reason = "file is longer than " +
                                         std::to_string(options_.max_file_bytes >> 20U) +
                                         " MiB; not read",
                               .raw = {}});
  } else {
    const std::string bytes = reading.file.read(0, size);
    reading.parser->parse(bytes, 0, 1, reading.batch);
    // A document that cannot be read at all was met while its agent wrote it, or is damaged: what
    // was in it before stays.
    reading.keep_all = reading.batch.sessions().empty() && !reading.batch.unparsed().empty();
    reading.cursor.lines = std::count(bytes.begin(), bytes.end(), '\n');
  }
  reading.cursor.offset = size;
  reading.finished = true;
  commit(reading);
}

/// What a database no longer has stays in the store: agents prune their histories.
void Ingest::read_database(Reading& reading) {
  reading.cursor.offset = 0;
  do {
    reading.parser->parse({}, 0, 1, reading.batch);
    reading.finished = reading.parser->finished();
    commit(reading);
  } while (!reading.finished && !stop_);
}

std::optional<TurnsStored> Ingest::store_text(const std::string& text, const std::string& directory,
                                              const std::string& title) {
  const auto source = make_import_source();
  Batch batch(source->agent(), source->growth(), redactor_);
  // What the name of a file would tell.
  std::string name = title;
  std::ranges::replace(name, '/', '-');
  const auto parser = source->make_parser(std::filesystem::path(directory) / (name + ".txt"), "");
  parser->parse(text, 0, 1, batch);
  if (batch.turns() == 0) return std::nullopt;
  store::SessionFacts facts = batch.sessions().front().facts;
  facts.started_at = facts.ended_at = now_milliseconds();
  batch.on_session(facts);
  Cursor cursor;
  cursor.read_at = *facts.started_at;
  CommitPlan plan{.sessions = batch.take_sessions(), .cursor = cursor, .save_cursor = false};
  plan.fallback_directory = directory;
  find_projects(plan, projects_);
  auto [place, stored] = store_.write_and_wait([&](store::Tables& tables) {
    std::vector<TurnsStored> all = apply(plan, tables);
    return std::pair(tables.sessions.find_by_external_id(facts.agent, facts.external_id), all);
  });
  for (const TurnsStored& turns : stored) listen_(turns);
  if (!place) return std::nullopt;
  TurnsStored result{.project_id = place->project_id, .session_id = place->id};
  for (const TurnsStored& turns : stored) result.turns += turns.turns;
  return result;
}

void Ingest::settle() {
  if (!committing_) return;
  // Forgotten first: what failed is read again, not waited for again.
  Committing committing = std::move(*committing_);
  committing_.reset();
  for (const TurnsStored& turns : committing.begun.wait()) listen_(turns);
}

void Ingest::commit(Reading& reading) {
  Cursor& cursor = reading.cursor;
  cursor.parser_state = reading.parser->save_state();
  cursor.unparsed += static_cast<std::int64_t>(reading.batch.unparsed().size());
  cursor.read_at = now_milliseconds();
  take_fingerprint(reading.file, cursor);
  // As long as there is more to read the file must not look the same as when the cursor was stored.
  if (!reading.finished) cursor.modified_ns = 0;
  if (reading.again) collect_identities(reading.batch.sessions(), reading.identities);
  reading.unparsed.insert(reading.unparsed.end(), reading.batch.unparsed().begin(),
                          reading.batch.unparsed().end());
  const auto plan = std::make_shared<CommitPlan>(
      CommitPlan{.sessions = reading.batch.take_sessions(), .cursor = cursor});
  // What is read again keeps its old cursor until all of it is read: a crash in between starts it
  // again.
  plan->save_cursor = !reading.again || reading.finished;
  plan->fallback_directory = reading.path.parent_path().native();
  plan->read_anew = reading.again && reading.finished;
  if (plan->read_anew) {
    collect_from_copies(reading);
    if (!reading.keep_all) plan->all_identities = std::move(reading.identities);
  }
  if (plan->save_cursor) plan->unparsed = std::exchange(reading.unparsed, {});
  find_projects(*plan, projects_);
  // One at a time: when a commit fails, nothing that comes after it in the file may be stored.
  settle();
  committing_ = {
      reading.path, cursor.device, cursor.inode,
      store_.begin_write([plan](store::Tables& tables) { return apply(*plan, tables); })};
}

/// What this file has lost another one of the session may still hold.
void Ingest::collect_from_copies(Reading& reading) {
  settle();
  const std::string path = reading.path.native();
  const auto copies = store_.read_and_wait([&](store::Tables& tables) {
    std::vector<store::Id> sessions = tables.capture_files.sessions_of(path);
    for (const auto& [external_id, turns] : reading.identities) {
      const auto known = tables.sessions.find_by_external_id(reading.source.agent(), external_id);
      if (known) sessions.push_back(known->id);
    }
    std::set<std::string> files;
    for (const store::Id session : sessions) {
      for (const std::string& file : tables.capture_files.files_of(session)) files.insert(file);
    }
    files.erase(path);
    return files;
  });
  const CopyBounds bounds{.chunk_bytes = options_.chunk_bytes,
                          .max_line_bytes = options_.max_line_bytes,
                          .max_file_bytes = options_.max_file_bytes};
  for (const std::string& copy : copies) {
    const bool all_known = collect_identities(copy, bounds, redactor_, reading.identities);
    reading.keep_all |= !all_known;
  }
}

void Ingest::report_trouble(const std::filesystem::path& path, const Source& source,
                            const std::string& reason) {
  spdlog::warn("cannot read {}: {}", path.native(), reason);
  const UnparsedRecord record{.line = 0, .offset = 0, .reason = reason, .raw = {}};
  store_.write_and_wait([&](store::Tables& tables) {
    Cursor cursor = tables.capture_files.find(path.native()).value_or(Cursor{});
    cursor.path = path.native();
    cursor.agent = source.agent();
    cursor.read_at = now_milliseconds();
    cursor.unparsed = 1;
    tables.capture_files.save(cursor);
    tables.capture_files.clear_unparsed(path.native());
    tables.capture_files.add_unparsed(path.native(), source.parser_version(), record,
                                      cursor.read_at);
  });
}

}  // namespace baton::capture
