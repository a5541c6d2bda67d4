#include <chrono>
#include <ctime>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>

#include <sqlite3.h>
#include <zstd.h>

#include "daemon/capture/log_finder.hpp"
#include "daemon/capture/source.hpp"
#include "tests/bench/measurements.hpp"

namespace baton::bench {
namespace {

constexpr int batch_rows = 1000;
constexpr std::size_t compressed_from = 512;
constexpr std::size_t indexed_bytes = 2048;

/// The limit: the same turns put into one table and one full-text index in batches, texts
/// compressed, nothing else: no redaction, no deduplication, no sessions.
class BareInsert final : public capture::EventSink {
 public:
  explicit BareInsert(const std::string& path) {
    if (sqlite3_open(path.c_str(), &database_) != SQLITE_OK)
      throw std::runtime_error("cannot open " + path);
    run("pragma journal_mode=wal; pragma synchronous=normal; pragma cache_size=-16000;"
        "create table t(id integer primary key, session int, number int, role int, at int, uuid "
        "text, body);"
        "create unique index t_number on t(session, number);"
        "create virtual table f using fts5(body, content='', detail=full);");
    sqlite3_prepare_v2(database_, "insert into t values(?,?,?,?,?,?,?)", -1, &row_, nullptr);
    sqlite3_prepare_v2(database_, "insert into f(rowid, body) values(?,?)", -1, &index_, nullptr);
    run("begin");
  }
  ~BareInsert() override {
    sqlite3_finalize(row_);
    sqlite3_finalize(index_);
    sqlite3_close(database_);
  }
  BareInsert(const BareInsert&) = delete;
  BareInsert& operator=(const BareInsert&) = delete;

  void finish() { run("commit; pragma wal_checkpoint(truncate)"); }
  void next_session() { ++session_; }

  void on_session(const store::SessionFacts&) override {}
  void on_usage(store::Usage) override {}
  void on_unparsed(store::UnparsedRecord) override {}
  void on_turn(capture::TurnEvent turn) override {
    ++count_;
    sqlite3_bind_int64(row_, 1, count_);
    sqlite3_bind_int64(row_, 2, session_);
    sqlite3_bind_int64(row_, 3, count_);
    sqlite3_bind_int(row_, 4, static_cast<int>(turn.role));
    sqlite3_bind_int64(row_, 5, turn.created_at);
    bind(row_, 6, turn.external_id);
    if (turn.text.size() > compressed_from) {
      compress(turn.text);
      sqlite3_bind_blob(row_, 7, packed_.data(), static_cast<int>(packed_.size()), SQLITE_STATIC);
    } else {
      bind(row_, 7, turn.text);
    }
    step(row_);
    const bool whole = turn.kind == store::TurnKind::text;
    sqlite3_bind_int64(index_, 1, count_);
    bind(index_, 2,
         std::string_view(turn.text).substr(0, whole ? std::string::npos : indexed_bytes));
    step(index_);
    if (count_ % batch_rows == 0) run("commit; begin");
  }

 private:
  void run(const char* sql) {
    if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sqlite3_errmsg(database_));
    }
  }
  static void bind(sqlite3_stmt* statement, int index, std::string_view text) {
    sqlite3_bind_text(statement, index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  void step(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database_));
    sqlite3_reset(statement);
  }
  void compress(const std::string& text) {
    packed_.resize(ZSTD_compressBound(text.size()));
    packed_.resize(ZSTD_compress(packed_.data(), packed_.size(), text.data(), text.size(), 3));
  }

  sqlite3* database_ = nullptr;
  sqlite3_stmt* row_ = nullptr;
  sqlite3_stmt* index_ = nullptr;
  std::string packed_;
  std::int64_t session_ = 0;
  std::int64_t count_ = 0;
};

double bare_insert_seconds(const Corpus& corpus, const std::filesystem::path& database) {
  const auto start = Clock::now();
  BareInsert sink(database.string());
  const auto everywhere = [](const std::filesystem::path&) { return true; };
  for (const auto& [path, state] : capture::list_files(corpus.directory, everywhere)) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto parser = capture::recognise(path)->make_parser(path, "");
    sink.next_session();
    parser->parse(bytes, 0, 1, sink);
  }
  sink.finish();
  return microseconds_since(start) / 1e6;
}

/// What the store takes up once the write-ahead log has been folded in, which the daemon does when
/// nothing is written for a while. Waited for at most 20 s; if it never happens, the log counts and
/// the name says so.
Row size_of_store(const DaemonProcess& daemon, const Corpus& corpus, double target) {
  const std::string database = (daemon.directory() / "data/baton.db").string();
  const auto start = Clock::now();
  double left = 0;
  while ((left = static_cast<double>(std::filesystem::file_size(database + "-wal"))) > 0 &&
         microseconds_since(start) < 20e6) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  const double size = (static_cast<double>(std::filesystem::file_size(database)) + left) / 1e6;
  const std::string note = left > 0 ? ", with a log that was never folded in" : "";
  return {"9. database per MB of log" + note, with_unit(size, "MB"),
          "log " + with_unit(corpus.megabytes, "MB"), size / corpus.megabytes, target};
}

}  // namespace

std::vector<Row> measure_ingest(const DaemonProcess& daemon, const Corpus& corpus) {
  const std::clock_t bare_began = std::clock();
  const double bare = bare_insert_seconds(corpus, daemon.directory() / "bare.db");
  const double bare_cpu = static_cast<double>(std::clock() - bare_began) / CLOCKS_PER_SEC;
  const double began = daemon.cpu_microseconds();
  const double ours = daemon.scan(corpus.directory);
  const double cpu = (daemon.cpu_microseconds() - began) / 1e6;
  const double peak = daemon.status_kib("VmHWM") / 1024;
  return {
      {"5. backfill, MB of log per second", with_unit(corpus.megabytes / ours, "MB/s"),
       "bare SQLite insert " + with_unit(corpus.megabytes / bare, "MB/s"), bare / ours, 0.70, true},
      // The daemon reads at niceness 10: where others compute, its time says more than the clock.
      {"5. backfill, CPU time of all threads", with_unit(cpu, "s"),
       "bare SQLite insert " + with_unit(bare_cpu, "s"), cpu / bare_cpu, 0},
      {"6. peak memory of the daemon in a backfill", with_unit(peak, "MiB"), "64 MiB", peak / 64,
       1.0},
      size_of_store(daemon, corpus, 0.30),
  };
}

std::vector<Row> measure_chat_ingest(const DaemonProcess& daemon, const Corpus& corpus,
                                     const DaemonProcess& other) {
  const double seconds = daemon.scan(corpus.directory);
  const double peak = daemon.status_kib("VmHWM") / 1024;
  const double limit = other.status_kib("VmHWM") / 1024;
  Row size = size_of_store(daemon, corpus, 0.50);
  size.name += ", chat";
  return {
      {"5. backfill of chat, MB of log per second", with_unit(corpus.megabytes / seconds, "MB/s"),
       std::to_string(corpus.turns) + " turns in " + with_unit(seconds, "s"), 0, 0},
      {"6. peak memory, chat", with_unit(peak, "MiB"),
       "of the smaller backfill " + with_unit(limit, "MiB"), peak / limit, 1.2},
      size};
}

}  // namespace baton::bench
