#pragma once
// Where a page of a list ended, as the opaque text that clients hand back.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baton::store {

/// The sort key of the last row of a page. The next page begins after it, whatever was inserted
/// meanwhile.
struct PageCursor {
  std::int64_t order = 0;
  std::int64_t id = 0;

  std::string to_string() const;
  /// The cursor of a text, or the one before the first row (of a descending list) for an empty
  /// text.
  /// @throws BadCursor when the text was not made by to_string()
  static PageCursor parse(std::string_view text);
};

/// Cuts a page that was read one row longer than `limit`. Returns the cursor of the next page,
/// empty on the last.
/// @param key gives the PageCursor of a row
template <class Row, class Key>
std::string cut_page(std::vector<Row>& rows, std::int64_t limit, Key key) {
  if (static_cast<std::int64_t>(rows.size()) <= limit || rows.size() < 2) return {};
  rows.pop_back();
  return key(rows.back()).to_string();
}

}  // namespace baton::store
