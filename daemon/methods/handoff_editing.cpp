#include "daemon/methods/handoff_editing.hpp"

#include <algorithm>
#include <utility>

#include "daemon/handoff/candidate.hpp"
#include "daemon/handoff/edit_comparison.hpp"
#include "daemon/handoff/edits.hpp"
#include "daemon/handoff/line_search.hpp"
#include "daemon/handoff/material.hpp"
#include "daemon/handoff/staleness/staleness.hpp"
#include "daemon/handoff/words.hpp"
#include "daemon/methods/paging.hpp"
#include "protocol/errors.hpp"

namespace baton::methods {
namespace {

using handoff::Edit;
using handoff::Line;
using protocol::ErrorCode;
using protocol::RpcError;
using store::HandoffEditKind;

constexpr std::size_t most_text_bytes = 128U << 10U;
constexpr std::size_t most_line_bytes = 16U << 10U;
constexpr std::size_t most_edits = 200;

void check_size(const char* what, const std::string& text, std::size_t most) {
  if (text.size() <= most) return;
  throw RpcError(ErrorCode::too_large, std::string(what) + ": at most " + std::to_string(most) +
                                           " bytes, got " + std::to_string(text.size()));
}

/// The one line that is meant. @throws RpcError
handoff::FoundLine the_line(const handoff::Document& document,
                            const protocol::HandoffPinParams& params) {
  auto found = params.line ? handoff::find_lines(document, *params.line)
                           : handoff::find_lines(document, params.text.value_or(""));
  if (found.empty()) {
    throw RpcError(ErrorCode::not_found,
                   "the newest handoff has no such line; baton handoff --numbers shows them");
  }
  if (found.size() == 1) return found.front();
  std::string message = "several lines hold that text; give one by its number:";
  for (const auto& line : found) message += " " + std::to_string(line.number);
  throw RpcError(ErrorCode::ambiguous, message);
}

std::string joined(const std::vector<handoff::Citation>& citations) {
  std::string text;
  for (const auto& citation : citations) {
    const std::string bracketed = handoff::to_string(citation, 0);
    text += (text.empty() ? "" : " ") + bracketed.substr(1, bracketed.size() - 2);
  }
  return text;
}

bool has_id(const std::vector<store::HandoffEdit>& edits, store::Id id) {
  return std::ranges::find(edits, id, &store::HandoffEdit::id) != edits.end();
}

}  // namespace

protocol::HandoffEdit to_wire(const store::HandoffEdit& edit) {
  protocol::HandoffEdit wire;
  wire.id = edit.id;
  wire.kind = std::string(store::to_string(edit.kind));
  wire.section = edit.section;
  wire.text = edit.text;
  wire.replacement = optional_text(edit.replacement);
  for (const std::string_view citation : handoff::words_of(edit.citations))
    wire.citations.emplace_back(citation);
  wire.since_version = edit.since_version;
  wire.created_at = format_time(edit.created_at);
  return wire;
}

HandoffEditing::HandoffEditing(store::Tables& tables, const store::Project& project)
    : tables_(tables),
      project_(project),
      now_(now_milliseconds()),
      before_(tables.handoff_edits.in_force(project.id)) {
  auto newest = tables.handoffs.newest(project.id);
  if (!newest) {
    throw RpcError(ErrorCode::not_found,
                   "project \"" + project.name + "\" has no handoff yet that could be changed");
  }
  newest_ = std::move(*newest);
  document_ = handoff::from_json(newest_.document);
}

const store::HandoffEdit* HandoffEditing::find_in_force(store::Id id) const {
  const auto found = std::ranges::find(before_, id, &store::HandoffEdit::id);
  return found == before_.end() ? nullptr : &*found;
}

store::Handoff HandoffEditing::find_version(std::int64_t version) const {
  if (auto row = tables_.handoffs.find(project_.id, version)) return std::move(*row);
  throw RpcError(ErrorCode::not_found, "project \"" + project_.name + "\" has no handoff version " +
                                           std::to_string(version) +
                                           "; baton handoff history lists them");
}

void HandoffEditing::save(const handoff::Document& document, std::int64_t based_on) {
  store::Handoff row = newest_;
  row.generator = "manual";
  row.model.clear();
  row.pinned = false;
  row.preservation.reset();
  row.based_on = based_on;
  row.text = handoff::render_markdown(document);
  row.document = handoff::to_json(document);
  row.tokens = handoff::estimate_tokens(row.text);
  newest_ = tables_.handoffs.add(std::move(row), now_);
}

void HandoffEditing::add(const Edit& edit) {
  check_size("a line of a handoff", edit.text, most_line_bytes);
  check_size("a line of a handoff", edit.replacement, most_line_bytes);
  store::HandoffEdit row;
  row.kind = edit.kind;
  row.section = std::string(handoff::to_string(edit.section));
  row.identity_key = handoff::identity_of(edit.text).key;
  row.text = edit.text;
  row.replacement = edit.replacement;
  row.citations = joined(edit.citations);
  row.since_version = newest_.version;
  row.created_at = now_;
  tables_.handoff_edits.add(project_.id, row);
}

/// For changes of a version that is not the newest any more.
handoff::Document HandoffEditing::changed_newest(const std::vector<Edit>& made,
                                                 const std::vector<store::Id>& taken_back) const {
  handoff::Document document = document_;
  const auto is_overtaken = [&](const Edit& old) {
    const bool ends = std::ranges::find(taken_back, old.id) != taken_back.end();
    const auto identity = handoff::identity_of(old.text);
    return ends || std::ranges::any_of(made, [&](const Edit& edit) {
             return handoff::identity_of(edit.text).key == identity.key;
           });
  };
  for (const Edit& old : handoff::edits_of(before_)) {
    if (is_overtaken(old)) handoff::take_out(document, old);
  }
  handoff::Edits(made).apply(document);
  return document;
}

void HandoffEditing::edit(std::int64_t based_on, std::string base, const std::string& text) {
  check_size("params.text", text, most_text_bytes);
  if (base.empty()) base = find_version(based_on).text;
  // What was told of the work tree when it went out is no part of it.
  base = handoff::without_staleness(base);
  const handoff::Document edited = handoff::parse_markdown(handoff::without_staleness(text));
  if (edited.sections.empty())
    throw RpcError(ErrorCode::invalid_params, "params.text: nothing is left of the handoff");
  const auto changes =
      handoff::compare(handoff::parse_markdown(base), edited, handoff::edits_of(before_));
  if (changes.empty()) return;
  const bool is_newest = base == newest_.text;
  save(is_newest ? handoff::as_edited(document_, edited)
                 : changed_newest(changes.made, changes.taken_back),
       based_on);
  for (const store::Id id : changes.taken_back)
    tables_.handoff_edits.take_back(project_.id, id, newest_.version);
  for (const Edit& made : changes.made) add(made);
}

void HandoffEditing::note(handoff::SectionName section, const std::string& text) {
  const Edit edit{HandoffEditKind::note, section, text, "", {}, 0};
  const std::string bare = handoff::bare_line(text);
  if (bare.empty()) throw RpcError(ErrorCode::invalid_params, "params.text: the note is empty");
  const bool is_known = std::ranges::any_of(before_, [&](const store::HandoffEdit& known) {
    return known.kind == HandoffEditKind::note && handoff::bare_line(known.text) == bare;
  });
  if (is_known) return;
  save(changed_newest({edit}, {}), newest_.version);
  add(edit);
}

void HandoffEditing::pin_line(const protocol::HandoffPinParams& params) {
  const auto found = the_line(document_, params);
  if (found.section == handoff::SectionName::provenance) {
    throw RpcError(ErrorCode::invalid_params,
                   "lines of the provenance stand in every handoff and cannot be pinned");
  }
  // What a user wrote stands in every handoff as it is.
  if (found.line->by_user) return;
  add({HandoffEditKind::pinned, found.section, found.line->text, "", found.line->citations, 0});
}

void HandoffEditing::unpin_line(const protocol::HandoffPinParams& params) {
  handoff::Document pinned;
  for (const Edit& edit : handoff::edits_of(before_)) {
    if (edit.kind == HandoffEditKind::pinned)
      pinned.sections.push_back({edit.section, {Line{edit.text, edit.citations}}});
  }
  protocol::HandoffPinParams by_text = params;
  if (params.line) {
    by_text.text = the_line(document_, params).line->text;
    by_text.line.reset();
  }
  const auto found = handoff::find_lines(pinned, by_text.text.value_or(""));
  if (found.empty()) {
    throw RpcError(ErrorCode::not_found,
                   "no such line is pinned; baton handoff edits lists what is");
  }
  if (found.size() > 1)
    throw RpcError(ErrorCode::ambiguous, "several pinned lines hold that text; give more of it");
  const std::string key = handoff::identity_of(found.front().line->text).key;
  for (const store::HandoffEdit& edit : before_) {
    if (edit.kind == HandoffEditKind::pinned && edit.identity_key == key)
      tables_.handoff_edits.take_back(project_.id, edit.id, newest_.version);
  }
}

void HandoffEditing::pin_version(std::int64_t version, bool pinned) {
  find_version(version);
  tables_.handoffs.set_pinned(project_.id, version, pinned);
}

void HandoffEditing::take_back(store::Id id) {
  const store::HandoffEdit* row = find_in_force(id);
  if (row == nullptr) {
    throw RpcError(ErrorCode::not_found,
                   "no edit with the id " + std::to_string(id) +
                       " is in force; baton handoff edits lists those that are");
  }
  const bool has_line =
      row->kind == HandoffEditKind::note || row->kind == HandoffEditKind::replaced;
  if (has_line) save(changed_newest({}, {id}), newest_.version);
  tables_.handoff_edits.take_back(project_.id, id, newest_.version);
}

void HandoffEditing::revert(std::int64_t version) {
  if (version == newest_.version) {
    throw RpcError(ErrorCode::conflict,
                   "version " + std::to_string(version) + " is the newest already");
  }
  const auto then = tables_.handoff_edits.in_force_at(project_.id, version);
  newest_ = find_version(version);
  save(handoff::from_json(newest_.document), version);
  for (const store::HandoffEdit& edit : before_) {
    if (!has_id(then, edit.id))
      tables_.handoff_edits.take_back(project_.id, edit.id, newest_.version);
  }
  for (const Edit& edit : handoff::edits_of(then)) {
    if (!has_id(before_, edit.id)) add(edit);
  }
}

protocol::HandoffChangeResult HandoffEditing::result() {
  const auto now = tables_.handoff_edits.in_force(project_.id);
  if (now.size() > most_edits && now.size() > before_.size()) {
    throw RpcError(ErrorCode::too_large, "at most " + std::to_string(most_edits) +
                                             " edits of a handoff can be in force; baton handoff "
                                             "edits lists them, baton handoff undo ends one");
  }
  protocol::HandoffChangeResult result;
  result.project_id = project_.id;
  result.project = project_.name;
  result.version = newest_.version;
  for (const auto& edit : now) {
    if (!has_id(before_, edit.id)) result.made.push_back(to_wire(edit));
  }
  for (const auto& edit : before_) {
    if (!has_id(now, edit.id)) result.ended.push_back(to_wire(edit));
  }
  return result;
}

}  // namespace baton::methods
