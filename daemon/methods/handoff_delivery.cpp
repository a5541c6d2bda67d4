#include "daemon/methods/handoff_delivery.hpp"

#include <chrono>
#include <optional>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "daemon/base/text.hpp"
#include "daemon/handoff/handoff.hpp"
#include "daemon/methods/handoff_cache.hpp"
#include "daemon/methods/paging.hpp"
#include "daemon/methods/services.hpp"

namespace baton::methods {
namespace {

namespace asio = boost::asio;

/// How long a handoff waits for a work tree.
constexpr std::chrono::milliseconds patience{50};

/// A request that waits for a look. On the io thread.
struct Waiting {
  explicit Waiting(const asio::any_io_executor& executor) : timer(executor, patience) {}

  asio::steady_timer timer;
  LookPointer found;
  bool has_left = false;
};

std::vector<std::string> valid(const std::vector<std::string>& paths) {
  std::vector<std::string> out;
  for (const auto& path : paths) out.push_back(to_valid_utf8(path));
  return out;
}

protocol::HandoffStaleness to_wire(const handoff::Staleness& found) {
  protocol::HandoffStaleness wire;
  if (found.head_change != handoff::HeadChange::none) {
    wire.head_change = std::string(handoff::to_string(found.head_change));
    wire.head = found.head;
    wire.head_then = found.head_then;
    if (found.head_change != handoff::HeadChange::gone) {
      wire.commits_since = found.distance.ahead;
      wire.commits_without = found.distance.behind;
      if (!found.distance.is_whole) wire.more_commits = true;
    }
  }
  if (found.other_branch) {
    wire.branch = to_valid_utf8(found.branch);
    wire.branch_then = to_valid_utf8(found.branch_then);
  }
  if (found.other_work_tree) wire.other_work_tree = true;
  wire.files_changed = valid(found.files_changed);
  wire.missing_files = valid(found.files_missing);
  return wire;
}

}  // namespace

protocol::HandoffGetResult given_out(const Delivery& delivery, const handoff::Look* look) {
  protocol::HandoffGetResult result = delivery.result;
  if (look == nullptr || look->staleness.empty()) return result;
  result.staleness = to_wire(look->staleness);
  const auto lines = handoff::lines_of(look->staleness, result.session_number);
  for (const auto& line : lines) result.tokens += handoff::estimate_tokens(line);
  result.text = handoff::with_staleness(result.text, lines);
  return result;
}

asio::awaitable<LookPointer> look_now(Services& services, const Delivery& delivery,
                                      const std::string& selector, const LookPointer& before) {
  if (!delivery.question) co_return nullptr;
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  const auto waiting = std::make_shared<Waiting>(executor);
  auto answer = [waiting, executor, &services, selector,
                 question = delivery.question](const LookPointer& found) {
    asio::post(executor, [waiting, &services, selector, question, found] {
      waiting->found = found;
      waiting->timer.cancel();
      if (waiting->has_left) services.handoffs.note(selector, question.get(), found);
    });
  };
  if (!services.staleness.ask(delivery.question, before, std::move(answer))) co_return before;
  co_await waiting->timer.async_wait(asio::as_tuple(asio::use_awaitable));
  waiting->has_left = true;
  co_return waiting->found ? waiting->found : before;
}

}  // namespace baton::methods
