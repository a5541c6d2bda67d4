#include "daemon/handoff/text_diff.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace baton::handoff {
namespace {

using Lines = std::vector<std::string_view>;
using Change = DiffLine::Change;

/// The table of common lines has a cell for each pair of lines; above this many it is not made.
constexpr std::size_t most_cells = 4'000'000;

Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The lengths of the longest common subsequences of what is left of both texts from each pair of
/// lines on.
class CommonLines {
 public:
  CommonLines(const Lines& before, const Lines& after)
      : width_(after.size() + 1), lengths_((before.size() + 1) * width_) {
    for (std::size_t row = before.size(); row-- > 0;) {
      for (std::size_t column = after.size(); column-- > 0;) {
        cell(row, column) = before[row] == after[column]
                                ? cell(row + 1, column + 1) + 1
                                : std::max(cell(row + 1, column), cell(row, column + 1));
      }
    }
  }

  std::uint32_t length(std::size_t row, std::size_t column) const {
    return lengths_[row * width_ + column];
  }

 private:
  std::uint32_t& cell(std::size_t row, std::size_t column) {
    return lengths_[row * width_ + column];
  }

  std::size_t width_;
  std::vector<std::uint32_t> lengths_;
};

class Diff {
 public:
  std::vector<DiffLine> of(const Lines& before, const Lines& after) {
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && before[head] == after[head]) ++head;
    std::size_t tail = 0;
    while (tail < shorter - head &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
      ++tail;
    const auto middle = [&](const Lines& lines) {
      return Lines(lines.begin() + static_cast<std::ptrdiff_t>(head),
                   lines.end() - static_cast<std::ptrdiff_t>(tail));
    };
    for (std::size_t at = 0; at < head; ++at) put(Change::same, before[at]);
    compare(middle(before), middle(after));
    for (std::size_t at = before.size() - tail; at < before.size(); ++at)
      put(Change::same, before[at]);
    return std::move(lines_);
  }

 private:
  void compare(const Lines& before, const Lines& after) {
    std::size_t row = 0;
    std::size_t column = 0;
    if ((before.size() + 1) * (after.size() + 1) <= most_cells) {
      const CommonLines common(before, after);
      while (row < before.size() && column < after.size()) {
        if (before[row] == after[column]) {
          put(Change::same, before[row++]);
          ++column;
        } else if (common.length(row + 1, column) >= common.length(row, column + 1)) {
          put(Change::removed, before[row++]);
        } else {
          put(Change::added, after[column++]);
        }
      }
    }
    while (row < before.size()) put(Change::removed, before[row++]);
    while (column < after.size()) put(Change::added, after[column++]);
  }

  void put(Change change, std::string_view text) { lines_.push_back({change, std::string(text)}); }

  std::vector<DiffLine> lines_;
};

}  // namespace

std::vector<DiffLine> diff_lines(std::string_view before, std::string_view after) {
  return Diff().of(split(before), split(after));
}

}  // namespace baton::handoff
