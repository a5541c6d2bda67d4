#pragma once
// handoff.*: the document that a project's next session starts from.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/contract.hpp"
#include "protocol/describe.hpp"

namespace baton::protocol {

struct HandoffLine {
  std::string text;
  std::vector<std::string> citations;
  std::optional<bool> by_user;
};
BATON_DESCRIBE(HandoffLine,
  (text, "The line, without its citations."),
  (citations, "The turns it came from, as `session:ordinal` within the project, e.g. `3:41`."),
  (by_user, "True for a line that a user wrote: no turn stands behind it."))

struct HandoffSection {
  std::string name;
  std::string title;
  std::vector<HandoffLine> lines;
};
BATON_DESCRIBE(HandoffSection,
  (name, "Stable name: provenance, requests, constraints, next_step, state, questions, decisions, "
         "failures, files, verification, environment, knowledge, work, more, summary."),
  (title, "The heading as it is printed."),
  (lines, "Its lines in reading order: requests as they were made, all else the most valuable first."))

struct HandoffGetParams {
  std::string project;
  std::optional<std::int64_t> version;
  std::optional<std::int64_t> budget;
  std::optional<std::string> goal;
  std::optional<bool> sections;
};
BATON_DESCRIBE(HandoffGetParams,
  (project, "Id, name, or absolute path of a directory inside the project."),
  (version, "A version from handoff.list; the newest when absent."),
  (budget, "Token budget, 200 to 20000; the stored rendering (2000) when absent."),
  (goal, "What the next session is to do, in words: what has to do with it comes first."),
  (sections, "True to get the document as data in `sections` besides the text."))

struct HandoffStaleness {
  std::optional<std::string> head_change;
  std::optional<std::string> head;
  std::optional<std::string> head_then;
  std::optional<std::int64_t> commits_since;
  std::optional<std::int64_t> commits_without;
  std::optional<bool> more_commits;
  std::optional<std::string> branch;
  std::optional<std::string> branch_then;
  std::optional<bool> other_work_tree;
  std::vector<std::string> files_changed;
  std::vector<std::string> missing_files;
};
BATON_DESCRIBE(HandoffStaleness,
  (head_change, "`ahead` (commits came on top), `behind` (HEAD went back), `diverged` (another line of history, as after a "
                "rebase) or `gone` (that commit is not in the repository); absent when HEAD is where it was."),
  (head, "Commit of HEAD now; together with head_change."),
  (head_then, "Commit of HEAD when the session ended."),
  (commits_since, "Commits that HEAD has and the session did not; counted up to 1000."),
  (commits_without, "Commits that the session had and HEAD has not; counted up to 1000."),
  (more_commits, "True when counting stopped at a bound."),
  (branch, "Branch now, empty when HEAD is detached; only when it is another one."),
  (branch_then, "Branch that the session worked on; together with branch."),
  (other_work_tree, "True when it was asked for from another work tree of the project than the session worked in."),
  (files_changed, "Files that the handoff names and that hold something else now, or are gone."),
  (missing_files, "Files that the session's tools wrote and that are not in the work tree."))

struct HandoffGetResult {
  std::int64_t project_id = 0;
  std::string project;
  std::int64_t version = 0;
  std::int64_t session_number = 0;
  std::string generator;
  std::optional<std::string> model;
  std::string created_at;
  std::int64_t tokens = 0;
  std::string text;
  std::optional<std::vector<HandoffSection>> sections;
  std::optional<HandoffStaleness> staleness;
};
BATON_DESCRIBE(HandoffGetResult,
  (project_id, "Id of the project."),
  (project, "Name of the project."),
  (version, "Version of the project's handoff, from 1."),
  (session_number, "Number of the session whose end it describes."),
  (generator, "`extractive`, `llm`, `hybrid`, or `manual` when a user edited it."),
  (model, "The model that had a part in it; absent for extractive and manual ones."),
  (created_at, "RFC 3339 time (UTC) at which this version was last brought up to date."),
  (tokens, "Estimated tokens of the text."),
  (text, "The document as Markdown. Lines that begin with `Checked now:` tell what `staleness` does; they are not stored."),
  (sections, "The same document as it is stored, as data; only when asked for."),
  (staleness, "What has changed in the work tree since the session; absent when nothing has, for a version that was asked "
              "for by its number, and when looking took too long."))

inline constexpr Contract<HandoffGetParams, HandoffGetResult> handoff_get{
    "handoff.get", "The project's handoff, ready to be given to the next session."};

struct HandoffVersion {
  std::int64_t version = 0;
  std::int64_t session_number = 0;
  std::string generator;
  std::optional<std::string> model;
  std::string created_at;
  std::int64_t tokens = 0;
  std::int64_t times_loaded = 0;
  std::optional<bool> pinned;
  std::optional<std::int64_t> based_on;
};
BATON_DESCRIBE(HandoffVersion,
  (version, "Version of the project's handoff, from 1."),
  (session_number, "Number of the session whose end it describes."),
  (generator, "`extractive`, `llm`, `manual` or `hybrid`."),
  (model, "The model that had a part in it."),
  (created_at, "RFC 3339 time (UTC) at which this version was last brought up to date."),
  (tokens, "Estimated tokens of its text."),
  (times_loaded, "How often a session has loaded it."),
  (pinned, "True when it was pinned: it stays as it is, and what is built next is a new version."),
  (based_on, "The version that was edited; only of manual ones."))

struct HandoffListParams {
  std::string project;
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
BATON_DESCRIBE(HandoffListParams,
  (project, "Id, name, or absolute path of a directory inside the project."),
  (limit, "At most this many versions, 1 to 500; 100 when absent."),
  (cursor, "next_cursor of the page before; absent for the first page."))

struct HandoffListResult {
  std::vector<HandoffVersion> versions;
  std::optional<std::string> next_cursor;
};
BATON_DESCRIBE(HandoffListResult,
  (versions, "Versions, the newest first."),
  (next_cursor, "Pass it as cursor to get the next page; absent on the last."))

inline constexpr Contract<HandoffListParams, HandoffListResult> handoff_list{
    "handoff.list", "Lists the versions of a project's handoff, newest first."};

struct HandoffDiffParams {
  std::string project;
  std::optional<std::int64_t> from;
  std::optional<std::int64_t> to;
};
BATON_DESCRIBE(HandoffDiffParams,
  (project, "Id, name, or absolute path of a directory inside the project."),
  (from, "A version; the one before `to` when absent."),
  (to, "Another one; the newest when absent."))

struct HandoffDiffLine {
  std::string change;
  std::string text;
};
BATON_DESCRIBE(HandoffDiffLine,
  (change, "`same`, `added` or `removed`."),
  (text, "A line of the Markdown, without its line end."))

struct HandoffDiffResult {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::vector<HandoffDiffLine> lines;
};
BATON_DESCRIBE(HandoffDiffResult,
  (from, "The version that was compared."),
  (to, "The version that it was compared with."),
  (lines, "All lines of both in order, each once where they are the same."))

inline constexpr Contract<HandoffDiffParams, HandoffDiffResult> handoff_diff{
    "handoff.diff", "Compares two versions of a project's handoff line by line."};

struct HandoffEdit {
  std::int64_t id = 0;
  std::string kind;
  std::string section;
  std::string text;
  std::optional<std::string> replacement;
  std::vector<std::string> citations;
  std::int64_t since_version = 0;
  std::string created_at;
};
BATON_DESCRIBE(HandoffEdit,
  (id, "Names the edit in handoff.take_back."),
  (kind, "`note` (a line that was added), `hidden` (deleted), `replaced` (changed) or `pinned`."),
  (section, "Stable name of the section in which the line stands."),
  (text, "The note; else the line that is hidden, replaced or pinned."),
  (replacement, "What stands instead of a replaced line."),
  (citations, "The turns that a pinned line came from."),
  (since_version, "The version of the handoff from which on it is in force."),
  (created_at, "RFC 3339 time (UTC) at which it was made."))

struct HandoffEditsParams {
  std::string project;
};
BATON_DESCRIBE(HandoffEditsParams,
  (project, "Id, name, or absolute path of a directory inside the project."))

struct HandoffEditsResult {
  std::vector<HandoffEdit> edits;
};
BATON_DESCRIBE(HandoffEditsResult,
  (edits, "What is in force, oldest first; at most 200."))

inline constexpr Contract<HandoffEditsParams, HandoffEditsResult> handoff_edits{
    "handoff.edits", "Lists the edits of a project's handoff that hold for every version to come."};

struct HandoffChangeResult {
  std::int64_t project_id = 0;
  std::string project;
  std::int64_t version = 0;
  std::vector<HandoffEdit> made;
  std::vector<HandoffEdit> ended;
};
BATON_DESCRIBE(HandoffChangeResult,
  (project_id, "Id of the project."),
  (project, "Name of the project."),
  (version, "The newest version after the change."),
  (made, "Edits that are in force from now on."),
  (ended, "Edits that no longer are."))

struct HandoffEditParams {
  std::string project;
  std::int64_t based_on = 0;
  std::string text;
  std::optional<std::string> base;
  std::optional<std::string> idempotency_key;
};
BATON_DESCRIBE(HandoffEditParams,
  (project, "Id, name, or absolute path of a directory inside the project."),
  (based_on, "The version that was edited. When it is no longer the newest the changes are made to that."),
  (text, "The Markdown as it was left, at most 128 KiB."),
  (base, "The Markdown as it was found; the version's stored text when absent. The newest version may be made anew "
         "while somebody edits it."),
  (idempotency_key, "A word of at most 200 bytes: a call that comes again under it is answered as the first was and changes nothing."))

inline constexpr Contract<HandoffEditParams, HandoffChangeResult> handoff_edit{
    "handoff.edit", "Saves an edited handoff as a new version, and keeps what was added, deleted and changed for all to come."};

struct HandoffNoteParams {
  std::string project;
  std::string text;
  std::optional<std::string> section;
  std::optional<std::string> idempotency_key;
};
BATON_DESCRIBE(HandoffNoteParams,
  (project, "Id, name, or absolute path of a directory inside the project."),
  (text, "The line, at most 16 KiB."),
  (section, "Stable name of the section to put it into; knowledge when absent."),
  (idempotency_key, "As for handoff.edit."))

inline constexpr Contract<HandoffNoteParams, HandoffChangeResult> handoff_note{
    "handoff.note", "Adds a line of the user's to the project's handoff, in a new version and in all to come."};

struct HandoffPinParams {
  std::string project;
  std::optional<std::string> text;
  std::optional<std::int64_t> line;
  std::optional<std::int64_t> version;
  std::optional<std::string> idempotency_key;
};
BATON_DESCRIBE(HandoffPinParams,
  (project, "Id, name, or absolute path of a directory inside the project."),
  (text, "A line of the newest version, or a part that no other line has."),
  (line, "A line of the newest version by its number: its list items count from 1."),
  (version, "Instead of a line: a version, which then stays as it is."),
  (idempotency_key, "As for handoff.edit."))

inline constexpr Contract<HandoffPinParams, HandoffChangeResult> handoff_pin{
    "handoff.pin", "Has a line stand in every handoff of the project, or a version stay as it is."};

inline constexpr Contract<HandoffPinParams, HandoffChangeResult> handoff_unpin{
    "handoff.unpin", "Takes handoff.pin back."};

struct HandoffTakeBackParams {
  std::string project;
  std::int64_t edit = 0;
  std::optional<std::string> idempotency_key;
};
BATON_DESCRIBE(HandoffTakeBackParams,
  (project, "Id, name, or absolute path of a directory inside the project."),
  (edit, "Id of an edit from handoff.edits."),
  (idempotency_key, "As for handoff.edit."))

inline constexpr Contract<HandoffTakeBackParams, HandoffChangeResult> handoff_take_back{
    "handoff.take_back", "Ends an edit; the handoff is built anew without it."};

struct HandoffRevertParams {
  std::string project;
  std::int64_t version = 0;
  std::optional<std::string> idempotency_key;
};
BATON_DESCRIBE(HandoffRevertParams,
  (project, "Id, name, or absolute path of a directory inside the project."),
  (version, "The version to go back to."),
  (idempotency_key, "As for handoff.edit."))

inline constexpr Contract<HandoffRevertParams, HandoffChangeResult> handoff_revert{
    "handoff.revert", "Makes a new version with the text of an old one, and has the edits in force that were in force then."};

}  // namespace baton::protocol
