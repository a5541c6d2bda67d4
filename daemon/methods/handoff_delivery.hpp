#pragma once
// A handoff on its way out: the stored text, and what the work tree says of it now.

#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "daemon/handoff/staleness/checker.hpp"
#include "protocol/methods/handoff.hpp"

namespace baton::methods {

struct Services;

using LookPointer = handoff::StalenessChecker::LookPointer;

/// A handoff as it is stored.
struct Delivery {
  protocol::HandoffGetResult result;
  /// What it is to be compared with; null when there is nothing to compare.
  std::shared_ptr<const handoff::StalenessQuestion> question;
};

/// What the client gets: the handoff, with what was found when that is worth telling. Any thread.
/// @param look null: nothing was looked at
protocol::HandoffGetResult given_out(const Delivery& delivery, const handoff::Look* look);

/// Has the work tree looked at; gives up after some 50 ms with what was found before. An answer
/// that comes later goes into the cache. On the io thread.
/// @param selector under which the handoff is cached; empty: it is not
/// @param before what was found earlier, or null
boost::asio::awaitable<LookPointer> look_now(Services& services, const Delivery& delivery,
                                             const std::string& selector,
                                             const LookPointer& before);

}  // namespace baton::methods
