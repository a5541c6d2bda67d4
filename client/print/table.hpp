#pragma once
// Aligned columns for people.

#include <string>
#include <string_view>
#include <vector>

#include "client/print/output.hpp"

namespace baton::client {

/// One column of a table.
struct Column {
  std::string title;
  enum class Align { left, right } align = Align::left;
  bool flexible = false;  ///< may be cut with `…` when the terminal is too narrow
  Style style = Style::plain;
};

/// Rows under a heading. Cells are escaped when they are added, so that text from the daemon can be
/// given as it is.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// Adds a row of as many cells as there are columns.
  void add(const std::vector<std::string>& cells);

  /// Prints the heading and the rows; on a terminal flexible columns are cut to its width, the
  /// widest first.
  void print(Output& out) const;

 private:
  std::vector<std::size_t> widths(std::size_t limit) const;
  void print_row(Output& out, const std::vector<std::string>& cells,
                 const std::vector<std::size_t>& widths, bool heading) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

/// Lines of `label  value`, the values aligned; values are escaped.
void print_pairs(Output& out, const std::vector<std::pair<std::string, std::string>>& pairs);

}  // namespace baton::client
