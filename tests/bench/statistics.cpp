#include "tests/bench/statistics.hpp"

#include <algorithm>
#include <cstdio>

namespace baton::bench {

double microseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto rank = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(rank),
                   values.end());
  return values[rank];
}

double median(const std::vector<double>& values) {
  return percentile(values, 0.5);
}

std::string with_unit(double value, std::string_view unit) {
  char text[64];
  const int digits = value < 10 ? 2 : value < 1000 ? 1 : 0;
  std::snprintf(text, sizeof text, "%.*f %.*s", digits, value, static_cast<int>(unit.size()),
                unit.data());
  return text;
}

int print_table(const std::vector<Row>& rows) {
  int missed = 0;
  std::printf("\n%-58s %-16s %-34s %8s %10s\n", "what", "measured", "against", "ratio", "target");
  for (const Row& row : rows) {
    const bool ok =
        row.target == 0 || (row.at_least ? row.ratio >= row.target : row.ratio <= row.target);
    if (!ok) ++missed;
    char target[32] = "";
    if (row.target != 0) {
      std::snprintf(target, sizeof target, "%s %.2f%s", row.at_least ? ">=" : "<=", row.target,
                    ok ? "" : " !");
    }
    std::printf("%-58s %-16s %-34s %8.3f %10s\n", row.name.c_str(), row.measured.c_str(),
                row.limit.c_str(), row.ratio, target);
  }
  return missed;
}

}  // namespace baton::bench
