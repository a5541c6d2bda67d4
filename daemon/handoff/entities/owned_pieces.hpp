#pragma once
// Which pieces of a text are taken already.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

namespace baton::handoff {

/// Pieces of a text that do not overlap, for asking whether another piece touches one of them.
class OwnedPieces {
 public:
  /// Takes a piece that overlaps none of those it has.
  void add(std::size_t begin, std::size_t end) { pieces_.push_back({begin, end}); }

  /// To be called after the last `add` and before `is_free`.
  void sort() {
    std::sort(pieces_.begin(), pieces_.end(),
              [](const Piece& a, const Piece& b) { return a.begin < b.begin; });
  }

  /// Whether no byte from `begin` up to `end` is taken.
  bool is_free(std::size_t begin, std::size_t end) const {
    const auto after =
        std::lower_bound(pieces_.begin(), pieces_.end(), end,
                         [](const Piece& piece, std::size_t at) { return piece.begin < at; });
    return after == pieces_.begin() || std::prev(after)->end <= begin;
  }

 private:
  struct Piece {
    std::size_t begin;
    std::size_t end;
  };
  std::vector<Piece> pieces_;
};

}  // namespace baton::handoff
