#include "daemon/capture/introduction.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <utility>

#include "daemon/capture/commit.hpp"
#include "daemon/capture/file_reader.hpp"

namespace baton::capture {
namespace {

constexpr std::size_t head_bytes = 64U << 10U;
/// A document has no beginning that could be parsed by itself.
constexpr std::size_t longest_document = 4U << 20U;

/// A session that was seen at the beginning of a log.
struct Introduced {
  store::SessionFacts facts;
  std::string fallback_directory;

  Milliseconds began() const { return facts.started_at.value_or(INT64_MAX); }
};

/// Listens for sessions and for whether they have a turn; what the turns say is left to the
/// reading.
class Listening final : public EventSink {
 public:
  Listening(std::string_view agent, const privacy::Redactor& redactor)
      : agent_(agent), redactor_(redactor) {}

  void on_session(const store::SessionFacts& facts) override {
    current_ = facts.external_id;
    store::SessionFacts& known = sessions_.try_emplace(current_, facts).first->second;
    known.agent = agent_;
    if (facts.started_at && (!known.started_at || *facts.started_at < *known.started_at))
      known.started_at = facts.started_at;
    if (known.working_directory.empty()) known.working_directory = facts.working_directory;
    known.title = redactor_.redact(facts.title.empty() ? known.title : facts.title);
  }
  void on_turn(TurnEvent /*turn*/) override { with_turns_.insert(current_); }
  void on_usage(store::Usage /*usage*/) override {}
  void on_unparsed(store::UnparsedRecord /*record*/) override {}

  /// Those worth a number: only with a turn are they.
  std::vector<store::SessionFacts> take() {
    std::vector<store::SessionFacts> facts;
    for (auto& [id, session] : sessions_) {
      if (with_turns_.contains(id)) facts.push_back(std::move(session));
    }
    return facts;
  }

 private:
  std::string agent_;
  const privacy::Redactor& redactor_;
  std::string current_;
  std::map<std::string, store::SessionFacts> sessions_;
  std::set<std::string> with_turns_;
};

void parse_beginning(const FoundLog& log, EventSink& sink) {
  const FileReader file(log.path);
  const bool whole = log.source->growth() == Growth::rewritten;
  if (whole && file.state().size > longest_document) return;
  std::string bytes = file.read(0, whole ? file.state().size : head_bytes);
  if (!whole && bytes.size() == head_bytes) bytes.resize(bytes.rfind('\n') + 1);
  if (!bytes.empty()) log.source->make_parser(log.path, "")->parse(bytes, 0, 1, sink);
}

void look_at(const FoundLog& log, const privacy::Redactor& redactor,
             std::vector<Introduced>& found) try {
  Listening listening(log.source->agent(), redactor);
  parse_beginning(log, listening);
  for (store::SessionFacts& facts : listening.take())
    found.push_back({std::move(facts), log.path.parent_path().native()});
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
