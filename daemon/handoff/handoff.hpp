#pragma once
// From the turns of a project's sessions to the document that the next session starts from.

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/git/repository.hpp"
#include "daemon/handoff/work_tree.hpp"
#include "daemon/store/records.hpp"

namespace baton::handoff {

/// A turn within a project, as a line cites it: `[3:41]` is turn 41 of session 3, `[41]` turn 41 of
/// the session that is handed on.
struct Citation {
  std::int64_t session = 0;
  std::int64_t ordinal = 0;
  auto operator<=>(const Citation&) const = default;  // NOLINT(modernize-use-nullptr)
};

/// One line of the document.
struct Line {
  std::string text;
  std::vector<Citation> citations;  ///< the last one is shown with the text
  bool by_user = false;             ///< a person wrote it into a handoff; shown as their note
};

enum class SectionName {
  provenance,
  requests,
  constraints,
  next_step,
  state,
  questions,
  decisions,
  failures,
  files,
  verification,
  environment,
  knowledge,
  work,
  more,
  summary,
};

/// The stable name of a section, as programs see it: `requests`, `next_step`, …
std::string_view to_string(SectionName name);
/// The heading of a section, as people see it.
std::string_view title_of(SectionName name);
/// The section of that stable name; nothing when there is none.
std::optional<SectionName> section_named(std::string_view name);

struct Section {
  SectionName name = SectionName::provenance;
  std::vector<Line> lines;  ///< in the order to read them: requests as they were made, all else
                            ///< most valuable first
};

/// A handoff as data. Sections stand in their fixed order; empty ones are left out.
struct Document {
  std::vector<Section> sections;
  std::int64_t session = 0;  ///< number of the session that is handed on; 0: not known
  /// What it is compared with when it is given out; absent: nothing is known.
  std::optional<WorkTreeSnapshot> work_tree{};
};

/// The turns of a session, in order. What points to one stays valid when more are put behind it.
using Turns = std::deque<store::Turn>;

/// A session with its turns: what a handoff is made from.
struct SessionTurns {
  store::Session session;
  Turns turns;
  std::uint64_t loading = 0;  ///< another number whenever the turns were loaded from the first one
};

class Needs;

/// What a user did to one line of the project's handoffs; it holds for every one that is built.
struct Edit {
  store::HandoffEditKind kind = store::HandoffEditKind::note;
  SectionName section = SectionName::knowledge;
  std::string text;                 ///< the note; else the line that is hidden, replaced or pinned
  std::string replacement;          ///< of a replaced line: what stands instead
  std::vector<Citation> citations;  ///< of a pinned line
  store::Id id = 0;                 ///< in the store; 0 when it is not there
};

/// Everything that goes into a handoff. A value: building is a pure function of it.
struct Material {
  store::Project project;
  std::vector<SessionTurns> sessions;  ///< newest first; the first is the one being handed on
  std::optional<git::RepositoryState>
      repository;  ///< the work tree now; absent when it is not on this machine
  std::optional<WorkTreeSnapshot>
      work_tree;  ///< of the session that is handed on, without files; absent like `repository`
  store::Milliseconds now = 0;
  std::shared_ptr<const Needs> needs;  ///< told by all sessions; null: `sessions` are asked
  std::vector<Edit> edits;             ///< in force, oldest first
  std::string goal;  ///< what the next session is to do, in the user's words; empty: not known
};

/// A built handoff.
struct Built {
  Document document;
  std::string text;                ///< Markdown within the budget
  std::int64_t tokens = 0;         ///< estimated tokens of text
  std::int64_t source_tokens = 0;  ///< estimated tokens of the turns
};

inline constexpr std::int64_t default_budget = 2000;
inline constexpr std::int64_t smallest_budget = 200;
inline constexpr std::int64_t largest_budget = 20000;

/// Builds the handoff without a model. Pure; any thread.
/// @param budget tokens that the text may have, within [smallest_budget, largest_budget]
Built build(const Material& material, std::int64_t budget = default_budget);

/// The document as Markdown: a heading per section, a list item per line with its citations at the
/// end. A text of several lines becomes a list item followed by a block quote. No text can end its
/// line, forge a heading or the marker around a delivered handoff, or steer a terminal. Pure; any
/// thread.
std::string render_markdown(const Document& document);

/// The document of a text that render_markdown() made and somebody may have edited: the sections by
/// their headings, the lines with the citations that are shown. A heading that no section has, and
/// what stands before the first one, is knowledge. Takes any text. Pure; any thread.
Document parse_markdown(std::string_view text);

/// Estimates the tokens of a text as common tokenisers count them, within a few per cent for
/// English and code.
std::int64_t estimate_tokens(std::string_view text);

/// The document as JSON text, as the store keeps it, and back. @throws std::runtime_error when the
/// text is no document
std::string to_json(const Document& document);
Document from_json(std::string_view json);

}  // namespace baton::handoff
