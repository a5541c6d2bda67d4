#include "client/print/table.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "client/print/escape.hpp"
#include "client/print/utf8.hpp"

namespace baton::client {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 8;

std::string cut(const std::string& text, std::size_t columns) {
  if (display_width(text) <= columns) return text;
  return std::string(fitting_prefix(text, columns - 1)) + "…";
}

}  // namespace

void Table::add(const std::vector<std::string>& cells) {
  assert(cells.size() == columns_.size());
  std::vector<std::string> row;
  row.reserve(cells.size());
  for (const std::string& cell : cells) row.push_back(escape_to_line(cell));
  rows_.push_back(std::move(row));
}

std::vector<std::size_t> Table::widths(std::size_t limit) const {
  std::vector<std::size_t> result;
  result.reserve(columns_.size());
  for (const Column& column : columns_) result.push_back(display_width(column.title));
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i)
      result[i] = std::max(result[i], display_width(row[i]));
  }
  if (limit == 0) return result;
  std::size_t total = std::accumulate(result.begin(), result.end(), gap * (columns_.size() - 1));
  for (; total > limit; --total) {
    std::size_t* widest = nullptr;
    for (std::size_t i = 0; i < result.size(); ++i) {
      const bool can_shrink = columns_[i].flexible && result[i] > narrowest;
      if (can_shrink && (widest == nullptr || result[i] > *widest)) widest = &result[i];
    }
    if (widest == nullptr) break;
    --*widest;
  }
  return result;
}

void Table::print_row(Output& out, const std::vector<std::string>& cells,
                      const std::vector<std::size_t>& widths, bool heading) const {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string text = cut(cells[i], widths[i]);
    const std::string padding(widths[i] - std::min(widths[i], display_width(text)), ' ');
    const bool last = i + 1 == cells.size();
    if (columns_[i].align == Column::Align::right) out.write(padding);
    out.write(heading ? Style::dim : columns_[i].style, text);
    if (last) break;
    if (columns_[i].align == Column::Align::left) out.write(padding);
    out.write(std::string(gap, ' '));
  }
  out.write("\n");
}

void Table::print(Output& out) const {
  const std::vector<std::size_t> fitted = widths(out.columns());
  std::vector<std::string> titles;
  titles.reserve(columns_.size());
  for (const Column& column : columns_) titles.push_back(column.title);
  print_row(out, titles, fitted, true);
  for (const auto& row : rows_) print_row(out, row, fitted, false);
}

void print_pairs(Output& out, const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::size_t width = 0;
  for (const auto& [label, value] : pairs) width = std::max(width, display_width(label));
  for (const auto& [label, value] : pairs) {
    out.write(Style::dim, label + std::string(width - display_width(label) + gap, ' '));
    out.write(escape_to_line(value)).write("\n");
  }
}

}  // namespace baton::client
