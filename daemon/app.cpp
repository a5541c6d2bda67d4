#include "daemon/app.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <spdlog/spdlog.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "daemon/capture/capture.hpp"
#include "daemon/data_directory.hpp"
#include "daemon/git/handle.hpp"
#include "daemon/handoff/evaluation/evaluator.hpp"
#include "daemon/handoff/keeper.hpp"
#include "daemon/methods/errors.hpp"
#include "daemon/methods/handoff_cache.hpp"
#include "daemon/methods/services.hpp"
#include "daemon/privacy/redactor.hpp"
#include "daemon/rpc/listener.hpp"
#include "daemon/store/store.hpp"
#include "protocol/methods/event.hpp"
#include "protocol/socket_path.hpp"

namespace baton {
namespace {

namespace asio = boost::asio;

/// Turns of the last minutes are of a session that somebody works in; older ones are history.
constexpr Milliseconds present{10LL * 60 * 1000};

std::optional<std::string> environment_variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

capture::Capture::Options capture_options(const Config& config) {
  capture::Capture::Options options;
  options.environment.home = environment_variable("HOME").value_or("/");
  options.environment.variable = environment_variable;
  options.watch = config.watch;
  options.extra_roots.assign(config.extra_roots.begin(), config.extra_roots.end());
  options.rescan_interval = std::chrono::seconds(config.rescan_seconds);
  options.debounce = std::chrono::milliseconds(config.debounce_milliseconds);
  options.silence = std::chrono::minutes(config.silence_minutes);
  return options;
}

rpc::ConnectionLimits connection_limits(const Config& config) {
  rpc::ConnectionLimits limits;
  limits.max_message_bytes = static_cast<std::size_t>(config.max_message_mib) << 20U;
  return limits;
}

void tell_ready(int descriptor) {
  ::sd_notify(0, "READY=1\nSTATUS=Serving");
  if (descriptor < 0) return;
  if (::write(descriptor, "1", 1) < 0) spdlog::warn("nobody waits on --ready-fd any more");
  ::close(descriptor);
}

}  // namespace

/// Members stand in the order in which they must be made; they go in the opposite order: first what
/// feeds work in, then the store, last the io_context, in which the coroutines that waited for the
/// store are destroyed.
class App::Impl final : public capture::Listener {
 public:
  explicit Impl(const Config& config)
      : data_(config.data_dir),
        redactor_(data_.redaction_key()),
        store_({.path = data_.database()}),
        upkeep_(store_, {.database = data_.database(),
                         .keep_turn_days = config.keep_turn_days,
                         .keep_tool_output_days = config.keep_tool_output_days}),
        dispatcher_(methods::translate),
        listener_(io_,
                  rpc::open_listening_socket(config.socket.empty() ? protocol::default_socket_path()
                                                                   : config.socket),
                  dispatcher_, connection_limits(config),
                  static_cast<std::size_t>(config.max_connections)),
        keeper_(store_,
                {.debounce = std::chrono::milliseconds(config.debounce_milliseconds),
                 .budget = config.budget},
                [this](store::Id project_id, std::int64_t version) {
                  on_handoff(project_id, version);
                }),
        evaluator_(store_),
        capture_(store_, redactor_, capture_options(config), *this),
        services_{
            .store = store_,
            .upkeep = upkeep_,
            .redactor = redactor_,
            .capture = capture_,
            .keeper = keeper_,
            .staleness = staleness_,
            .evaluator = evaluator_,
            .events = events_,
            .handoffs = handoffs_,
            .database_path = data_.database().string(),
            .socket_path = listener_.path(),
            .started = std::chrono::steady_clock::now(),
            .connections = [this] { return static_cast<std::int64_t>(listener_.connections()); }},
        signals_(io_, SIGTERM, SIGINT) {
    methods::add_all_methods(dispatcher_, services_);
  }

  void run(int ready_descriptor) {
    signals_.async_wait([this](const boost::system::error_code& error, int signal) {
      if (!error) stop(signal);
    });
    listener_.start();
    spdlog::info("serving on {}, database {}", services_.socket_path, services_.database_path);
    tell_ready(ready_descriptor);
    io_.run();
  }

  // On the capturing thread.
  void on_turns(const capture::TurnsStored& stored) override {
    const bool is_present =
        stored.newest_at == 0 || stored.newest_at > now_milliseconds() - present;
    keeper_.touch(
        stored.project_id,
        is_present ? handoff::Freshness::lacks_present : handoff::Freshness::lacks_history,
        stored.rewritten ? handoff::Change::rewritten : handoff::Change::grown);
    asio::post(io_, [this, stored, is_present] {
      if (is_present) handoffs_.forget(stored.project_id);
      events_.publish(protocol::event_turns, {.project_id = stored.project_id,
                                              .session_id = stored.session_id,
                                              .turns = stored.turns});
    });
  }

  // On the capturing thread.
  void on_file_read(std::int64_t pending_files, const capture::ScanProgress* scan) override {
    protocol::CaptureEvent event{
        .pending_files = pending_files, .scan_id = {}, .scan_files = {}, .scan_files_read = {}};
    if (scan != nullptr) {
      event.scan_id = scan->scan_id;
      event.scan_files = scan->files;
      event.scan_files_read = scan->files_read;
    }
    asio::post(io_, [this, event] {
      // The end of a backfill: what it has changed counts from now on.
      if (event.pending_files == 0) handoffs_.clear();
      events_.publish(protocol::event_capture, event);
    });
  }

 private:
  // On the keeper's thread.
  void on_handoff(store::Id project_id, std::int64_t version) {
    asio::post(io_, [this, project_id, version] {
      handoffs_.forget(project_id);
      events_.publish(protocol::event_handoff, {.project_id = project_id, .version = version});
    });
  }

  void stop(int signal) {
    spdlog::info("stopping ({})", signal == SIGTERM ? "SIGTERM" : "SIGINT");
    ::sd_notify(0, "STOPPING=1");
    listener_.stop();
    io_.stop();
  }

  /// Making libgit2 ready takes as long as opening the store, and the first question about a
  /// directory needs both: it is done beside it. The thread ends with that.
  std::jthread git_starts_{git::start_library};
  asio::io_context io_{1};
  DataDirectory data_;
  privacy::Redactor redactor_;  // before the store, whose threads use it for imports
  store::Store store_;
  store::Upkeep upkeep_;
  rpc::EventBus events_;
  methods::HandoffCache handoffs_;
  rpc::Dispatcher dispatcher_;
  rpc::Listener listener_;
  handoff::Keeper keeper_;
  handoff::StalenessChecker staleness_;
  handoff::evaluation::Evaluator evaluator_;
  capture::Capture capture_;
  methods::Services services_;
  asio::signal_set signals_;
};

App::App(const Config& config) : impl_(std::make_unique<Impl>(config)) {}

App::~App() = default;

void App::run(int ready_descriptor) {
  impl_->run(ready_descriptor);
}

}  // namespace baton
