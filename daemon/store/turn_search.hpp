#pragma once
// Full-text search over turns.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/store/records.hpp"
#include "daemon/store/statement.hpp"

namespace baton::store {

/// The token that stands for a project in the index's column `scope`.
std::string scope_token(Id project_id);

/// Ranks by BM25 over the newest 2000 hits, "newest" being the order in which the turns were
/// stored. Ranking all hits of a common word among a million turns takes a hundred times longer
/// than anyone looks at the result.
class TurnSearch {
 public:
  explicit TurnSearch(Connection& connection);
  /// @param query in the protocol's syntax; anything else in it is only text
  std::vector<SearchHit> run(std::string_view query, std::optional<Id> project_id,
                             std::int64_t limit);

 private:
  void complete(SearchHit& hit);

  Statement search_;
  Statement row_;
};

}  // namespace baton::store
