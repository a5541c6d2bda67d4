#pragma once
// How well a turn matches a search: the BM25 of FTS5's own bm25(), without what makes that one slow
// over a large index.

struct sqlite3;

namespace baton::store {

/// Registers the FTS5 function `text_score(turns_index, size)`, for queries with MATCH on
/// turns_index. `size` is the column `sz` of the turn's row in turns_index_docsize. The value is a
/// REAL; the higher, the better.
///
/// Two things differ from bm25(). That one counts all turns that hold each phrase of the query;
/// here the first 10,000 are counted and more are extrapolated from how close these lie, and a
/// query of one phrase, where the count cannot change the order, needs none. And it looks up the
/// size of every hit by a statement of its own, where a join takes a third of the time.
/// @throws StoreError
void register_ranking(sqlite3* handle);

}  // namespace baton::store
