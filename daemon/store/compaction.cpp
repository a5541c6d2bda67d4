#include "daemon/store/compaction.hpp"

#include "daemon/store/connection.hpp"

namespace baton::store {
namespace {

/// Pages of an index that one step writes.
constexpr std::int64_t merge_pages = 256;

}  // namespace

Compaction::Compaction(Connection& connection)
    : connection_(connection),
      merge_turns_(connection, "INSERT INTO turns_index (turns_index, rank) VALUES ('merge', ?)"),
      merge_handoffs_(connection,
                      "INSERT INTO handoffs_index (handoffs_index, rank) VALUES ('merge', ?)"),
      merge_knowledge_(connection,
                       "INSERT INTO knowledge_index (knowledge_index, rank) VALUES ('merge', ?)") {}

bool Compaction::merge_step(Index index, bool first) {
  Statement& merge = index == Index::turns      ? merge_turns_
                     : index == Index::handoffs ? merge_handoffs_
                                                : merge_knowledge_;
  // FTS5's own rules: a negative number takes all segments together, positive ones go on with that,
  // and a step that changes less than two rows found nothing to do.
  const std::int64_t before = connection_.total_changes();
  merge.execute(first ? -merge_pages : merge_pages);
  return connection_.total_changes() - before >= 2;
}

bool Compaction::vacuum_step() {
  connection_.execute("PRAGMA incremental_vacuum(256)");
  return connection_.query_integer("PRAGMA freelist_count") > 0;
}

}  // namespace baton::store
