#include "daemon/capture/sources/row_watermark.hpp"

#include <algorithm>
#include <utility>

#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_id = 64;
constexpr std::string_view behind_all_ids = "~";

}  // namespace

void RowWatermark::begin_at(Milliseconds time, Milliseconds now) {
  floor_ = {std::min(time, now - window), std::string(behind_all_ids)};
  recent_.clear();
}

bool RowWatermark::is_told(Milliseconds time, std::string_view id) const {
  return std::binary_search(recent_.begin(), recent_.end(), Position{time, std::string(id)});
}

void RowWatermark::tell(Milliseconds time, std::string_view id, Milliseconds now) {
  // A row may change once more without a new time, by one who took the time then and commits later.
  if (time > now - std::max(resolution_, unsettled) && time <= now) return;
  // Where the row stood before, it will not be found again.
  std::erase_if(recent_, [&](const Position& told) { return told.id == id; });
  Position position{time, std::string(id)};
  const auto place = std::lower_bound(recent_.begin(), recent_.end(), position);
  recent_.insert(place, std::move(position));
}

void RowWatermark::settle(Milliseconds now) {
  while (!recent_.empty()) {
    const Position& oldest = recent_.front();
    const bool is_settled = oldest.time < now - window;
    if (!is_settled && recent_.size() <= most_recent) return;
    // A time in the future is a fault of some clock: a floor there would hide all that comes.
    if (oldest.time <= now && oldest.id.size() <= longest_id) floor_ = oldest;
    recent_.pop_front();
  }
}

json::object RowWatermark::to_json() const {
  json::array recent;
  for (const Position& position : recent_) {
    if (position.id.size() > longest_id) continue;
    recent.emplace_back(position.time);
    recent.emplace_back(position.id);
  }
  return {{"time", floor_.time}, {"id", floor_.id}, {"recent", std::move(recent)}};
}

void RowWatermark::restore(const json::object& state) {
  if (!state.contains("time")) return;
  floor_ = {number_member(state, "time"), std::string(string_member(state, "id"))};
  recent_.clear();
  const json::array* recent = array_member(state, "recent");
  if (recent == nullptr) return;
  for (std::size_t i = 0; i + 1 < recent->size() && recent_.size() < most_recent; i += 2) {
    const json::value& time = (*recent)[i];
    const json::string* id = (*recent)[i + 1].if_string();
    if (id != nullptr && time.is_int64()) recent_.push_back({time.get_int64(), id->c_str()});
  }
  std::sort(recent_.begin(), recent_.end());
}

}  // namespace baton::capture
