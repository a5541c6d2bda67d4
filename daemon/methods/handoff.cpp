#include "protocol/methods/handoff.hpp"

#include <utility>

#include <boost/asio/awaitable.hpp>

#include "daemon/git/paths.hpp"
#include "daemon/handoff/handoff.hpp"
#include "daemon/handoff/keeper.hpp"
#include "daemon/handoff/material.hpp"
#include "daemon/handoff/text_diff.hpp"
#include "daemon/methods/await_store.hpp"
#include "daemon/methods/handoff_cache.hpp"
#include "daemon/methods/handoff_delivery.hpp"
#include "daemon/methods/paging.hpp"
#include "daemon/methods/selectors.hpp"
#include "daemon/methods/services.hpp"
#include "daemon/store/page_cursor.hpp"

namespace baton::methods {
namespace {

using boost::asio::awaitable;
using protocol::ErrorCode;
using protocol::RpcError;
using rpc::CallContext;

std::vector<protocol::HandoffSection> to_wire(const handoff::Document& document) {
  std::vector<protocol::HandoffSection> sections;
  for (const handoff::Section& section : document.sections) {
    protocol::HandoffSection wire{std::string(handoff::to_string(section.name)),
                                  std::string(handoff::title_of(section.name)),
                                  {}};
    for (const handoff::Line& line : section.lines) {
      protocol::HandoffLine& wire_line = wire.lines.emplace_back();
      wire_line.text = line.text;
      if (line.by_user) wire_line.by_user = true;
      for (const handoff::Citation& citation : line.citations) {
        wire_line.citations.push_back(std::to_string(citation.session) + ":" +
                                      std::to_string(citation.ordinal));
      }
    }
    sections.push_back(std::move(wire));
  }
  return sections;
}

protocol::HandoffGetResult to_wire(const store::Project& project, store::Handoff&& row,
                                   bool with_sections) {
  protocol::HandoffGetResult wire;
  wire.project_id = project.id;
  wire.project = project.name;
  wire.version = row.version;
  wire.session_number = row.session_number;
  wire.generator = std::move(row.generator);
  wire.model = optional_text(row.model);
  wire.created_at = format_time(row.updated_at);
  wire.tokens = row.tokens;
  wire.text = std::move(row.text);
  if (with_sections) wire.sections = to_wire(handoff::from_json(row.document));
  return wire;
}

store::Handoff find_version(store::Tables& tables, const store::Project& project,
                            std::int64_t version) {
  if (auto row = tables.handoffs.find(project.id, version)) return std::move(*row);
  throw RpcError(ErrorCode::not_found, "project \"" + project.name + "\" has no handoff version " +
                                           std::to_string(version) + "; handoff.list lists them");
}

/// Built for this request, under the version that the keeper will store it as.
store::Handoff build_now(const Services& services, store::Tables& tables,
                         const store::Project& project, const protocol::HandoffGetParams& params,
                         const std::optional<store::Handoff>& newest) {
  handoff::Material material = handoff::load_material(tables, project);
  if (material.sessions.empty()) {
    throw RpcError(ErrorCode::not_found,
                   "project \"" + project.name +
                       "\" has no handoff yet: nobody has asked for anything in its sessions");
  }
  material.needs = services.keeper.needs(project.id);
  material.goal = params.goal.value_or("");
  store::Handoff row =
      handoff::make_row(material, params.budget.value_or(services.keeper.budget()));
  row.updated_at = material.now;
  row.version = 1;
  if (newest) {
    const bool goes_on = newest->session_id == row.session_id &&
                         newest->generator == row.generator && !newest->pinned;
    row.version = newest->version + (goes_on ? 0 : 1);
  }
  return row;
}

/// Whether the stored handoff will do. While old logs are read it grows by the second, and building
/// it for each request would make everyone wait; but whoever works now gets the present.
bool is_fresh_enough(const Services& services, store::Id project_id) {
  switch (services.keeper.freshness(project_id)) {
    case handoff::Freshness::current:
      return true;
    case handoff::Freshness::lacks_history:
      return services.capture.pending_files() > 0;
    case handoff::Freshness::lacks_present:
      return false;
  }
  return false;
}

store::Handoff find_handoff(const Services& services, store::Tables& tables,
                            const store::Project& project,
                            const protocol::HandoffGetParams& params) {
  if (params.version) return find_version(tables, project, *params.version);
  auto newest = tables.handoffs.newest(project.id);
  const bool as_stored = !params.budget && !params.goal;
  if (newest && as_stored && is_fresh_enough(services, project.id)) return std::move(*newest);
  return build_now(services, tables, project, params, newest);
}

/// What is to be compared when the handoff goes out. One that is made for this request describes
/// the session as it ended, but the work tree as it is now: of that the stored one knows better.
std::shared_ptr<const handoff::StalenessQuestion> question_of(
    const store::Project& project, const std::string& selector, const store::Handoff& row,
    const std::optional<store::Handoff>& stored) {
  auto then = handoff::from_json(row.document).work_tree;
  if (stored && stored->session_id == row.session_id) {
    if (auto known = handoff::from_json(stored->document).work_tree) then = std::move(known);
  }
  if (!then) return nullptr;
  handoff::StalenessQuestion question{std::move(*then), project.key, project.path};
  if (selector.starts_with('/')) {
    if (const auto directory = git::nearest_directory(selector))
      question.directory = directory->string();
  }
  return std::make_shared<const handoff::StalenessQuestion>(std::move(question));
}

/// Reads or builds the handoff. On a reading thread of the store.
Delivery find_delivery(const Services& services, store::Tables& tables,
                       const protocol::HandoffGetParams& params) {
  const store::Project project = find_project(tables, params.project);
  store::Handoff row = find_handoff(services, tables, project, params);
  Delivery delivery;
  // An old version is of an old state: it would be told more of what has changed than holds.
  if (!params.version) {
    std::optional<store::Handoff> stored;
    const bool is_made_now = params.budget || params.goal;
    if (is_made_now && is_fresh_enough(services, project.id))
      stored = tables.handoffs.newest(project.id);
    delivery.question = question_of(project, params.project, row, stored);
  }
  delivery.result = to_wire(project, std::move(row), params.sections.value_or(false));
  return delivery;
}

void check(const protocol::HandoffGetParams& params) {
  if (!params.budget) return;
  if (*params.budget < handoff::smallest_budget || *params.budget > handoff::largest_budget) {
    throw RpcError(ErrorCode::invalid_params, "params.budget: expected 200 to 20000 tokens, got " +
                                                  std::to_string(*params.budget));
  }
  if (params.version) {
    throw RpcError(
        ErrorCode::invalid_params,
        "params.budget: an old version is kept as it was rendered; leave out budget or version");
  }
}

awaitable<protocol::HandoffGetResult> get(Services& services,
                                          const protocol::HandoffGetParams& params) {
  check(params);
  const bool plain =
      !params.version && !params.budget && !params.goal && !params.sections.value_or(false);
  const std::uint64_t generation = services.handoffs.generation();
  Delivery delivery;
  LookPointer before;
  if (const auto* cached = plain ? services.handoffs.find(params.project) : nullptr) {
    if (HandoffCache::is_present(*cached)) co_return cached->result;
    delivery = cached->delivery;
    before = cached->look;
  } else {
    auto work = [params, &services](store::Tables& tables) {
      return find_delivery(services, tables, params);
    };
    delivery = co_await read_store(services.store, work);
    if (plain) services.handoffs.put(params.project, delivery, generation);
  }
  const std::string cached_as = plain ? params.project : std::string();
  const LookPointer look = co_await look_now(services, delivery, cached_as, before);
  if (plain) services.handoffs.note(params.project, delivery.question.get(), look);
  co_return given_out(delivery, look.get());
}

awaitable<protocol::HandoffListResult> list(Services& services,
                                            const protocol::HandoffListParams& params) {
  const std::int64_t limit = page_limit(params.limit, 100, 500);
  auto work = [limit, selector = params.project,
               after = params.cursor.value_or("")](store::Tables& tables) {
    protocol::HandoffListResult page;
    std::string next;
    const store::Project project = find_project(tables, selector);
    for (const store::Handoff& row : tables.handoffs.list(project.id, limit, after, next)) {
      page.versions.push_back({.version = row.version,
                               .session_number = row.session_number,
                               .generator = row.generator,
                               .model = optional_text(row.model),
                               .created_at = format_time(row.updated_at),
                               .tokens = row.tokens,
                               .times_loaded = row.times_loaded,
                               .pinned = row.pinned ? std::optional(true) : std::nullopt,
                               .based_on = row.based_on});
    }
    page.next_cursor = optional_text(next);
    return page;
  };
  co_return co_await read_store(services.store, work);
}

std::string_view name_of(handoff::DiffLine::Change change) {
  switch (change) {
    case handoff::DiffLine::Change::same:
      return "same";
    case handoff::DiffLine::Change::added:
      return "added";
    case handoff::DiffLine::Change::removed:
      return "removed";
  }
  return "";
}

/// The version before another one. Numbers may be missing: of an import some are left out.
std::int64_t version_before(store::Tables& tables, const store::Project& project,
                            std::int64_t version) {
  std::string after = store::PageCursor{version, 0}.to_string();
  const auto rows = tables.handoffs.list(project.id, 1, after, after);
  if (!rows.empty()) return rows.front().version;
  throw RpcError(ErrorCode::not_found,
                 "there is no version before " + std::to_string(version) + " to compare it with");
}

awaitable<protocol::HandoffDiffResult> diff(Services& services,
                                            const protocol::HandoffDiffParams& params) {
  auto work = [params](store::Tables& tables) {
    const store::Project project = find_project(tables, params.project);
    const auto newest = tables.handoffs.newest(project.id, false);
    if (!newest)
      throw RpcError(ErrorCode::not_found, "project \"" + project.name + "\" has no handoff yet");
    protocol::HandoffDiffResult result;
    result.to = params.to.value_or(newest->version);
    result.from = params.from ? *params.from : version_before(tables, project, result.to);
    const store::Handoff to = find_version(tables, project, result.to);
    const store::Handoff from = find_version(tables, project, result.from);
    for (auto& line : handoff::diff_lines(from.text, to.text))
      result.lines.push_back({std::string(name_of(line.change)), std::move(line.text)});
    return result;
  };
  co_return co_await read_store(services.store, work);
}

}  // namespace

void add_handoff_methods(rpc::Dispatcher& dispatcher, Services& services) {
  dispatcher.add(protocol::handoff_get,
                 [&services](const CallContext&, const protocol::HandoffGetParams& params) {
                   return get(services, params);
                 });
  dispatcher.add(protocol::handoff_list,
                 [&services](const CallContext&, const protocol::HandoffListParams& params) {
                   return list(services, params);
                 });
  dispatcher.add(protocol::handoff_diff,
                 [&services](const CallContext&, const protocol::HandoffDiffParams& params) {
                   return diff(services, params);
                 });
}

}  // namespace baton::methods
