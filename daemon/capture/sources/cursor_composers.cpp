#include "daemon/capture/sources/cursor_composers.hpp"

#include <algorithm>
#include <utility>

#include "daemon/base/hash.hpp"
#include "daemon/base/text.hpp"
#include "daemon/capture/sources/cursor_composer_facts.hpp"
#include "daemon/capture/sources/cursor_places.hpp"
#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::cursor {

namespace json = boost::json;

namespace {

constexpr std::string_view composer_prefix = "composerData:";
constexpr std::string_view bubble_prefix = "bubbleId:";
constexpr std::size_t most_recents = 16;
constexpr std::size_t bubbles_at_end = 32;
constexpr std::size_t bubbles_each_time = 1000;
constexpr std::size_t longest_id = 64;

/// The conversation that a row belongs to; empty for other rows.
std::string_view composer_of_key(std::string_view key) {
  if (key.starts_with(composer_prefix)) return key.substr(composer_prefix.size());
  if (!key.starts_with(bubble_prefix)) return {};
  key.remove_prefix(bubble_prefix.size());
  return key.substr(0, key.find(':'));
}

bool is_usable(std::string_view id) {
  return !id.empty() && id.size() <= longest_id && is_valid_utf8(id) &&
         id.find('\0') == std::string_view::npos;
}

std::string value_of(const ForeignDatabase& database, const std::string& key) {
  std::string text;
  database.each("SELECT value FROM cursorDiskKV WHERE key = ?", {key},
                [&](const ForeignDatabase::Row& row) {
                  text = row.text(0);
                  return false;
                });
  return text;
}

std::size_t begin_of_end(std::size_t bubbles) {
  return bubbles > bubbles_at_end ? bubbles - bubbles_at_end : 0;
}

std::string hash_of_ids(const std::vector<std::string>& ids, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all.append(ids[i]).append("\n");
  return hex64(hash64(all));
}

}  // namespace

ComposerParser::ComposerParser(std::filesystem::path path, std::string_view state)
    : path_(std::move(path)) {
  load_state(state);
}

void ComposerParser::parse(std::string_view /*bytes*/, std::uint64_t /*offset*/,
                           std::int64_t /*first_line*/, EventSink& sink) {
  const ForeignDatabase database(path_);
  if (!database.has_table("cursorDiskKV")) return;
  if (pending_.empty()) begin_sweep(database);
  std::size_t told = 0;
  while (!pending_.empty() && told < bubbles_each_time) {
    const std::string id = pending_.front();
    told += tell_composer(database, id, sink) + 1;
    after_ = id;
    pending_.pop_front();
  }
  if (!pending_.empty()) return;
  since_ = target_;
  after_.clear();
}

void ComposerParser::begin_sweep(const ForeignDatabase& database) {
  // A sweep that was broken off goes on to where it meant to come.
  if (after_.empty()) {
    database.each("SELECT max(rowid) FROM cursorDiskKV", {}, [&](const ForeignDatabase::Row& row) {
      target_ = row.integer(0);
      return false;
    });
    // Numbers given anew: the table was made anew.
    if (target_ < since_) since_ = 0;
  }
  std::set<std::string> ids;
  add_changed(database, ids);
  for (const Recent& recent : recents_) {
    const std::optional<Composer> composer = composer_of(database, recent.id);
    if (composer && end_hash_of(database, recent.id, *composer) != recent.end_hash)
      ids.insert(recent.id);
  }
  for (const std::string& id : ids) {
    if (id > after_) pending_.push_back(id);
  }
}

void ComposerParser::add_changed(const ForeignDatabase& database, std::set<std::string>& ids) {
  const auto add = [&](const ForeignDatabase::Row& row) {
    const std::string_view id = composer_of_key(row.text(0));
    if (is_usable(id)) ids.emplace(id);
    return true;
  };
  // At first the index alone tells all there are, without reading a database of gigabytes.
  if (since_ == 0) {
    database.each(
        "SELECT key FROM cursorDiskKV WHERE key >= 'composerData:' AND key < 'composerData;'", {},
        add);
    return;
  }
  database.each("SELECT key FROM cursorDiskKV WHERE rowid > ? AND rowid <= ?", {since_, target_},
                add);
}

