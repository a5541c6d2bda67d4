#pragma once
// The databases of Cursor's command line, one per session.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/foreign_database.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"

namespace baton::capture::cursor {

/// Reads `store.db`: the table `meta` tells of the session, `blobs` holds its messages as JSON, in
/// the order in which they came, among other things that are no JSON. Rows are named by their
/// content and never change, so the state is the number of the last one told.
class StoreParser final : public Parser {
 public:
  StoreParser(std::filesystem::path path, std::string_view state);

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  bool finished() const override { return finished_; }
  std::string save_state() const override;

 private:
  store::SessionFacts facts_of(const ForeignDatabase& database);
  void tell_blob(const ForeignDatabase::Row& row, EventSink& sink);
  void tell_message(const boost::json::object& message, std::string_view blob, EventSink& sink);
  bool tell_block(const boost::json::object& block, bool is_user, MessageTeller& teller);
  void announce(EventSink& sink);

  std::filesystem::path path_;
  std::int64_t last_row_ = 0;
  bool finished_ = true;
  bool announced_ = false;
  store::SessionFacts facts_;
  JsonReader reader_;
};

}  // namespace baton::capture::cursor
