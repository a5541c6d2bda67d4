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
};
BATON_DESCRIBE(HandoffLine,
  (text, "The line, without its citations."),
  (citations, "The turns it came from, as `session:ordinal` within the project, e.g. `3:41`."))

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
};
BATON_DESCRIBE(HandoffGetResult,
  (project_id, "Id of the project."),
  (project, "Name of the project."),
  (version, "Version of the project's handoff, from 1."),
  (session_number, "Number of the session whose end it describes."),
  (generator, "`extractive`, `llm`, `manual` or `hybrid`."),
  (model, "The model that had a part in it; absent for extractive and manual ones."),
  (created_at, "RFC 3339 time (UTC) at which this version was last brought up to date."),
  (tokens, "Estimated tokens of the text."),
  (text, "The document as Markdown."),
  (sections, "The same document as data; only when asked for."))

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
};
BATON_DESCRIBE(HandoffVersion,
  (version, "Version of the project's handoff, from 1."),
  (session_number, "Number of the session whose end it describes."),
  (generator, "`extractive`, `llm`, `manual` or `hybrid`."),
  (model, "The model that had a part in it."),
  (created_at, "RFC 3339 time (UTC) at which this version was last brought up to date."),
  (tokens, "Estimated tokens of its text."),
  (times_loaded, "How often a session has loaded it."))

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

}  // namespace baton::protocol
