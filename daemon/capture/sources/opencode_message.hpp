#pragma once
// From a message of opencode to turns, however it is kept: as rows, as files or as an export.

#include <set>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"

namespace baton::capture::opencode {

/// The session that a message belongs to.
struct SessionFrame {
  std::string id;
  bool is_subagent = false;  ///< no person types in it
};

/// When the message was made, by its `info`; 0 when it does not say.
Milliseconds time_of(const boost::json::object& info);

/// Tells one message: made with the message's `info`, then given its parts in order, then finished.
/// A turn has the id of its part, a call's result the part number behind the call's. All turns have
/// the message's time: those of the parts are written anew as they end, or are missing. A call that
/// has no input yet is left out.
class MessageTelling {
 public:
  /// @param id   of the message
  /// @param info role, time, model, tokens and error; must live until finish()
  MessageTelling(const SessionFrame& session, std::string id, const boost::json::object& info,
                 EventSink& sink);

  /// Whether the role is one that can be told; otherwise there is nothing to do but report it.
  bool is_known() const { return is_user_ || is_assistant_; }
  /// Tells a part. False when its type is not known.
  bool part(std::string_view id, const boost::json::object& part);
  /// Tells what is known of the message as a whole: its tokens, unless its steps told them, and its
  /// error.
  void finish();

 private:
  void text_part(std::string_view id, const boost::json::object& part);
  void file_part(std::string_view id, const boost::json::object& part);
  void tool_part(std::string_view id, const boost::json::object& part);
  void patch_part(std::string_view id, const boost::json::object& part);
  void usage(std::string_view key, const boost::json::object& record);

  const SessionFrame& session_;
  std::string id_;
  const boost::json::object& info_;
  EventSink& sink_;
  bool is_user_;
  bool is_assistant_;
  bool has_steps_ = false;
  std::set<std::string, std::less<>> touched_;  // files that tools of the message say they changed
};

}  // namespace baton::capture::opencode
