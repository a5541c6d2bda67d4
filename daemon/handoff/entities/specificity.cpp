// How much it says that something is named. The frequencies are searched where they lie in the
// program, because a table made from them would cost every idle daemon half a megabyte.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

#include "daemon/handoff/entities/background.hpp"
#include "daemon/handoff/entities/entities.hpp"

namespace baton::handoff {
namespace {

constexpr std::string_view key_of_project_count = "P";
constexpr double least_of_an_entity = 0.1;

/// The lines of background.txt without the remarks at its head.
std::string_view rows() {
  static const std::string_view all = [] {
    std::string_view text = embedded_background().front().text;
    while (!text.empty() && text.front() == '#') text.remove_prefix(text.find('\n') + 1);
    return text;
  }();
  return all;
}

std::string_view row_around(std::string_view text, std::size_t at) {
  const auto before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const auto begin = before == std::string_view::npos ? 0 : before + 1;
  return text.substr(begin, text.find('\n', at) - begin);
}

/// In how many projects a key of background.txt occurs; 0 when it does not name it.
int frequency(std::string_view key) {
  auto text = rows();
  while (!text.empty()) {
    const auto row = row_around(text, text.size() / 2);
    const auto found = row.substr(0, row.find('\t'));
    const auto begin = static_cast<std::size_t>(row.data() - text.data());
    if (found == key) {
      int count = 0;
      std::from_chars(row.data() + found.size() + 1, row.data() + row.size(), count);
      return count;
    }
    text = key < found ? text.substr(0, begin)
                       : text.substr(std::min(begin + row.size() + 1, text.size()));
  }
  return 0;
}

int project_count() {
  static const int count = frequency(key_of_project_count);
  return count;
}

double inverse(int occurrences) {
  const double projects = 1.0 + project_count();
  return std::log(projects / (1.0 + occurrences)) / std::log(projects);
}

/// Paths are counted by their base names, whatever their parents.
std::string background_key(std::string_view key) {
  if (key.substr(0, 2) != "p:") return std::string(key);
  const auto slash = key.rfind('/');
  return "p:" + std::string(key.substr(slash == std::string_view::npos ? 2 : slash + 1));
}

}  // namespace

double specificity(std::string_view key) {
  if (key.substr(0, 2) == "t:") return std::max(0.0, inverse(frequency(key)));
  return std::max(least_of_an_entity, inverse(frequency(background_key(key))));
}

int topic_projects(std::string_view word) {
  return frequency("t:" + std::string(word));
}

}  // namespace baton::handoff