std::optional<ComposerParser::Composer> ComposerParser::composer_of(const ForeignDatabase& database,
                                                                    const std::string& id) {
  Composer composer{value_of(database, std::string(composer_prefix) + id), {}};
  if (composer.text.empty()) return std::nullopt;
  std::string fault;
  const auto value = reader_.parse(composer.text, fault);
  const json::object* data = value ? value->if_object() : nullptr;
  if (data == nullptr) return composer;
  const json::array* headers = array_member(*data, "fullConversationHeadersOnly");
  if (headers == nullptr) return composer;
  for (const json::value& header : *headers) {
    const json::object* object = header.if_object();
    const std::string_view bubble = object == nullptr ? "" : string_member(*object, "bubbleId");
    if (!bubble.empty()) composer.bubbles.emplace_back(bubble);
  }
  return composer;
}

std::string ComposerParser::end_hash_of(const ForeignDatabase& database, const std::string& id,
                                        const Composer& composer) const {
  std::string all = hex64(hash64(composer.text));
  const std::size_t count = composer.bubbles.size();
  for (std::size_t i = begin_of_end(count); i < count; ++i) {
    const std::string key = std::string(bubble_prefix) + id + ":" + composer.bubbles[i];
    all += hex64(hash64(value_of(database, key)));
  }
  return hex64(hash64(all));
}

std::size_t ComposerParser::tell_composer(const ForeignDatabase& database, const std::string& id,
                                          EventSink& sink) {
  const std::optional<Composer> composer = composer_of(database, id);
  if (!composer) return 0;
  // Taken before the bubbles are read: what changes meanwhile is told the next time.
  Recent now{id, end_hash_of(database, id, *composer), {}, {}};
  const std::size_t count = composer->bubbles.size();
  now.told = static_cast<std::int64_t>(count);
  now.before_hash = hash_of_ids(composer->bubbles, begin_of_end(count));
  std::size_t first = 0;
  if (const Recent* before = recent_of(id)) {
    if (before->end_hash == now.end_hash) return 0;
    const std::size_t known = begin_of_end(static_cast<std::size_t>(before->told));
    if (known <= count && hash_of_ids(composer->bubbles, known) == before->before_hash)
      first = known;
  }
  std::string fault;
  const auto value = reader_.parse(composer->text, fault);
  const json::object* data = value ? value->if_object() : nullptr;
  if (data == nullptr) {
    report_unparsed({composer->text, 0, 0}, "a conversation that is not a JSON object", sink);
    return 0;
  }
  const bool is_inline = count == 0 && array_member(*data, "conversation") != nullptr;
  if (count == 0 && !is_inline) return 0;  // nothing was said yet
  sink.on_session(facts_of(database, id, *data));
  const std::size_t told = is_inline ? tell_inline(id, *composer, sink)
                                     : tell_bubbles(database, id, *composer, first, sink);
  remember(std::move(now));
  return told;
}

store::SessionFacts ComposerParser::facts_of(const ForeignDatabase& database, const std::string& id,
                                             const json::object& data) {
  store::SessionFacts facts = facts_of_composer(database, id, data);
  if (facts.working_directory.empty() && recent_of(id) == nullptr) {
    const std::filesystem::path user = path_.parent_path().parent_path();
    if (!folders_) folders_ = folders_of_composers(user / "workspaceStorage");
    const auto folder = folders_->find(id);
    if (folder != folders_->end()) facts.working_directory = folder->second;
  }
  model_ = facts.model;
  created_at_ = facts.started_at.value_or(0);
  is_subagent_ = facts.relation == store::Relation::subagent;
  return facts;
}

