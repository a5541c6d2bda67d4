#include "daemon/handoff/line_identity.hpp"

#include <algorithm>

#include "daemon/base/characters.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/render.hpp"
#include "daemon/handoff/text_safety.hpp"

namespace baton::handoff {
namespace {

/// Where selection cuts a line it puts this character, alone or at the beginning of a mark.
constexpr std::string_view ellipsis = "…";
/// Bytes of a beginning that tell one line from the others.
constexpr std::size_t telling_bytes = 24;

}  // namespace

std::string bare_line(std::string_view text) {
  // The end of the text and the end of its first line: rendering cites behind the latter.
  const std::size_t line_end = text.find('\n');
  std::string first(trim(text.substr(0, line_end)));
  take_marks(first);
  std::string bare = squeeze_spaces(
      line_end == std::string_view::npos ? first : first + std::string(text.substr(line_end)));
  const std::size_t begin = bare.find_first_not_of("#>-+*|~\\ ");
  if (begin != std::string::npos) bare.erase(0, begin);
  return bare;
}

LineIdentity identity_of(std::string_view text) {
  std::string key = to_lower(bare_line(neutralise(text)));
  const std::size_t cut = key.find(ellipsis);
  if (cut == std::string::npos) return {std::move(key), false};
  std::string_view beginning = std::string_view(key).substr(0, cut);
  if (beginning.ends_with("[")) beginning.remove_suffix(1);
  beginning = trim(beginning);
  if (beginning.size() < telling_bytes) return {std::move(key), false};
  return {std::string(beginning), true};
}

bool is_same_line(const LineIdentity& one, const LineIdentity& other) {
  if (!one.is_cut && !other.is_cut) return one.key == other.key;
  const std::size_t size = std::min(one.key.size(), other.key.size());
  const bool whole_is_shorter = (!one.is_cut && one.key.size() < other.key.size()) ||
                                (!other.is_cut && other.key.size() < one.key.size());
  return !whole_is_shorter && size >= telling_bytes &&
         std::string_view(one.key).substr(0, size) == std::string_view(other.key).substr(0, size);
}

}  // namespace baton::handoff
