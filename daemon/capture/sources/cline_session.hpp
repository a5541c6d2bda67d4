#pragma once
// A session of Cline 4 and its command line, `<session>.messages.json`.

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"

namespace baton::capture::cline {

/// Reads one document, `{"version","agent","sessionId","messages":[…]}`, whose messages are made of
/// the Messages API's blocks. The session's manifest beside it tells directory, times and parent. A
/// fork's copied messages keep their ids, so they are known to be its parent's.
class SessionParser final : public Parser {
 public:
  explicit SessionParser(std::filesystem::path path) : path_(std::move(path)) {}

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override { return {}; }

 private:
  struct Call {
    std::string tool;
    std::vector<store::FileTouch> files;
  };

  store::SessionFacts facts_of(const boost::json::object& document) const;
  void add_manifest(store::SessionFacts& facts) const;
  void tell_message(const boost::json::object& message, const store::SessionFacts& facts,
                    std::size_t number, EventSink& sink);
  void tell_block(const boost::json::object& block, bool is_user, bool is_summary,
                  MessageTeller& teller);
  void tell_call(const boost::json::object& block, MessageTeller& teller);
  void tell_result(const boost::json::object& block, MessageTeller& teller);

  std::filesystem::path path_;
  std::map<std::string, Call, std::less<>> calls_;
  std::set<std::string> unknown_;
  JsonReader results_;
};

}  // namespace baton::capture::cline
