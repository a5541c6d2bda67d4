#pragma once
// A first look at a log that may be cut anywhere: what the top level of its records says.

#include <string_view>
#include <utility>
#include <vector>

namespace baton::capture {

/// The top-level members of one JSON object, which may be cut and need not be well-formed.
class JsonOutline {
 public:
  /// Reads as far as the text goes. Linear.
  explicit JsonOutline(std::string_view object);

  bool has(std::string_view key) const;
  /// The member's text with its escapes left in; empty when it is absent or no string.
  std::string_view text(std::string_view key) const;
  bool is_empty() const { return members_.empty(); }

 private:
  std::vector<std::pair<std::string_view, std::string_view>> members_;
};

/// The outlines of the objects that the head's lines begin, at most `most` of them. A byte order
/// mark and lines that begin no object are passed over.
std::vector<JsonOutline> outlines_of_lines(std::string_view head, std::size_t most);

}  // namespace baton::capture
