#include "daemon/capture/introduction.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "daemon/capture/batch.hpp"
#include "daemon/capture/commit.hpp"
#include "daemon/capture/file_reader.hpp"

namespace baton::capture {
namespace {

constexpr std::size_t head_bytes = 128U << 10U;
/// A document has no beginning that could be parsed by itself.
constexpr std::size_t longest_document = 4U << 20U;

/// A session that was seen at the beginning of a log.
struct Introduced {
  store::SessionFacts facts;
  std::string fallback_directory;

  Milliseconds began() const { return facts.started_at.value_or(INT64_MAX); }
};

void parse_beginning(const FoundLog& log, Batch& batch) {
  const FileReader file(log.path);
  const bool whole = log.source->growth() == Growth::rewritten;
  if (whole && file.state().size > longest_document) return;
  std::string bytes = file.read(0, whole ? file.state().size : head_bytes);
  if (!whole && bytes.size() == head_bytes) bytes.resize(bytes.rfind('\n') + 1);
  if (!bytes.empty()) log.source->make_parser(log.path, "")->parse(bytes, 0, 1, batch);
}

void look_at(const FoundLog& log, const privacy::Redactor& redactor,
             std::vector<Introduced>& found) try {
  Batch batch(log.source->agent(), log.source->growth(), redactor);
  parse_beginning(log, batch);
  for (const SessionBatch& session : batch.sessions()) {
    // A session is worth a number only once it has a turn.
    if (!session.turns.empty()) found.push_back({session.facts, log.path.parent_path().native()});
  }
} catch (const std::system_error&) {
  // It will be said when the log is read.
}

std::vector<FoundLog> without_read(store::Store& store, const std::vector<FoundLog>& logs) {
  return store.read_and_wait([&](store::Tables& tables) {
    std::vector<FoundLog> unread;
    for (const FoundLog& log : logs) {
      if (log.source->growth() != Growth::database && !tables.capture_files.find(log.path.native()))
        unread.push_back(log);
    }
    return unread;
  });
}

}  // namespace

void introduce_sessions(store::Store& store, const privacy::Redactor& redactor,
                        ProjectFinder& projects, const std::vector<FoundLog>& logs,
                        const std::atomic<bool>& stop) {
  // One log needs no order.
  if (logs.size() < 2) return;
  std::vector<Introduced> found;
  for (const FoundLog& log : without_read(store, logs)) {
    if (stop) break;
    look_at(log, redactor, found);
  }
  std::ranges::stable_sort(found, {}, &Introduced::began);
  std::vector<std::pair<const Introduced*, store::ProjectKey>> ready;
  for (const Introduced& session : found) {
    const std::string& named = session.facts.working_directory;
    ready.emplace_back(&session, projects.find(named.empty() ? session.fallback_directory : named));
  }
  store.write_and_wait([&](store::Tables& tables) {
    for (const auto& [session, key] : ready)
      ensure_session(session->facts, key, now_milliseconds(), tables);
  });
}

}  // namespace baton::capture
