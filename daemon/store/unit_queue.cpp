#include "daemon/store/unit_queue.hpp"

#include <cassert>

#include "daemon/store/error.hpp"

namespace baton::store {

void Unit::complete(std::exception_ptr error) noexcept {
  // What the work captured is freed before anyone hears that it is done. A completion must not
  // throw; if it does, there is nobody to tell but the terminate handler.
  work = nullptr;
  if (done) done(std::move(error));
  done = nullptr;
}

void UnitQueue::push(Unit unit, bool wait_for_room) {
  {
    std::unique_lock lock(mutex_);
    assert(!closed_);
    if (wait_for_room) room_.wait(lock, [this] { return size() < most_; });
    if (size() >= most_) {
      throw StoreError(StoreFault::busy, "the store has " + std::to_string(most_) +
                                             " units of work waiting; try again");
    }
    (unit.durability == Durability::durable ? durable_ : relaxed_).push_back(std::move(unit));
  }
  work_.notify_one();
}

std::optional<Unit> UnitQueue::wait_and_take(std::chrono::milliseconds patience,
                                             const std::function<void()>& rest) {
  std::unique_lock lock(mutex_);
  const auto has_news = [this] { return closed_ || size() > 0; };
  if (rest && !work_.wait_for(lock, patience, has_news)) {
    lock.unlock();
    rest();
    lock.lock();
  }
  work_.wait(lock, has_news);
  if (size() == 0) return std::nullopt;
  return pop(first());
}

bool UnitQueue::wait_for(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return work_.wait_for(lock, time, [this] { return closed_ || size() > 0; });
}

std::optional<Unit> UnitQueue::take(bool relaxed_only) {
  const std::lock_guard lock(mutex_);
  if (size() == 0 || (relaxed_only && !durable_.empty())) return std::nullopt;
  return pop(first());
}

bool UnitQueue::empty() const {
  const std::lock_guard lock(mutex_);
  return size() == 0;
}

void UnitQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  work_.notify_all();
}

std::deque<Unit>& UnitQueue::first() {
  return durable_.empty() ? relaxed_ : durable_;
}

Unit UnitQueue::pop(std::deque<Unit>& units) {
  Unit unit = std::move(units.front());
  units.pop_front();
  room_.notify_one();
  return unit;
}

}  // namespace baton::store
