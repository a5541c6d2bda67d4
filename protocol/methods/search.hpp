#pragma once
// search.*: full-text search over everything recorded.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/contract.hpp"
#include "protocol/describe.hpp"

namespace baton::protocol {

struct SearchQueryParams {
  std::string query;
  std::optional<std::string> project;
  std::optional<std::int64_t> limit;
};
BATON_DESCRIBE(SearchQueryParams,
  (query, "Words that must all occur; \"quoted words\" as a phrase; word* as a prefix of at least 4 characters."),
  (project, "Id, name, or absolute path of a directory inside the project; absent for all projects."),
  (limit, "At most this many hits, 1 to 100; 10 when absent."))

struct SearchHit {
  std::int64_t turn_id = 0;
  std::int64_t session_id = 0;
  std::int64_t project_id = 0;
  std::string project;
  std::int64_t session_number = 0;
  std::int64_t ordinal = 0;
  std::string agent;
  std::string role;
  std::string kind;
  std::optional<std::string> created_at;
  std::string snippet;
};
BATON_DESCRIBE(SearchHit,
  (turn_id, "Id of the turn."),
  (session_id, "Id of its session."),
  (project_id, "Id of its project."),
  (project, "Name of its project."),
  (session_number, "Number of its session within the project."),
  (ordinal, "The turn's place in the session, from 1."),
  (agent, "The agent that ran the session."),
  (role, "`user`, `assistant`, `system` or `tool`."),
  (kind, "`text`, `thinking`, `tool_call`, `tool_result` or `summary`."),
  (created_at, "RFC 3339 time (UTC); absent when the log has none."),
  (snippet, "The text around the match; matched words between U+2068 and U+2069."))

struct SearchQueryResult {
  std::vector<SearchHit> hits;
};
BATON_DESCRIBE(SearchQueryResult,
  (hits, "The best hits (BM25) among the newest 2000, best first."))

inline constexpr Contract<SearchQueryParams, SearchQueryResult> search_query{
    "search.query", "Searches the text of all turns."};

}  // namespace baton::protocol
