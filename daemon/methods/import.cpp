#include <algorithm>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "daemon/methods/archive_records.hpp"
#include "daemon/methods/await_store.hpp"
#include "daemon/methods/handoff_cache.hpp"
#include "daemon/methods/services.hpp"

namespace baton::methods {
namespace {

using boost::asio::awaitable;
using protocol::ErrorCode;
using protocol::RpcError;
using rpc::CallContext;
using store::Arrival;

constexpr std::size_t most_records = 1000;

/// The records up to the first that is wrong.
struct Batch {
  std::vector<ReadyRecord> records;
  std::optional<std::string> error;  ///< what is wrong with the one behind them
};

Batch prepare(const protocol::ImportWriteParams& params, const privacy::Redactor& redactor) {
  Batch batch;
  try {
    for (const protocol::ExportRecord& record : params.records)
      batch.records.push_back(from_wire(record, redactor));
  } catch (const RecordError& error) {
    batch.error = error.what();
  }
  return batch;
}

/// What one batch came to.
struct Stored {
  protocol::ImportWriteResult result;
  std::set<store::Id> grown;     ///< projects with new turns
  std::set<store::Id> outdated;  ///< of these, those whose handoff does not know them
};

/// Stores records in order, on the writing thread, and stops at the first that belongs to nothing.
class Storing {
 public:
  Storing(store::Tables& tables, Stored& stored)
      : writer_(tables.archive_writer), stored_(stored) {}

  /// Stores the record at the front, with the turns of the same session that follow it. Returns how
  /// many records that were; 0 when it was refused.
  std::size_t store(std::span<const ReadyRecord> records) {
    if (std::holds_alternative<ReadyTurn>(records.front())) return store_turns(records);
    return std::visit([this](const auto& record) { return store_one(record); }, records.front());
  }

 private:
  std::size_t store_one(const store::ArchivedProject& project) {
    return note(writer_.add(project, now_milliseconds()),
                &protocol::ImportWriteResult::projects_added);
  }
  std::size_t store_one(const store::ArchivedSession& session) {
    const Arrival arrival = writer_.add(session);
    if (arrival == Arrival::left_out) {
      stored_.result.sessions_left_out.push_back(
          {.agent = session.facts.agent, .session = session.facts.external_id});
    }
    return note(arrival, &protocol::ImportWriteResult::sessions_added);
  }
  std::size_t store_one(const store::ArchivedUsage& usage) {
    return note(of_session(usage.session, writer_.add(usage)), nullptr);
  }
  std::size_t store_one(const store::ArchivedFile& file) {
    return note(of_session(file.session, writer_.add(file)), nullptr);
  }
  std::size_t store_one(const store::ArchivedHandoff& handoff) {
    return note(writer_.add(handoff), &protocol::ImportWriteResult::handoffs_added);
  }
  std::size_t store_one(const ReadyTurn&) { return 0; }  // store_turns() takes them

  /// A session that this batch has left out is no longer unknown.
  Arrival of_session(const store::SessionKey& key, Arrival arrival) const {
    if (arrival != Arrival::unknown_session) return arrival;
    const auto& left_out = stored_.result.sessions_left_out;
    const bool known = std::any_of(left_out.begin(), left_out.end(), [&](const auto& session) {
      return session.agent == key.agent && session.session == key.external_id;
    });
    return known ? Arrival::left_out : arrival;
  }

  std::size_t store_turns(std::span<const ReadyRecord> records) {
    const store::SessionKey& session = std::get<ReadyTurn>(records.front()).session;
    std::vector<store::NewTurn> turns;
    for (const ReadyRecord& record : records) {
      const auto* ready = std::get_if<ReadyTurn>(&record);
      if (ready == nullptr || ready->session.agent != session.agent ||
          ready->session.external_id != session.external_id)
        break;
      turns.push_back(ready->turn);
    }
    const store::TurnsArrived arrived = writer_.add(session, turns);
    const auto count = static_cast<std::int64_t>(turns.size());
    const Arrival arrival = of_session(session, arrived.arrival);
    if (arrival == Arrival::unknown_session) return note(arrival, nullptr);
    if (arrival == Arrival::left_out) {
      stored_.result.left_out += count;
      return turns.size();
    }
    stored_.result.turns_added += arrived.added;
    stored_.result.turns_known += count - arrived.added;
    if (arrived.added > 0) stored_.grown.insert(arrived.project_id);
    if (arrived.outdates_handoff) stored_.outdated.insert(arrived.project_id);
    return turns.size();
  }

  std::size_t note(Arrival arrival, std::int64_t protocol::ImportWriteResult::*counter) {
    switch (arrival) {
      case Arrival::added:
        if (counter != nullptr) ++(stored_.result.*counter);
        return 1;
      case Arrival::known:
        return 1;
      case Arrival::left_out:
        ++stored_.result.left_out;
        return 1;
      case Arrival::unknown_project:
        stored_.result.error = "its project is neither in the file before it nor in the store";
        return 0;
      case Arrival::unknown_session:
        stored_.result.error = "its session is neither in the file before it nor in the store";
        return 0;
    }
    return 0;
  }

  store::ArchiveWriter& writer_;
  Stored& stored_;
};

Stored store_batch(const Batch& batch, bool last, store::Tables& tables) {
  Stored stored;
  Storing storing(tables, stored);
  const std::span<const ReadyRecord> records(batch.records);
  std::size_t at = 0;
  while (at < records.size()) {
    const std::size_t taken = storing.store(records.subspan(at));
    if (taken == 0) break;
    at += taken;
  }
  stored.result.taken = static_cast<std::int64_t>(at);
  if (at == records.size()) stored.result.error = batch.error;
  if (last) {
    for (const store::Id id : tables.archive_writer.projects_without_handoff())
      stored.outdated.insert(id);
  }
  return stored;
}

void tell(Services& services, const Stored& stored) {
  for (const store::Id id : stored.grown) services.handoffs.forget(id);
  for (const store::Id id : stored.outdated)
    services.keeper.touch(id, handoff::Freshness::lacks_history);
}

awaitable<protocol::ImportWriteResult> write(Services& services,
                                             const protocol::ImportWriteParams& params) {
  if (params.records.size() > most_records) {
    throw RpcError(ErrorCode::invalid_params,
                   "params.records: expected at most " + std::to_string(most_records));
  }
  // Redacting and packing take time: on a reading thread, so that the writing one only inserts.
  auto preparing = [&params, &redactor = services.redactor](store::Tables&) {
    return prepare(params, redactor);
  };
  const Batch batch = co_await read_store(services.store, preparing);
  auto storing = [&batch, last = params.last.value_or(false)](store::Tables& tables) {
    return store_batch(batch, last, tables);
  };
  // The file may be all there is of it.
  const Stored stored = co_await write_store(services.store, storing, store::Durability::durable);
  tell(services, stored);
  co_return stored.result;
}

}  // namespace

void add_import_methods(rpc::Dispatcher& dispatcher, Services& services) {
  dispatcher.add(protocol::import_write,
                 [&services](const CallContext&, const protocol::ImportWriteParams& params) {
                   return write(services, params);
                 });
}

}  // namespace baton::methods
