#include "daemon/handoff/memory/need_model.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string>

namespace baton::handoff {
namespace {

std::size_t feature_named(std::string_view name) {
  static const auto names = feature_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw std::invalid_argument("no such feature: " + std::string(name));
  return static_cast<std::size_t>(found - names.begin());
}

double number_in(std::string_view text) {
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size())
    throw std::invalid_argument("no weight: " + std::string(text));
  return value;
}

}  // namespace

NeedModel::NeedModel(std::string_view weights) {
  while (!weights.empty()) {
    const auto end = std::min(weights.find('\n'), weights.size());
    const auto line = weights.substr(0, end);
    if (!line.empty() && line.front() != '#') read_line(line);
    weights.remove_prefix(std::min(end + 1, weights.size()));
  }
}

void NeedModel::read_line(std::string_view line) {
  constexpr std::string_view times = " * ";
  const auto tab = std::min(line.find('\t'), line.size());
  const auto name = line.substr(0, tab);
  const double weight = number_in(line.substr(std::min(tab + 1, line.size())));
  const auto product = name.find(times);
  if (product == std::string_view::npos) {
    linear_[feature_named(name)] = weight;
    return;
  }
  const auto left = feature_named(name.substr(0, product));
  const auto right = feature_named(name.substr(product + times.size()));
  if (products_.empty() || products_.back().feature != left) products_.push_back({left, {}});
  products_.back().factors.push_back({right, weight});
}

const NeedModel& NeedModel::standard() {
  static const NeedModel model(embedded_weights().front().text);
  return model;
}

double NeedModel::score(const Features& features) const {
  double sum = 0;
  for (std::size_t i = 0; i < features.size(); ++i) sum += linear_[i] * features[i];
  for (const auto& row : products_) {
    const double left = features[row.feature];
    if (left == 0) continue;
    double inner = 0;
    for (const auto& factor : row.factors) inner += factor.weight * features[factor.feature];
    sum += left * inner;
  }
  return sum;
}

double probability_of(double score) {
  constexpr double certain = 30;
  return 1 / (1 + std::exp(-std::clamp(score, -certain, certain)));
}

}  // namespace baton::handoff
