#include "daemon/handoff/memory/similar_sessions.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace baton::handoff {
namespace {

constexpr std::size_t most_past_sessions = 39;
constexpr double least_similarity = 0.02;

double norm(double squared) {
  return squared > 0 ? std::sqrt(squared) : 1;
}

}  // namespace

void SimilarSessions::begin_session() {
  for (auto* ids : {&newest_.given, &newest_.asked, &newest_.opened}) {
    std::sort(ids->begin(), ids->end());
    ids->shrink_to_fit();
  }
  restore_past(std::exchange(newest_, {}));
  std::fill(common_.begin(), common_.end(), 0.0);
}

void SimilarSessions::restore_past(SessionTopics session) {
  past_.push_back(std::move(session));
  common_.push_back(0);
  if (past_.size() <= most_past_sessions) return;
  past_.pop_front();
  common_.pop_front();
}

void SimilarSessions::renumber(const std::vector<KeyId>& new_ids) {
  for (auto& session : past_) {
    for (auto* ids : {&session.given, &session.asked, &session.opened}) {
      for (auto& id : *ids) id = new_ids[id];
      std::sort(ids->begin(), ids->end());
      // The forgotten ones, whose number is the greatest, stand last.
      ids->erase(std::lower_bound(ids->begin(), ids->end(), UINT32_MAX), ids->end());
    }
  }
}

void SimilarSessions::add_given(KeyId id, double weight) {
  newest_.given.push_back(id);
  newest_.weight += weight * weight;
  for (std::size_t i = 0; i < past_.size(); ++i) {
    const auto& given = past_[i].given;
    if (std::binary_search(given.begin(), given.end(), id)) common_[i] += weight * weight;
  }
}

std::vector<Resemblance> SimilarSessions::resemblances(std::size_t key_count) const {
  std::vector<Resemblance> by_key(key_count);
  for (std::size_t i = 0; i < past_.size(); ++i) {
    const double similarity = common_[i] / (norm(newest_.weight) * norm(past_[i].weight));
    if (similarity <= least_similarity) continue;
    const auto& next = i + 1 < past_.size() ? past_[i + 1] : newest_;
    for (const auto id : past_[i].given) by_key[id].given += similarity;
    for (const auto id : past_[i].asked) by_key[id].asked += similarity;
    for (const auto id : next.opened) by_key[id].next += similarity;
  }
  return by_key;
}

}  // namespace baton::handoff
