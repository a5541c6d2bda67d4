#include "daemon/handoff/entities/paths.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "daemon/base/characters.hpp"
#include "daemon/handoff/entities/entities.hpp"
#include "daemon/handoff/entities/vocabulary.hpp"

namespace baton::handoff {
namespace {

constexpr std::string_view slashes = "/\\";

std::string extension_choices() {
  std::vector<std::string_view> extensions(file_extensions().begin(), file_extensions().end());
  // The longest first: of `json` and `js` the one that is there in full shall be tried.
  std::stable_sort(extensions.begin(), extensions.end(),
                   [](auto a, auto b) { return a.size() > b.size(); });
  std::string choices;
  for (const auto extension : extensions) {
    choices += choices.empty() ? "" : "|";
    choices += extension;
  }
  return choices;
}

bool has_known_extension(std::string_view lowered) {
  const auto dot = lowered.rfind('.');
  if (dot == std::string_view::npos) return false;
  const auto& known = file_extensions();
  return std::binary_search(known.begin(), known.end(), lowered.substr(dot + 1));
}

std::string_view without_ends(std::string_view text, std::string_view characters) {
  const auto first = text.find_first_not_of(characters);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(characters) - first + 1);
}

/// `and/or`, `input/output`: words with one slash and nothing else of a path.
bool is_pair_of_words(std::string_view found, std::string_view lowered) {
  const auto count = std::count_if(
      found.begin(), found.end(), [](char c) { return slashes.find(c) != std::string_view::npos; });
  const bool is_rooted = found.front() == '/' || found.front() == '~' ||
                         found.substr(0, 2) == "./" || found.substr(0, 3) == "../";
  return count < 2 && !is_rooted && !has_known_extension(lowered) &&
         without_ends(found, "./~\\").find_first_of("._-@") == std::string_view::npos;
}

bool is_number_like(std::string_view found) {
  return found.find_first_not_of("0123456789./\\-") == std::string_view::npos;
}

/// `this.name`, `console.log`.
bool is_member_access(std::string_view lowered) {
  const auto dot = lowered.find('.');
  if (dot == std::string_view::npos || dot + 1 == lowered.size()) return false;
  const auto member = lowered.substr(dot + 1);
  return is_object_name(lowered.substr(0, dot)) &&
         std::all_of(member.begin(), member.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// The parts of a path that name something; what stands for a place relative to another does not.
std::vector<std::string_view> named_parts(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    const auto part = path.substr(0, end);
    if (!part.empty() && part != "." && part != ".." && part != "~") parts.push_back(part);
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return parts;
}

}  // namespace

const Regex& path_pattern() {
  static const Regex pattern(
      R"((?<![\w/\\@:.-])((?:~|\.{1,2}|[A-Za-z]:)?[/\\]{0,1}(?:[\w@.+\-]+[/\\])+[\w@.+\-]*)"
      R"(|[\w@+\-][\w@.+\-]*\.(?:)" +
          extension_choices() + R"())(?!\w))",
      Regex::Letters::any_case);
  return pattern;
}

bool is_path(std::string_view found) {
  const auto lowered = to_lower(found);
  if (found.find_first_of(slashes) != std::string_view::npos &&
      (is_pair_of_words(found, lowered) || is_number_like(found)))
    return false;
  return !is_no_path(lowered) && !is_member_access(lowered);
}

std::optional<std::string> path_key(std::string_view path) {
  std::string unified(path);
  std::replace(unified.begin(), unified.end(), '\\', '/');
  std::string_view rest = unified;
  rest = rest.substr(0, rest.find_last_not_of(".,:;)/*") + 1);
  rest.remove_prefix(std::min(rest.find_first_not_of('@'), rest.size()));
  if (rest.substr(0, 5) == "file:") rest.remove_prefix(5);
  const auto parts = named_parts(rest);
  if (parts.empty()) return std::nullopt;
  const auto base = to_lower(parts.back());
  const auto length = count_characters(base);
  const bool has_letter =
      std::any_of(base.begin(), base.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (length < 2 || length > 80 || !has_letter) return std::nullopt;
  const auto parent = parts.size() > 1 ? to_lower(parts[parts.size() - 2]) : std::string();
  return "p:" + parent + "/" + base;
}

}  // namespace baton::handoff
