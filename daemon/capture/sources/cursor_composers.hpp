#pragma once
// Cursor's database of conversations, `state.vscdb`.

#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/cursor_bubbles.hpp"
#include "daemon/capture/sources/foreign_database.hpp"
#include "daemon/capture/sources/json_lines.hpp"

namespace baton::capture::cursor {

/// Reads the table `cursorDiskKV`: `composerData:<id>` is a conversation with the list of its
/// bubbles in their order, `bubbleId:<id>:<bubble>` a bubble. New rows have higher row numbers than
/// old ones, so a conversation that goes on is found by them; but a row may also be changed in
/// place, so the conversations told last are compared by the hash of their ends, too. Both are the
/// saved state: a conversation that is as it was is not told again, and of one that went on only
/// the end.
class ComposerParser final : public Parser {
 public:
  ComposerParser(std::filesystem::path path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  bool finished() const override { return pending_.empty(); }
  std::string save_state() const override;

 private:
  /// A conversation told lately.
  struct Recent {
    std::string id;
    std::string end_hash;     // of the conversation's row and its last bubbles
    std::string before_hash;  // of the ids of the bubbles before those
    std::int64_t told = 0;    // bubbles
  };
  /// A conversation's row, and its bubbles' ids in their order.
  struct Composer {
    std::string text;
    std::vector<std::string> bubbles;
  };

  void load_state(std::string_view state);
  void begin_sweep(const ForeignDatabase& database);
  void add_changed(const ForeignDatabase& database, std::set<std::string>& ids);
  std::optional<Composer> composer_of(const ForeignDatabase& database, const std::string& id);
  std::string end_hash_of(const ForeignDatabase& database, const std::string& id,
                          const Composer& composer) const;
  std::size_t tell_composer(const ForeignDatabase& database, const std::string& id,
                            EventSink& sink);
  std::size_t tell_bubbles(const ForeignDatabase& database, const std::string& id,
                           const Composer& composer, std::size_t first, EventSink& sink);
  std::size_t tell_inline(const std::string& id, const Composer& composer, EventSink& sink);
  store::SessionFacts facts_of(const ForeignDatabase& database, const std::string& id,
                               const boost::json::object& data);
  const Recent* recent_of(const std::string& id) const;
  void remember(Recent recent);

  std::filesystem::path path_;
  std::int64_t since_ = 0;   // row numbers up to here have been told
  std::int64_t target_ = 0;  // and up to here when the sweep is done
  std::string after_;        // the sweep has come to this conversation
  std::deque<std::string> pending_;
  std::deque<Recent> recents_;  // the latest last
  std::optional<std::map<std::string, std::string>> folders_;
  std::string model_;  // of the conversation that is told
  Milliseconds created_at_ = 0;
  bool is_subagent_ = false;
  JsonReader reader_;
  JsonReader bubble_reader_;
  BubbleTeller bubbles_;
};

}  // namespace baton::capture::cursor