std::size_t ComposerParser::tell_bubbles(const ForeignDatabase& database, const std::string& id,
                                         const Composer& composer, std::size_t first,
                                         EventSink& sink) {
  for (std::size_t i = first; i < composer.bubbles.size(); ++i) {
    const std::string& bubble = composer.bubbles[i];
    const std::string text = value_of(database, std::string(bubble_prefix) + id + ":" + bubble);
    if (text.empty()) continue;
    std::string fault;
    const auto value = bubble_reader_.parse(text, fault);
    const json::object* object = value ? value->if_object() : nullptr;
    if (object == nullptr ||
        !bubbles_.tell(*object, {bubble, created_at_, model_, is_subagent_}, sink))
      report_unparsed({text, 0, 0}, "a bubble of no known type", sink);
  }
  return composer.bubbles.size() - first;
}

/// Versions before 2025 keep the bubbles in the conversation's own row.
std::size_t ComposerParser::tell_inline(const std::string& id, const Composer& composer,
                                        EventSink& sink) {
  std::string fault;
  const auto value = bubble_reader_.parse(composer.text, fault);
  if (!value || !value->is_object()) return 0;
  const json::array* conversation = array_member(value->get_object(), "conversation");
  if (conversation == nullptr) return 0;
  std::size_t number = 0;
  for (const json::value& entry : *conversation) {
    ++number;
    const json::object* bubble = entry.if_object();
    std::string bubble_id(bubble == nullptr ? "" : string_member(*bubble, "bubbleId"));
    if (bubble_id.empty()) bubble_id = id + "/" + std::to_string(number);
    if (bubble == nullptr ||
        !bubbles_.tell(*bubble, {bubble_id, created_at_, model_, is_subagent_}, sink))
      report_unparsed({id, 0, 0}, "a bubble of no known type", sink);
  }
  return number;
}

const ComposerParser::Recent* ComposerParser::recent_of(const std::string& id) const {
  const auto found = std::find_if(recents_.begin(), recents_.end(),
                                  [&](const Recent& recent) { return recent.id == id; });
  return found == recents_.end() ? nullptr : &*found;
}

void ComposerParser::remember(Recent recent) {
  std::erase_if(recents_, [&](const Recent& known) { return known.id == recent.id; });
  recents_.push_back(std::move(recent));
  if (recents_.size() > most_recents) recents_.pop_front();
}

std::string ComposerParser::save_state() const {
  json::object state;
  state["since"] = since_;
  state["target"] = target_;
  state["after"] = after_;
  json::array recents;
  for (const Recent& recent : recents_)
    recents.push_back(json::array{recent.id, recent.end_hash, recent.before_hash, recent.told});
  state["recent"] = std::move(recents);
  return to_compact_json(state);
}

void ComposerParser::load_state(std::string_view state) {
  std::string fault;
  const auto value = state.empty() ? std::nullopt : reader_.parse(state, fault);
  const json::object* known = value ? value->if_object() : nullptr;
  if (known == nullptr) return;
  since_ = std::max<std::int64_t>(number_member(*known, "since"), 0);
  target_ = std::max<std::int64_t>(number_member(*known, "target"), 0);
  after_ = string_member(*known, "after");
  const json::array* recents = array_member(*known, "recent");
  if (recents == nullptr) return;
  for (const json::value& entry : *recents) {
    const json::array* recent = entry.if_array();
    if (recent == nullptr || recent->size() != 4 || !(*recent)[3].is_int64()) continue;
    if (!(*recent)[0].is_string() || !(*recent)[1].is_string() || !(*recent)[2].is_string())
      continue;
    const auto text = [&](std::size_t i) {
      const json::string& part = (*recent)[i].get_string();
      return std::string(part.data(), part.size());
    };
    remember({text(0), text(1), text(2), std::max<std::int64_t>((*recent)[3].get_int64(), 0)});
  }
}

}  // namespace baton::capture::cursor
