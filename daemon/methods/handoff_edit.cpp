#include <utility>

#include <boost/asio/awaitable.hpp>

#include "daemon/handoff/words.hpp"
#include "daemon/methods/handoff_cache.hpp"
#include "daemon/methods/handoff_editing.hpp"
#include "daemon/methods/selectors.hpp"
#include "daemon/methods/services.hpp"
#include "daemon/methods/write_once.hpp"
#include "protocol/methods/event.hpp"
#include "protocol/methods/handoff.hpp"

namespace baton::methods {
namespace {

using boost::asio::awaitable;
using protocol::ErrorCode;
using protocol::HandoffChangeResult;
using protocol::RpcError;
using rpc::CallContext;

/// A text longer than this is refused before anything is done with it.
constexpr std::size_t most_bytes = 256U << 10U;

/// What a person typed, without secrets. An open tag would take out all that follows it, which then
/// would count as deleted.
std::string redacted(const privacy::Redactor& redactor, const std::string& text) {
  if (text.size() > most_bytes)
    throw RpcError(ErrorCode::too_large, "params.text: more than 128 KiB");
  const std::string lowered = handoff::lower_ascii(text);
  const std::size_t opened = lowered.rfind("<private>");
  const std::size_t closed = lowered.rfind("</private>");
  const bool is_open =
      opened != std::string::npos && (closed == std::string::npos || closed < opened);
  if (is_open) throw RpcError(ErrorCode::invalid_params, "params.text: <private> is not closed");
  return redactor.redact(text);
}

handoff::SectionName section_of(const std::optional<std::string>& name) {
  if (!name) return handoff::SectionName::knowledge;
  const auto section = handoff::section_named(*name);
  if (section && *section != handoff::SectionName::provenance) return *section;
  throw RpcError(ErrorCode::invalid_params,
                 "params.section: expected requests, constraints, next_step, state, questions, "
                 "decisions, failures, files, verification, environment, knowledge, work, more or "
                 "summary, got \"" +
                     *name + "\"");
}

/// Looks up the project, which may ask git, on a reading thread.
awaitable<store::Project> project_of(Services& services, const std::string& selector) {
  auto find = [selector](store::Tables& tables) { return find_project(tables, selector); };
  co_return co_await read_store(services.store, find);
}

/// Changes the project's handoff by `change(HandoffEditing&)` and tells whom it concerns.
template <class Contract, class Change>
awaitable<HandoffChangeResult> change_handoff(Services& services, const Contract& contract,
                                              const typename Contract::Params& params,
                                              Change& change) {
  const store::Project project = co_await project_of(services, params.project);
  auto work = [project, change](store::Tables& tables) -> HandoffChangeResult {
    HandoffEditing editing(tables, project);
    change(editing);
    return editing.result();
  };
  HandoffChangeResult result = co_await write_once(services.store, contract, params, work);
  services.handoffs.forget(project.id);
  services.events.publish(protocol::event_handoff,
                          {.project_id = project.id, .version = result.version});
  co_return result;
}

awaitable<HandoffChangeResult> edit(Services& services, const protocol::HandoffEditParams& params) {
  auto redact = [&services, params](store::Tables&) {
    return std::pair(redacted(services.redactor, params.base.value_or("")),
                     redacted(services.redactor, params.text));
  };
  const auto texts = co_await read_store(services.store, redact);
  auto change = [texts, based_on = params.based_on](HandoffEditing& editing) {
    editing.edit(based_on, texts.first, texts.second);
  };
  co_return co_await change_handoff(services, protocol::handoff_edit, params, change);
}

awaitable<HandoffChangeResult> note(Services& services, const protocol::HandoffNoteParams& params) {
  const handoff::SectionName section = section_of(params.section);
  const std::string text = redacted(services.redactor, params.text);
  auto change = [section, text](HandoffEditing& editing) { editing.note(section, text); };
  co_return co_await change_handoff(services, protocol::handoff_note, params, change);
}

void check(const protocol::HandoffPinParams& params) {
  const int given = (params.text ? 1 : 0) + (params.line ? 1 : 0) + (params.version ? 1 : 0);
  if (given == 1) return;
  throw RpcError(ErrorCode::invalid_params, "params: give one of text, line and version");
}

awaitable<HandoffChangeResult> pin(Services& services, const protocol::HandoffPinParams& params) {
  check(params);
  auto change = [params](HandoffEditing& editing) {
    params.version ? editing.pin_version(*params.version, true) : editing.pin_line(params);
  };
  co_return co_await change_handoff(services, protocol::handoff_pin, params, change);
}

awaitable<HandoffChangeResult> unpin(Services& services, const protocol::HandoffPinParams& params) {
  check(params);
  auto change = [params](HandoffEditing& editing) {
    params.version ? editing.pin_version(*params.version, false) : editing.unpin_line(params);
  };
  co_return co_await change_handoff(services, protocol::handoff_unpin, params, change);
}

awaitable<HandoffChangeResult> take_back(Services& services,
                                         const protocol::HandoffTakeBackParams& params) {
  auto change = [id = params.edit](HandoffEditing& editing) { editing.take_back(id); };
  HandoffChangeResult result =
      co_await change_handoff(services, protocol::handoff_take_back, params, change);
  // Only building tells what stands where the edit kept something out.
  services.keeper.touch(result.project_id, handoff::Freshness::lacks_present);
  co_return result;
}

awaitable<HandoffChangeResult> revert(Services& services,
                                      const protocol::HandoffRevertParams& params) {
  auto change = [version = params.version](HandoffEditing& editing) { editing.revert(version); };
  co_return co_await change_handoff(services, protocol::handoff_revert, params, change);
}

awaitable<protocol::HandoffEditsResult> edits(Services& services,
                                              const protocol::HandoffEditsParams& params) {
  auto work = [selector = params.project](store::Tables& tables) {
    protocol::HandoffEditsResult result;
    const store::Project project = find_project(tables, selector);
    for (const store::HandoffEdit& edit : tables.handoff_edits.in_force(project.id))
      result.edits.push_back(to_wire(edit));
    return result;
  };
  co_return co_await read_store(services.store, work);
}

/// Registers a function of the services and the params.
template <class Params, class Result>
void add(rpc::Dispatcher& dispatcher, Services& services,
         const protocol::Contract<Params, Result>& contract,
         awaitable<Result> (*serve)(Services&, const Params&)) {
  dispatcher.add(contract, [&services, serve](const CallContext&, const Params& params) {
    return serve(services, params);
  });
}

}  // namespace

void add_handoff_edit_methods(rpc::Dispatcher& dispatcher, Services& services) {
  add(dispatcher, services, protocol::handoff_edits, edits);
  add(dispatcher, services, protocol::handoff_edit, edit);
  add(dispatcher, services, protocol::handoff_note, note);
  add(dispatcher, services, protocol::handoff_pin, pin);
  add(dispatcher, services, protocol::handoff_unpin, unpin);
  add(dispatcher, services, protocol::handoff_take_back, take_back);
  add(dispatcher, services, protocol::handoff_revert, revert);
}

}  // namespace baton::methods
