#pragma once
// One function per group of measurements; each returns its rows of the table.

#include <filesystem>
#include <vector>

#include "tests/bench/corpus.hpp"
#include "tests/bench/daemon_process.hpp"
#include "tests/bench/statistics.hpp"

namespace baton::bench {

/// How much to measure.
struct Effort {
  double corpus_megabytes = 200;
  double chat_megabytes = 1030;  ///< a million turns
  int starts = 20;               ///< of the daemon
  int processes = 200;           ///< runs of each whole process
  int requests = 5000;           ///< round trips
  int searches = 200;
  int idle_seconds = 60;
};

/// Backfill of the corpus against a bare SQLite batch insert of the same turns; memory; size of the
/// database.
std::vector<Row> measure_ingest(const DaemonProcess& daemon, const Corpus& corpus);
/// The same of chat sessions, without the bare insert: peak memory against that of the daemon that
/// read less, and size.
std::vector<Row> measure_chat_ingest(const DaemonProcess& daemon, const Corpus& corpus,
                                     const DaemonProcess& other);
/// On a large store of chat sessions, made in `directory`: the backfill, requests against those to
/// the small store, searches, and starting the daemon.
std::vector<Row> measure_large(const DaemonProcess& small, const Corpus& corpus,
                               const std::filesystem::path& directory, const Effort& effort);
/// Keeping the handoff of a session of 2000 turns, whose log is made in `directory`, which the
/// daemon watches.
std::vector<Row> measure_handoff(const DaemonProcess& daemon,
                                 const std::filesystem::path& directory);
/// Whole processes: `baton handoff` against /bin/true and a raw C client.
std::vector<Row> measure_processes(const DaemonProcess& daemon, const Effort& effort);
/// Round trips of handoff.get against a blocking ping-pong of the same bytes; also while a backfill
/// runs.
std::vector<Row> measure_round_trips(const DaemonProcess& daemon, const Corpus& more,
                                     const Effort& effort);
/// search.query against ripgrep over the same logs.
std::vector<Row> measure_search(const DaemonProcess& daemon, const Corpus& corpus,
                                const Effort& effort);
/// From appending a line to its being searchable.
std::vector<Row> measure_freshness(const DaemonProcess& daemon,
                                   const std::filesystem::path& directory);
/// Memory and CPU of a daemon that nobody asks anything.
std::vector<Row> measure_idle(const DaemonProcess& daemon, const Effort& effort);

}  // namespace baton::bench
