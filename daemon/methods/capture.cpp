#include "protocol/methods/capture.hpp"

#include <filesystem>
#include <memory>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "daemon/methods/await_store.hpp"
#include "daemon/methods/paging.hpp"
#include "daemon/methods/selectors.hpp"
#include "daemon/methods/services.hpp"

namespace baton::methods {
namespace {

using boost::asio::awaitable;
using protocol::ErrorCode;
using protocol::RpcError;
using rpc::CallContext;

constexpr std::int64_t shown_troubles = 20;

void add_counts(protocol::CaptureAgent& agent, store::Tables& tables) {
  for (const store::CaptureCounts& counts : tables.capture_files.counts()) {
    if (counts.agent != agent.agent) continue;
    agent.files = counts.files;
    agent.gone_files = counts.gone_files;
    agent.sessions = counts.sessions;
    agent.turns = counts.turns;
    agent.unparsed = counts.unparsed;
    agent.last_read_at = optional_time(counts.last_read_at);
  }
  for (const store::CaptureTrouble& trouble :
       tables.capture_files.troubles(agent.agent, shown_troubles)) {
    agent.troubles.push_back({.path = trouble.path,
                              .line = trouble.line,
                              .offset = static_cast<std::int64_t>(trouble.offset),
                              .reason = trouble.reason});
  }
}

awaitable<protocol::CaptureStatusResult> status(Services& services) {
  auto work = [status = services.capture.status()](store::Tables& tables) {
    protocol::CaptureStatusResult result;
    result.state = status.state;
    result.pending_files = status.pending_files;
    result.watched_directories = status.watched_directories;
    result.trouble = optional_text(status.trouble);
    for (const store::IgnoreRule& rule : tables.ignore_rules.list())
      result.ignored.push_back({rule.scope, rule.pattern, optional_text(rule.note)});
    for (const capture::WatchedAgent& watched : status.agents) {
      protocol::CaptureAgent& agent = result.agents.emplace_back();
      agent.agent = watched.agent;
      agent.roots = watched.roots;
      add_counts(agent, tables);
    }
    return result;
  };
  co_return co_await read_store(services.store, work);
}

awaitable<protocol::CaptureScanResult> scan(Services& services,
                                            const protocol::CaptureScanParams& params) {
  const std::filesystem::path path(params.path);
  if (!path.is_absolute())
    throw RpcError(ErrorCode::invalid_params, "params.path: expected an absolute path");
  const auto result = std::make_shared<capture::ScanStarted>();
  const auto start = [&services, &path, result](const store::Store::Completion& done) {
    services.capture.scan(path,
                          [result, done](std::exception_ptr error, capture::ScanStarted started) {
                            *result = started;
                            done(std::move(error));
                          });
  };
  co_await await_completion(start);
  co_return protocol::CaptureScanResult{
      .scan_id = result->scan_id, .files = result->files, .unrecognised = result->unrecognised};
}

awaitable<protocol::CaptureTextResult> store_text(Services& services,
                                                  const protocol::CaptureTextParams& params) {
  if (!params.project.starts_with('/'))
    throw RpcError(ErrorCode::invalid_params, "params.project: expected an absolute path");
  const capture::Capture::Text text{params.text, params.project, params.title.value_or("pasted")};
  const auto stored = std::make_shared<std::optional<capture::TurnsStored>>();
  const auto start = [&services, &text, stored](const store::Store::Completion& done) {
    services.capture.store_text(
        text, [stored, done](std::exception_ptr error, std::optional<capture::TurnsStored> found) {
          *stored = found;
          done(std::move(error));
        });
  };
  co_await await_completion(start);
  if (!stored->has_value()) {
    throw RpcError(ErrorCode::invalid_params,
                   "nothing was stored: the text is blank, or its project is ignored");
  }
  const capture::TurnsStored& turns = **stored;
  auto find = [id = turns.session_id](store::Tables& tables) { return find_session(tables, id); };
  const store::Session session = co_await read_store(services.store, find);
  co_return protocol::CaptureTextResult{.project_id = turns.project_id,
                                        .session_id = turns.session_id,
                                        .session_number = session.number,
                                        .turns = turns.turns};
}

awaitable<protocol::CapturePauseResult> set_paused(Services& services, bool paused) {
  paused ? services.capture.pause() : services.capture.resume();
  co_return protocol::CapturePauseResult{.pending_files = services.capture.pending_files()};
}

}  // namespace

void add_capture_methods(rpc::Dispatcher& dispatcher, Services& services) {
  dispatcher.add(protocol::capture_status,
                 [&services](const CallContext&, const protocol::CaptureStatusParams&) {
                   return status(services);
                 });
  dispatcher.add(protocol::capture_scan,
                 [&services](const CallContext&, const protocol::CaptureScanParams& params) {
                   return scan(services, params);
                 });
  dispatcher.add(protocol::capture_text,
                 [&services](const CallContext&, const protocol::CaptureTextParams& params) {
                   return store_text(services, params);
                 });
  dispatcher.add(protocol::capture_pause,
                 [&services](const CallContext&, const protocol::CapturePauseParams&) {
                   return set_paused(services, true);
                 });
  dispatcher.add(protocol::capture_resume,
                 [&services](const CallContext&, const protocol::CapturePauseParams&) {
                   return set_paused(services, false);
                 });
}

}  // namespace baton::methods
