#pragma once
// From a coroutine on the io thread to a thread of the store and back.

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "daemon/store/store.hpp"

namespace baton::methods {

/// Starts something that ends by calling a `std::function<void(std::exception_ptr)>` on any thread,
/// and resumes the coroutine on its own executor, where an exception is thrown again. If `start`
/// throws, so does this.
template <class Start>
boost::asio::awaitable<void> await_completion(Start start) {
  namespace asio = boost::asio;
  const auto initiate = [&start](auto handler) {
    const auto executor = asio::get_associated_executor(handler);
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    auto complete = [shared, guard = asio::make_work_guard(executor)](std::exception_ptr error) {
      // Moved, so that no reference stays here: the last one goes on the io thread, which reads it.
      asio::post(guard.get_executor(),
                 [shared, error = std::move(error)] { std::move (*shared)(error); });
    };
    try {
      start(complete);
    } catch (...) {
      complete(std::current_exception());
    }
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr)>(
      initiate, asio::use_awaitable);
}

/// Runs `work(Tables&)` on a reading thread of the store: `const X x = co_await read_store(store,
/// work);`. Name the lambda before the co_await (g++ 12 destroys temporaries with captures twice).
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work&, store::Tables&>> read_store(store::Store& store,
                                                                               Work& work) {
  auto result = std::make_shared<std::optional<std::invoke_result_t<Work&, store::Tables&>>>();
  const auto start = [&store, &work, &result](const store::Store::Completion& done) {
    store.read([result, work](store::Tables& tables) { result->emplace(work(tables)); }, done);
  };
  co_await await_completion(start);
  co_return std::move(**result);
}

/// The same on the writing thread; resumes after the commit.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work&, store::Tables&>> write_store(
    store::Store& store, Work& work, store::Durability durability) {
  auto result = std::make_shared<std::optional<std::invoke_result_t<Work&, store::Tables&>>>();
  const auto start = [&store, &work, &result, durability](const store::Store::Completion& done) {
    store.write([result, work](store::Tables& tables) { result->emplace(work(tables)); }, done,
                durability);
  };
  co_await await_completion(start);
  co_return std::move(**result);
}

}  // namespace baton::methods
