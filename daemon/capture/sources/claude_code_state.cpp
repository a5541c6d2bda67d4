// Memory as JSON: arrays of short arrays, since a parser's state is stored with every file.

#include <charconv>

#include "daemon/base/hash.hpp"
#include "daemon/base/text.hpp"
#include "daemon/capture/sources/claude_code_memory.hpp"
#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::claude_code {

namespace json = boost::json;

namespace {

json::string text(std::string_view bytes) {
  return json::string(to_valid_utf8(bytes));
}

json::string hash_text(std::uint64_t hash) {
  return json::string(hex64(hash));
}

std::string text_at(const json::array& row, std::size_t i) {
  const json::string* found = i < row.size() ? row[i].if_string() : nullptr;
  return found == nullptr ? std::string() : std::string(found->data(), found->size());
}

std::uint64_t hash_at(const json::array& row, std::size_t i) {
  const std::string digits = text_at(row, i);
  std::uint64_t hash = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), hash, 16);
  return hash;
}

std::int64_t number_at(const json::array& row, std::size_t i) {
  const std::int64_t* found = i < row.size() ? row[i].if_int64() : nullptr;
  return found == nullptr ? 0 : *found;
}

template <class T, class ToRow>
json::array rows(const std::deque<T>& list, ToRow to_row) {
  json::array all;
  for (const T& item : list) all.emplace_back(to_row(item));
  return all;
}

template <class T, class FromRow>
void read_rows(const json::object& state, std::string_view key, std::deque<T>& list,
               FromRow from_row) {
  const json::array* all = array_member(state, key);
  if (all == nullptr) return;
  for (const json::value& value : *all) {
    if (const json::array* row = value.if_array()) list.push_back(from_row(*row));
  }
}

json::array to_row(const TypedText& typed) {
  return {hash_text(typed.uuid), hash_text(typed.text), typed.time};
}

TypedText typed_text(const json::array& row) {
  return {hash_at(row, 0), hash_at(row, 1), number_at(row, 2)};
}

}  // namespace

std::string Memory::to_state() const {
  json::object state;
  state["session"] = text(session);
  state["has_turns"] = has_turns;
  state["calls"] = rows(calls, [](const OpenCall& call) {
    return json::array{text(call.id), text(call.name), text(call.path)};
  });
  state["typed"] = rows(typed, to_row);
  state["queued"] = rows(queued, to_row);
  state["titles"] = rows(titles, [](const Title& title) {
    return json::array{text(title.session), static_cast<std::int64_t>(title.rank),
                       text(title.text)};
  });
  state["summaries"] = rows(summaries, [](const WaitingSummary& summary) {
    return json::array{text(summary.leaf), text(summary.text)};
  });
  state["sidechains"] = rows(sidechains, [](const SidechainRecord& record) {
    return json::array{hash_text(record.uuid), text(record.root)};
  });
  return json::serialize(state);
}

Memory Memory::from_state(std::string_view state) {
  Memory memory;
  const json::object object = parse_state(state);
  memory.session = string_member(object, "session");
  memory.has_turns = flag_member(object, "has_turns");
  read_rows(object, "calls", memory.calls, [](const json::array& row) {
    return OpenCall{text_at(row, 0), text_at(row, 1), text_at(row, 2)};
  });
  read_rows(object, "typed", memory.typed, typed_text);
  read_rows(object, "queued", memory.queued, typed_text);
  read_rows(object, "titles", memory.titles, [](const json::array& row) {
    return Title{text_at(row, 0), static_cast<TitleRank>(number_at(row, 1)), text_at(row, 2)};
  });
  read_rows(object, "summaries", memory.summaries, [](const json::array& row) {
    return WaitingSummary{text_at(row, 0), text_at(row, 1)};
  });
  read_rows(object, "sidechains", memory.sidechains, [](const json::array& row) {
    return SidechainRecord{hash_at(row, 0), text_at(row, 1)};
  });
  return memory;
}

}  // namespace baton::capture::claude_code
