#pragma once
// What users do to a project's handoff, within one unit of writing work.

#include <string>
#include <vector>

#include "daemon/handoff/handoff.hpp"
#include "daemon/store/tables.hpp"
#include "protocol/methods/handoff.hpp"

namespace baton::methods {

/// An edit as it goes over the wire.
protocol::HandoffEdit to_wire(const store::HandoffEdit& edit);

/// Changes one project's handoff. Each of the changing functions is called at most once; what it
/// throws undoes the unit of work. On the writing thread of the store.
class HandoffEditing {
 public:
  /// @throws protocol::RpcError not_found when the project has no handoff
  HandoffEditing(store::Tables& tables, const store::Project& project);

  /// Saves an edited text. Both texts are redacted.
  /// @param base the text that was edited; empty: that of the version
  /// @throws protocol::RpcError not_found, invalid_params, too_large
  void edit(std::int64_t based_on, std::string base, const std::string& text);
  /// Adds a line. @throws protocol::RpcError invalid_params, too_large
  void note(handoff::SectionName section, const std::string& text);
  /// Pins a line by its text or number. @throws protocol::RpcError not_found, ambiguous, too_large
  void pin_line(const protocol::HandoffPinParams& params);
  /// Takes that back. @throws protocol::RpcError not_found, ambiguous
  void unpin_line(const protocol::HandoffPinParams& params);
  /// Pins a version, or takes that back. @throws protocol::RpcError not_found
  void pin_version(std::int64_t version, bool pinned);
  /// Ends an edit. @throws protocol::RpcError not_found
  void take_back(store::Id edit);
  /// Makes an old version the newest. @throws protocol::RpcError not_found, conflict
  void revert(std::int64_t version);

  /// What was done. @throws protocol::RpcError too_large when too much is in force now
  protocol::HandoffChangeResult result();

 private:
  const store::HandoffEdit* find_in_force(store::Id id) const;
  store::Handoff find_version(std::int64_t version) const;
  handoff::Document changed_newest(const std::vector<handoff::Edit>& made,
                                   const std::vector<store::Id>& taken_back) const;
  void save(const handoff::Document& document, std::int64_t based_on);
  void add(const handoff::Edit& edit);

  store::Tables& tables_;
  const store::Project& project_;
  Milliseconds now_;
  std::vector<store::HandoffEdit> before_;  ///< in force at first
  store::Handoff newest_;
  handoff::Document document_;  ///< of the newest version
};

}  // namespace baton::methods
