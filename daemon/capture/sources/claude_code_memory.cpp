#include "daemon/capture/sources/claude_code_memory.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "daemon/base/hash.hpp"
#include "daemon/base/text.hpp"

namespace baton::capture::claude_code {
namespace {

constexpr std::size_t most_calls = 64;
constexpr std::size_t most_texts = 16;
constexpr std::size_t most_titles = 8;
constexpr std::size_t most_sidechains = 48;
constexpr std::size_t longest_id = 128;
constexpr std::size_t longest_title = 256;
constexpr std::size_t longest_path = 512;
constexpr Milliseconds same_message_within = 60'000;

template <class T>
void remember(std::deque<T>& list, T item, std::size_t most) {
  list.push_back(std::move(item));
  if (list.size() > most) list.pop_front();
}

bool is_same(const TypedText& a, const TypedText& b) {
  if (a.uuid != 0 && a.uuid == b.uuid) return true;
  return a.text == b.text && std::llabs(a.time - b.time) <= same_message_within;
}

}  // namespace

void Memory::remember_call(OpenCall call) {
  if (call.id.empty() || call.id.size() > longest_id || call.name.size() > longest_id) return;
  if (call.path.size() > longest_path) call.path.clear();
  remember(calls, std::move(call), most_calls);
}

std::optional<OpenCall> Memory::take_call(std::string_view id) {
  const auto found = std::find_if(calls.rbegin(), calls.rend(),
                                  [&](const OpenCall& call) { return call.id == id; });
  if (found == calls.rend()) return std::nullopt;
  OpenCall call = std::move(*found);
  calls.erase(std::next(found).base());
  return call;
}

void Memory::remember_typed(TypedText text) {
  remember(typed, text, most_texts);
}

void Memory::remember_queued(TypedText text) {
  remember(queued, text, most_texts);
}

bool Memory::take_same(std::deque<TypedText>& list, const TypedText& text) {
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&](const TypedText& known) { return is_same(known, text); });
  if (found == list.end()) return false;
  list.erase(found);
  return true;
}

bool Memory::set_title(std::string_view of_session, TitleRank rank, std::string_view text) {
  const std::string_view title = utf8_prefix(trim(text), longest_title);
  if (title.empty() || of_session.size() > longest_id) return false;
  const auto known = std::find_if(titles.begin(), titles.end(),
                                  [&](const Title& other) { return other.session == of_session; });
  if (known == titles.end()) {
    remember(titles, {std::string(of_session), rank, std::string(title)}, most_titles);
    return true;
  }
  if (rank < known->rank) return false;
  known->rank = rank;
  known->text = title;
  return true;
}

std::string Memory::title_of(std::string_view of_session) const {
  const auto known = std::find_if(titles.begin(), titles.end(),
                                  [&](const Title& title) { return title.session == of_session; });
  return known == titles.end() ? std::string() : known->text;
}

void Memory::remember_summary(std::string_view leaf, std::string_view text) {
  if (leaf.size() > longest_id) return;
  remember(summaries, {std::string(leaf), std::string(utf8_prefix(text, longest_title))},
           most_titles);
}

std::optional<std::string> Memory::take_summary(std::string_view leaf) {
  const auto found =
      std::find_if(summaries.rbegin(), summaries.rend(),
                   [&](const WaitingSummary& summary) { return summary.leaf == leaf; });
  if (found == summaries.rend()) return std::nullopt;
  std::string text = std::move(found->text);
  summaries.erase(std::next(found).base());
  return text;
}

std::string Memory::sidechain_root(std::string_view uuid, std::string_view parent) {
  const std::uint64_t parent_hash = hash64(parent);
  const auto known = std::find_if(
      sidechains.rbegin(), sidechains.rend(),
      [&](const SidechainRecord& record) { return !parent.empty() && record.uuid == parent_hash; });
  std::string root;
  if (known != sidechains.rend()) {
    root = known->root;
  } else if (!parent.empty() && !sidechains.empty()) {
    root = sidechains.back().root;
  } else {
    root = uuid.empty() || uuid.size() > longest_id ? "inline" : uuid;
  }
  remember(sidechains, {hash64(uuid), root}, most_sidechains);
  return root;
}

}  // namespace baton::capture::claude_code
