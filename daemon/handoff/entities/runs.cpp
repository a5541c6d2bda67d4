#include "daemon/handoff/entities/runs.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

#include "daemon/base/characters.hpp"

namespace baton::handoff {
namespace {

constexpr std::size_t longest_run = 1024;

constexpr std::array<std::uint32_t, 256> make_classes() {
  std::array<std::uint32_t, 256> classes{};
  for (std::size_t c = 'a'; c <= 'z'; ++c) classes[c] = run_has::lower | run_has::any_run;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) classes[c] = run_has::upper | run_has::any_run;
  for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = run_has::digit | run_has::any_run;
  for (std::size_t c = 0x80; c <= 0xff; ++c) classes[c] = run_has::any_run;
  classes['_'] = run_has::underscore | run_has::any_run;
  classes['/'] = classes['\\'] = run_has::slash | run_has::any_run;
  classes['.'] = run_has::dot | run_has::any_run;
  classes['-'] = run_has::dash | run_has::any_run;
  classes['#'] = run_has::hash | run_has::any_run;
  classes[':'] = run_has::colon | run_has::any_run;
  classes['@'] = classes['+'] = classes['~'] = classes['&'] = run_has::any_run;
  return classes;
}

constexpr auto classes = make_classes();

/// Whether a character beyond ASCII is punctuation or a picture, neither a letter nor a number.
bool divides(std::uint32_t c) {
  constexpr std::array<std::array<std::uint32_t, 2>, 9> blocks{{{0x2000, 0x206f},
                                                                {0x2190, 0x245f},
                                                                {0x2500, 0x2775},
                                                                {0x2794, 0x2bff},
                                                                {0x3000, 0x3004},
                                                                {0xfe00, 0xfe0f},
                                                                {0xff01, 0xff0f},
                                                                {0xfffd, 0xfffd},
                                                                {0x1f300, 0x1faff}}};
  return std::any_of(blocks.begin(), blocks.end(),
                     [&](const auto& block) { return c >= block[0] && c <= block[1]; });
}

/// What two neighbouring characters make together.
std::uint32_t made_by(std::uint32_t before, std::uint32_t seen, std::uint32_t now) {
  std::uint32_t made = 0;
  if ((now & run_has::upper) != 0) {
    if ((before & (run_has::lower | run_has::digit)) != 0) made |= run_has::hump;
    if ((seen & run_has::upper) != 0) made |= run_has::two_uppers;
  }
  if ((before & run_has::dot) != 0) made |= run_has::inner_dot;
  if ((before & now & run_has::dash) != 0) made |= run_has::double_dash;
  return made;
}

constexpr std::uint32_t telling = run_has::digit | run_has::underscore | run_has::slash |
                                  run_has::inner_dot | run_has::hump | run_has::two_uppers |
                                  run_has::double_dash | run_has::call;

/// The run that begins at `at`; its end is where the text or the run ends.
Run run_at(std::string_view text, std::size_t at) {
  const auto begin = at;
  std::uint32_t seen = 0;
  std::uint32_t before = 0;
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto now = classes[byte];
    if (now == 0) break;
    std::size_t bytes = 1;
    if (byte >= 0x80) {
      const auto point = code_point_at(text, at);
      if (divides(point.value)) break;
      bytes = point.bytes;
    }
    seen |= now | made_by(before, seen, now);
    before = now;
    at += bytes;
  }
  if (at > begin && text.substr(at, 2) == "()") seen |= run_has::call;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at), seen};
}

}  // namespace

std::vector<Run> find_runs(std::string_view text) {
  text = text.substr(0, std::numeric_limits<std::uint32_t>::max());
  std::vector<Run> runs;
  for (std::size_t at = 0; at < text.size();) {
    const auto run = run_at(text, at);
    if (run.has_any(telling) && run.end - run.begin <= longest_run) runs.push_back(run);
    const auto is_wide = run.end < text.size() && static_cast<unsigned char>(text[run.end]) >= 0x80;
    at = run.end + (is_wide ? code_point_at(text, run.end).bytes : 1);
  }
  return runs;
}

}  // namespace baton::handoff
